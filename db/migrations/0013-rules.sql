-- What a flag of a rule rests on is not always a score: it may be an episode, the last discussion, a goal and its day.
alter table flag_evidence drop constraint flag_evidence_pkey;
alter table flag_evidence alter column score_id drop not null;
-- A text that stays the same for as long as it is the same: `since:2026-05-03`, `goal:…:2026-06-01`. Null for a score.
alter table flag_evidence add column about text;
alter table flag_evidence add column basis text not null generated always as (coalesce(about, 'score:' || score_id::text)) stored;
alter table flag_evidence add primary key (organization_id, flag_id, basis);
alter table flag_evidence add constraint flag_evidence_is_a_score_or_a_text check ((score_id is null) <> (about is null));

-- Since when the rule would no longer ask. Null while it would, for flags of persons, and always for safety flags.
alter table flag add column lapsed_at timestamptz;
alter table flag add constraint flag_safety_does_not_lapse check (not safety or lapsed_at is null);
alter table flag add constraint flag_of_a_person_does_not_lapse check (rule is not null or lapsed_at is null);

-- What a team has said about a rule, or about another standard with numbers. What it has not said is the default of the program.
create table rule_setting (
  organization_id uuid not null,
  team_id uuid not null,
  code text not null,
  enabled boolean not null default true,
  -- Null where the standard has none.
  urgency text check (urgency in ('emergency', 'urgent', 'soon', 'routine')),
  -- { name: whole number }
  numbers jsonb not null,
  version integer not null default 1,
  primary key (organization_id, team_id, code),
  foreign key (organization_id, team_id) references team,
  constraint rule_setting_safety_stays_on check (code <> 'safety-answer' or (enabled and urgency = 'emergency')),
  constraint rule_setting_emergency_is_safety check (code = 'safety-answer' or urgency is distinct from 'emergency')
);
select control.protect('rule_setting');

-- Who changed what, from what to what, and why. Both are { on, urgency, numbers }.
create table rule_setting_change (
  organization_id uuid not null,
  rule_setting_change_id uuid not null,
  team_id uuid not null,
  code text not null,
  changed_at timestamptz not null,
  changed_by uuid not null,
  was jsonb not null,
  became jsonb not null,
  reason_sealed bytea not null,
  primary key (organization_id, rule_setting_change_id),
  foreign key (organization_id, team_id) references team,
  foreign key (organization_id, changed_by) references person
);
select control.protect('rule_setting_change', 'select, insert');
create index rule_setting_change_by_team on rule_setting_change (organization_id, team_id, code, changed_at);
