-- Who an imported record is: where it came from, its type, its id there, which of its facts, and whom it is about. The patient belongs
-- to it because published files give the same id to records of several patients; a patient's own record is about nobody else (all zeros).
create table imported_record (
  organization_id uuid not null,
  source text not null check (source ~ '^[a-z0-9-]{1,40}$'),
  resource_type text not null,
  source_id_hash bytea not null,
  part text not null default '',
  owner_id uuid not null,
  target text not null check (target in ('patient', 'contact', 'condition', 'medication', 'allergy', 'score', 'nothing', 'taken-back')),
  target_id uuid not null,
  content_hash bytea not null,
  last_updated timestamptz,
  primary key (organization_id, source, resource_type, source_id_hash, part, owner_id)
);
select control.protect('imported_record');
create index imported_record_by_target on imported_record (organization_id, target, target_id);

create table import (
  organization_id uuid not null,
  import_id uuid not null,
  team_id uuid not null,
  source text not null check (source ~ '^[a-z0-9-]{1,40}$'),
  state text not null check (state in ('reading', 'read', 'finished', 'failed')),
  started_by uuid,
  started_at timestamptz not null,
  ended_at timestamptz,
  files_total integer not null default 0,
  files_read integer not null default 0,
  records_read integer not null default 0,
  records_written integer not null default 0,
  records_unchanged integer not null default 0,
  records_skipped integer not null default 0,
  flags_proposed integer not null default 0,
  -- Positive safety answers too old for an alarm: somebody should check that they were followed up.
  earlier_answers integer not null default 0,
  flags_agreed_at timestamptz,
  cases_opened integer not null default 0,
  -- How many were skipped, by reason.
  skip_counts jsonb not null default '{}',
  failure text check (failure in ('no-files', 'unexpected')),
  primary key (organization_id, import_id),
  foreign key (organization_id, team_id) references team,
  foreign key (organization_id, started_by) references person
);
select control.protect('import');

create table import_skip (
  organization_id uuid not null,
  import_id uuid not null,
  seq integer not null,
  file_sealed bytea not null,
  resource_type text,
  source_id_sealed bytea,
  reason text not null,
  primary key (organization_id, import_id, seq),
  foreign key (organization_id, import_id) references import
);
select control.protect('import_skip');

-- Cases whose rules have something to say after an import, waiting for an admin's agreement.
create table import_proposal (
  organization_id uuid not null,
  import_id uuid not null,
  case_id uuid not null,
  rule text not null,
  primary key (organization_id, import_id, case_id, rule),
  foreign key (organization_id, import_id) references import,
  foreign key (organization_id, case_id) references "case"
);
select control.protect('import_proposal');

-- An import's files, while it lasts. What was sent lies in them until it is read: patient data, so sealed, and emptied as soon as it is read.
create table import_file (
  organization_id uuid not null,
  import_id uuid not null,
  seq integer not null,
  name_sealed bytea not null,
  content_sealed bytea,
  primary key (organization_id, import_id, seq),
  foreign key (organization_id, import_id) references import
);
select control.protect('import_file');

-- What was read of an import's files and not yet given to its patient: records come in any order. Empty once the import has ended.
create table import_fact (
  organization_id uuid not null,
  import_id uuid not null,
  seq integer not null,
  file_seq integer not null,
  kind text not null check (kind in ('patient', 'drug', 'taken-back', 'fact')),
  -- Patients and drugs stay until the end, since what comes later may point to them.
  done boolean not null default false,
  -- A keyed hash of the reference to the patient; null for what is about no patient.
  subject_hash bytea,
  fact_sealed bytea not null,
  primary key (organization_id, import_id, seq),
  foreign key (organization_id, import_id) references import
);
select control.protect('import_fact');
create index import_fact_by_subject on import_fact (organization_id, import_id, subject_hash);
create index import_fact_by_kind on import_fact (organization_id, import_id, kind, seq);

-- The cases an import has brought something new.
create table import_case (
  organization_id uuid not null,
  import_id uuid not null,
  case_id uuid not null,
  primary key (organization_id, import_id, case_id),
  foreign key (organization_id, import_id) references import,
  foreign key (organization_id, case_id) references "case"
);
select control.protect('import_case');
