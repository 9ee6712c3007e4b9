-- What a case knows beyond its scores: goals, needs and who can help with them, the people around the patient, earlier texts.

-- Each answer of a score, in the order of the instrument's items; null where one is not known. Null as a whole where only the total is.
alter table score add column items smallint[];
-- How a score was taken, where a person said so; and how often it was corrected.
alter table score add column way text check (way in ('in-person', 'phone', 'video', 'online', 'paper'));
alter table score add column version integer not null default 1;

-- What a score said before it was corrected or taken back, and why: a typing error stays readable, and counts nowhere.
create table score_before (
  organization_id uuid not null,
  score_id uuid not null,
  version integer not null,
  patient_id uuid not null,
  instrument text not null,
  taken_on date not null,
  total smallint,
  safety_answer smallint,
  items smallint[],
  became text not null check (became in ('corrected', 'taken-back')),
  reason_sealed bytea not null,
  labels text[] not null default '{}',
  ended_at timestamptz not null,
  ended_by uuid not null,
  primary key (organization_id, score_id, version),
  foreign key (organization_id, patient_id) references patient,
  foreign key (organization_id, ended_by) references person
);
select control.protect('score_before', 'select, insert');
create index score_before_by_patient on score_before (organization_id, patient_id, ended_at);

-- Medication that a person starts, changes and stops by hand beside what files bring.
alter table medication add column recorded_by uuid;
alter table medication add column stop_reason_sealed bytea;
-- The medication this one took the place of: another dose or another drug for the same thing.
alter table medication add column replaces_id uuid;
alter table medication add column version integer not null default 1;
alter table medication add foreign key (organization_id, recorded_by) references person;

-- What the patient and the team work towards. Measured by an instrument's total, or in words.
create table goal (
  organization_id uuid not null,
  goal_id uuid not null,
  patient_id uuid not null,
  text_sealed bytea not null,
  instrument text,
  target_total smallint,
  measure_sealed bytea,
  -- A day, a month or a year, as it is known; null only for what a file brought without one.
  target_on text,
  review_on date,
  state text not null default 'active' check (state in ('active', 'reached', 'given-up')),
  ended_on date,
  ended_reason_sealed bytea,
  labels text[] not null default '{}',
  created_at timestamptz not null,
  created_by uuid,
  version integer not null default 1,
  primary key (organization_id, goal_id),
  foreign key (organization_id, patient_id) references patient,
  foreign key (organization_id, created_by) references person,
  constraint goal_target_has_an_instrument check ((instrument is null) = (target_total is null))
);
select control.protect('goal');
create index goal_by_patient on goal (organization_id, patient_id, state);
create index goal_by_review on goal (organization_id, review_on) where state = 'active';

create table goal_milestone (
  organization_id uuid not null,
  goal_milestone_id uuid not null,
  goal_id uuid not null,
  text_sealed bytea not null,
  due_on date,
  reached_on date,
  primary key (organization_id, goal_milestone_id),
  foreign key (organization_id, goal_id) references goal on delete cascade
);
select control.protect('goal_milestone');
create index goal_milestone_by_goal on goal_milestone (organization_id, goal_id);

-- The organization's directory of who helps locally, and with what.
create table service (
  organization_id uuid not null references organization,
  service_id uuid not null,
  kinds text[] not null,
  -- { name, phone, address, hours, web, languages, note } as one sealed text.
  details_sealed bytea not null,
  ended_at timestamptz,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (organization_id, service_id)
);
select control.protect('service');

-- What stands in the way of getting well: housing, food, transport, isolation …; and the language the patient needs.
create table need (
  organization_id uuid not null,
  need_id uuid not null,
  patient_id uuid not null,
  kind text not null check (kind in ('housing', 'food', 'transport', 'isolation', 'money', 'safety', 'interpreter', 'language', 'other')),
  state text not null default 'open' check (state in ('open', 'in-hand', 'met', 'declined')),
  text_sealed bytea,
  service_id uuid,
  noted_on date not null,
  labels text[] not null default '{}',
  noted_by uuid,
  version integer not null default 1,
  primary key (organization_id, need_id),
  foreign key (organization_id, patient_id) references patient,
  foreign key (organization_id, service_id) references service,
  foreign key (organization_id, noted_by) references person
);
select control.protect('need');
create index need_by_patient on need (organization_id, patient_id, state);

-- People around the patient who have no account here: practitioners elsewhere, family. Never more than a name to ring.
create table circle_person (
  organization_id uuid not null,
  circle_person_id uuid not null,
  patient_id uuid not null,
  kind text not null check (kind in ('professional', 'related')),
  -- { name, role, phone, organization } as one sealed text.
  details_sealed bytea not null,
  active boolean not null default true,
  labels text[] not null default '{}',
  version integer not null default 1,
  primary key (organization_id, circle_person_id),
  foreign key (organization_id, patient_id) references patient
);
select control.protect('circle_person');
create index circle_person_by_patient on circle_person (organization_id, patient_id);

-- The patient's own words stand beside the brief's other parts.
alter table brief_part drop constraint brief_part_part_check;
alter table brief_part add constraint brief_part_part_check
  check (part in ('question', 'situation', 'trend', 'medication', 'changed', 'own-words', 'goal', 'if-worse-then'));

-- What a part of a brief said before, so that nobody's text is lost.
create table brief_part_version (
  organization_id uuid not null,
  case_id uuid not null,
  part text not null,
  version integer not null,
  text_sealed bytea not null,
  author_id uuid not null,
  written_at timestamptz not null,
  primary key (organization_id, case_id, part, version),
  foreign key (organization_id, case_id, part) references brief_part,
  foreign key (organization_id, author_id) references person
);
select control.protect('brief_part_version', 'select, insert');
