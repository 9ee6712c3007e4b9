-- Who an imported record is: where it came from, its type, its id there.
create table imported_record (
  organization_id uuid not null,
  source text not null,
  resource_type text not null,
  source_id_hash bytea not null,
  target text not null,
  target_id uuid not null,
  content_hash bytea not null,
  last_updated timestamptz,
  primary key (organization_id, source, resource_type, source_id_hash, target)
);
select control.protect('imported_record');
create index imported_record_by_target on imported_record (organization_id, target, target_id);

create table import (
  organization_id uuid not null,
  import_id uuid not null,
  team_id uuid not null,
  source text not null,
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
  flags_agreed_at timestamptz,
  failure text,
  primary key (organization_id, import_id),
  foreign key (organization_id, team_id) references team
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
