-- What may be shared with whom, from when until when.
create table consent (
  organization_id uuid not null,
  consent_id uuid not null,
  patient_id uuid not null,
  decision text not null check (decision in ('given', 'refused', 'unavailable')),
  -- Who gives the records away (a programme, a clinic), to whom where that is somebody outside, and what for: { discloser, recipient, purpose }.
  words_sealed bytea not null,
  recipient_kind text not null check (recipient_kind in ('organization', 'team', 'person', 'outside')),
  recipient_team_id uuid,
  recipient_person_id uuid,
  -- The labels it speaks of: part2, sud-counseling, psychotherapy …
  scope text[] not null check (cardinality(scope) > 0),
  from_at timestamptz not null,
  until_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid,
  document_hash bytea check (octet_length(document_hash) = 32),
  recorded_at timestamptz not null,
  -- Null when a file brought it.
  recorded_by uuid,
  version integer not null default 1,
  primary key (organization_id, consent_id),
  foreign key (organization_id, patient_id) references patient,
  foreign key (organization_id, recipient_team_id) references team,
  foreign key (organization_id, recipient_person_id) references person,
  foreign key (organization_id, revoked_by) references person,
  foreign key (organization_id, recorded_by) references person,
  constraint consent_ends_after_it_begins check (until_at is null or until_at > from_at),
  constraint consent_names_its_team check ((recipient_kind = 'team') = (recipient_team_id is not null)),
  constraint consent_names_its_person check ((recipient_kind = 'person') = (recipient_person_id is not null))
);
-- A consent is revoked, never deleted.
select control.protect('consent', 'select, insert, update');
create index consent_by_patient on consent (organization_id, patient_id);
