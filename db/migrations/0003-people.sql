create table organization (
  organization_id uuid not null,
  name_sealed bytea not null,
  zone text not null,
  crisis_instruction_sealed bytea,
  sample boolean not null default false,
  idle_minutes smallint not null default 15 check (idle_minutes between 5 and 30),
  on_call_person_id uuid,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (organization_id)
);
select control.protect('organization');

create table person (
  organization_id uuid not null references organization,
  person_id uuid not null,
  name_sealed bytea not null,
  mail_sealed bytea not null,
  discipline text not null check (discipline in ('psychiatrist', 'primary-care', 'care-manager', 'therapist', 'social-worker', 'nurse', 'pharmacist', 'peer')),
  zone text not null,
  admin boolean not null default false,
  state text not null check (state in ('invited', 'active', 'ended')),
  created_at timestamptz not null,
  ended_at timestamptz,
  version integer not null default 1,
  primary key (organization_id, person_id)
);
select control.protect('person');
alter table delivery add constraint delivery_to_person foreign key (organization_id, person_id) references person;
alter table organization add constraint organization_on_call foreign key (organization_id, on_call_person_id) references person;

create table team (
  organization_id uuid not null references organization,
  team_id uuid not null,
  name_sealed bytea not null,
  zone text not null,
  default_minutes smallint not null default 30 check (default_minutes between 5 and 180),
  setup_minutes smallint not null default 2 check (setup_minutes between 0 and 30),
  video_url_sealed bytea,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (organization_id, team_id)
);
select control.protect('team');

create table team_quorum (
  organization_id uuid not null,
  team_id uuid not null,
  discipline text not null,
  count smallint not null check (count between 1 and 20),
  primary key (organization_id, team_id, discipline),
  foreign key (organization_id, team_id) references team
);
select control.protect('team_quorum');

create table member (
  organization_id uuid not null,
  team_id uuid not null,
  person_id uuid not null,
  role text not null check (role in ('lead', 'clinician', 'staff')),
  primary key (organization_id, team_id, person_id),
  foreign key (organization_id, team_id) references team,
  foreign key (organization_id, person_id) references person
);
select control.protect('member');
create index member_by_person on member (organization_id, person_id);

-- Wall clocks in the person's own zone. Minutes since midnight; a night is two rows.
create table working_hours (
  organization_id uuid not null,
  person_id uuid not null,
  working_hours_id uuid not null,
  weekdays smallint[] not null check (weekdays <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[] and cardinality(weekdays) > 0),
  from_minute smallint not null check (from_minute between 0 and 1439),
  to_minute smallint not null check (to_minute between 1 and 1440),
  primary key (organization_id, person_id, working_hours_id),
  foreign key (organization_id, person_id) references person,
  constraint working_hours_forward check (from_minute < to_minute)
);
select control.protect('working_hours');
