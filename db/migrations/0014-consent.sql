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

-- What is bound besides substance use records and notes of counselling and psychotherapy: by the law of a state, such as hiv.
alter table organization add column bound_labels text[] not null default '{}';
-- A programme under 42 CFR Part 2: everything that is written there is labelled part2.
alter table organization add column part2_programme boolean not null default false;
alter table team add column part2_programme boolean not null default false;

-- Why a text may be shown only to those whom the patient's consent covers. What is made of a labelled text carries its labels.
alter table "case" add column labels text[] not null default '{}';
alter table brief_part add column labels text[] not null default '{}';
alter table brief_part_version add column labels text[] not null default '{}';
alter table flag add column labels text[] not null default '{}';
alter table queue_entry add column labels text[] not null default '{}';
alter table decision add column labels text[] not null default '{}';
alter table task add column labels text[] not null default '{}';

-- Whom protected records of a patient were shown to, by day: each reader, the consent it was under, what kind of thing, how often.
create index audit_event_disclosed on audit_event (organization_id, patient_id, seq) where category is not null;
create function audit_disclosures(p_patient_id uuid, p_most int)
returns table (first_at timestamptz, last_at timestamptz, times bigint, reader_id uuid, actor_id text, category text, detail text)
language sql stable security definer set search_path = public, pg_temp as $$
  select min(e.at), max(e.at), count(*), e.entity_id, e.actor_id, e.category, e.detail
    from audit_event e
   where e.organization_id = nullif(current_setting('app.organization_id', true), '')::uuid
     and e.patient_id = p_patient_id and e.category is not null and e.action = 'record.disclosed'
   group by e.entity_id, e.actor_id, e.category, e.detail, date_trunc('day', e.at at time zone 'utc')
   order by max(e.at) desc limit p_most
$$;
revoke all on function audit_disclosures from public;
grant execute on function audit_disclosures to huddle_app;
