-- Imports that bring more kinds of records, can be stopped and go on, and hold none of their files in memory.

-- What a record may have become here.
alter table imported_record drop constraint imported_record_target_check;
alter table imported_record add constraint imported_record_target_check check (target in (
  'patient', 'contact', 'condition', 'medication', 'allergy', 'score', 'goal', 'need', 'circle_person', 'consent', 'nothing', 'taken-back'));

alter table import drop constraint import_state_check;
alter table import add constraint import_state_check check (state in ('reading', 'stopped', 'read', 'finished', 'failed'));
alter table import drop constraint import_failure_check;
alter table import add constraint import_failure_check check (failure in ('no-files', 'unexpected', 'given-up'));
-- Its files are those of a Part 2 programme: everything in them is labelled so.
alter table import add column part2 boolean not null default false;
-- When it last came further: an import that nobody reads any more is ended, so that its cases do not wait for ever.
alter table import add column touched_at timestamptz;

-- How far a file has been read, and by what it is recognised when reading goes on.
alter table import_file add column records_read integer not null default 0;
alter table import_file add column finished boolean not null default false;
alter table import_file add column fingerprint bytea;

-- What others point to (drugs, practitioners, their roles, forms) is an anchor.
alter table import_fact drop constraint import_fact_kind_check;
alter table import_fact add constraint import_fact_kind_check check (kind in ('patient', 'drug', 'anchor', 'taken-back', 'fact'));
-- A keyed hash of which record it is, for patients, anchors and what was taken back.
alter table import_fact add column record_hash bytea;
create index import_fact_waiting on import_fact (organization_id, import_id, kind, seq) where not done;
-- The kind belongs to it: while an import stages a million rows nothing is known about them, and the planner takes the index that names most.
create index import_fact_by_record on import_fact (organization_id, import_id, kind, record_hash) where record_hash is not null;
drop index import_fact_by_kind;

-- Every name a staged patient or anchor can be called by, as a keyed hash. Gone with the end of the import.
create table import_name (
  organization_id uuid not null,
  import_id uuid not null,
  kind text not null check (kind in ('patient', 'anchor')),
  name_hash bytea not null,
  record_hash bytea not null,
  primary key (organization_id, import_id, kind, name_hash, record_hash),
  foreign key (organization_id, import_id) references import
);
select control.protect('import_name');

-- Scores and allergies of a Part 2 programme are bound like everything else from there.
alter table score add column if not exists labels text[] not null default '{}';
alter table allergy add column if not exists labels text[] not null default '{}';
