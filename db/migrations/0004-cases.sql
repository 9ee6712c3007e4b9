create table patient (
  organization_id uuid not null references organization,
  patient_id uuid not null,
  -- { family, given: [], title, birthDate, gender, mrn, identifiers: [], deceased, phone } as one sealed text: a list opens it once a row.
  identity_sealed bytea not null,
  allergy_state text not null default 'not-recorded' check (allergy_state in ('known', 'none-known', 'not-recorded', 'unavailable')),
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (organization_id, patient_id)
);
select control.protect('patient');

-- Keyed hashes of name words, their prefixes, birth date and identifiers. What their frequencies reveal is accepted: see app/features/cases/README.md.
create table patient_search (
  organization_id uuid not null,
  token_hash bytea not null,
  patient_id uuid not null,
  primary key (organization_id, token_hash, patient_id),
  foreign key (organization_id, patient_id) references patient
);
select control.protect('patient_search');
create index patient_search_by_patient on patient_search (organization_id, patient_id);

create table "case" (
  organization_id uuid not null,
  case_id uuid not null,
  team_id uuid not null,
  patient_id uuid not null,
  episode_start date not null,
  phase text not null default 'active' check (phase in ('active', 'relapse-prevention', 'closed')),
  closed_reason_sealed bytea,
  care_manager_id uuid,
  consent_state text not null default 'not-recorded' check (consent_state in ('given', 'refused', 'not-recorded', 'unavailable')),
  last_discussed_at timestamptz,
  -- Rules do not look at a case while an import's flags await agreement.
  rules_held boolean not null default false,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (organization_id, case_id),
  foreign key (organization_id, team_id) references team,
  foreign key (organization_id, patient_id) references patient,
  foreign key (organization_id, care_manager_id) references person
);
select control.protect('"case"');
create unique index case_one_open_per_patient_and_team on "case" (organization_id, team_id, patient_id) where phase <> 'closed';
create index case_by_team on "case" (organization_id, team_id, phase);
create index case_by_patient on "case" (organization_id, patient_id);

create table contact (
  organization_id uuid not null,
  contact_id uuid not null,
  patient_id uuid not null,
  at timestamptz not null,
  by_person_id uuid,
  way text not null check (way in ('visit', 'phone', 'video', 'message', 'other')),
  reached boolean not null,
  minutes smallint check (minutes between 0 and 1440),
  note_sealed bytea,
  labels text[] not null default '{}',
  created_at timestamptz not null,
  primary key (organization_id, contact_id),
  foreign key (organization_id, patient_id) references patient,
  foreign key (organization_id, by_person_id) references person
);
select control.protect('contact');
create index contact_by_patient on contact (organization_id, patient_id, at);

create table condition (
  organization_id uuid not null,
  condition_id uuid not null,
  patient_id uuid not null,
  text_sealed bytea not null,
  -- A day, a month or a year, as it is known.
  onset text,
  active boolean not null,
  labels text[] not null default '{}',
  primary key (organization_id, condition_id),
  foreign key (organization_id, patient_id) references patient
);
select control.protect('condition');
create index condition_by_patient on condition (organization_id, patient_id);

create table medication (
  organization_id uuid not null,
  medication_id uuid not null,
  patient_id uuid not null,
  text_sealed bytea not null,
  started_on text,
  ended_on text,
  active boolean not null,
  labels text[] not null default '{}',
  primary key (organization_id, medication_id),
  foreign key (organization_id, patient_id) references patient
);
select control.protect('medication');
create index medication_by_patient on medication (organization_id, patient_id);

create table allergy (
  organization_id uuid not null,
  allergy_id uuid not null,
  patient_id uuid not null,
  text_sealed bytea not null,
  primary key (organization_id, allergy_id),
  foreign key (organization_id, patient_id) references patient
);
select control.protect('allergy');
create index allergy_by_patient on allergy (organization_id, patient_id);

create table score (
  organization_id uuid not null,
  score_id uuid not null,
  patient_id uuid not null,
  instrument text not null,
  taken_on date not null,
  taken_at timestamptz,
  total smallint,
  safety_answer smallint,
  arrived_at timestamptz not null,
  recorded_by uuid,
  primary key (organization_id, score_id),
  foreign key (organization_id, patient_id) references patient,
  foreign key (organization_id, recorded_by) references person,
  constraint score_says_something check (total is not null or safety_answer is not null)
);
select control.protect('score');
create index score_by_patient on score (organization_id, patient_id, instrument, taken_on);

create table brief_part (
  organization_id uuid not null,
  case_id uuid not null,
  part text not null check (part in ('question', 'situation', 'trend', 'medication', 'changed', 'goal', 'if-worse-then')),
  text_sealed bytea not null,
  author_id uuid not null,
  written_at timestamptz not null,
  version integer not null default 1,
  primary key (organization_id, case_id, part),
  foreign key (organization_id, case_id) references "case",
  foreign key (organization_id, author_id) references person
);
select control.protect('brief_part');

-- What happened to a case, as a person reads it: ids and kinds only; the words are made from them when the page is shown.
create table case_event (
  organization_id uuid not null,
  case_event_id uuid not null,
  case_id uuid not null,
  at timestamptz not null,
  kind text not null,
  actor_kind text not null,
  actor_id text,
  subject_id uuid,
  primary key (organization_id, case_event_id),
  foreign key (organization_id, case_id) references "case"
);
select control.protect('case_event');
create index case_event_by_case on case_event (organization_id, case_id, at);
