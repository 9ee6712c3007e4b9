-- A team's measures look for a patient's PHQ-9 totals of some days, for every case of the team: found here without reading the scores.
create index score_phq9_by_patient on score (organization_id, patient_id, taken_on) include (total, taken_at, score_id)
  where instrument in ('phq-9', 'phq-9m') and total between 0 and 27;
