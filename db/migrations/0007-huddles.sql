create table huddle (
  organization_id uuid not null,
  huddle_id uuid not null,
  team_id uuid not null,
  state text not null check (state in ('draft', 'scheduled', 'live', 'ended', 'cancelled')),
  minutes smallint not null check (minutes between 5 and 180),
  setup_minutes smallint not null default 2 check (setup_minutes >= 0),
  starts_at timestamptz,
  ends_at timestamptz,
  facilitator_id uuid,
  scribe_id uuid,
  created_by uuid not null,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  version integer not null default 1,
  primary key (organization_id, huddle_id),
  foreign key (organization_id, team_id) references team,
  foreign key (organization_id, facilitator_id) references person,
  foreign key (organization_id, scribe_id) references person,
  foreign key (organization_id, created_by) references person,
  constraint huddle_time_whole check ((starts_at is null) = (ends_at is null) and (starts_at is null or starts_at < ends_at)),
  constraint huddle_scheduled_has_time check (state in ('draft', 'cancelled') or starts_at is not null),
  constraint huddle_one_at_a_time_per_team exclude using gist
    (organization_id with =, team_id with =, tstzrange(starts_at, ends_at) with &&) where (state in ('scheduled', 'live'))
);
select control.protect('huddle');
create index huddle_by_team on huddle (organization_id, team_id, starts_at);

create table attendee (
  organization_id uuid not null,
  huddle_id uuid not null,
  person_id uuid not null,
  required boolean not null,
  answer text not null default 'none' check (answer in ('none', 'yes', 'maybe', 'no')),
  answered_at timestamptz,
  attended boolean,
  during tstzrange,
  -- True while the huddle keeps this person's time: scheduled or live, and not declined.
  holds boolean not null default false,
  primary key (organization_id, huddle_id, person_id),
  foreign key (organization_id, huddle_id) references huddle,
  foreign key (organization_id, person_id) references person,
  constraint attendee_holds_a_time check (not holds or during is not null),
  constraint attendee_not_held_twice exclude using gist (organization_id with =, person_id with =, during with &&) where (holds)
);
select control.protect('attendee');
create index attendee_by_person on attendee (organization_id, person_id);

alter table queue_entry add constraint queue_entry_huddle foreign key (organization_id, huddle_id) references huddle;
alter table decision add constraint decision_huddle foreign key (organization_id, huddle_id) references huddle;
alter table task add constraint task_huddle foreign key (organization_id, huddle_id) references huddle;
