create table flag (
  organization_id uuid not null,
  flag_id uuid not null,
  team_id uuid not null,
  case_id uuid not null,
  -- Null when a person raised it.
  rule text,
  raised_by uuid,
  question_sealed bytea not null,
  -- The rule's numbers, dates and source as JSON, or the person's reason as text.
  why_sealed bytea not null,
  urgency text not null check (urgency in ('emergency', 'urgent', 'soon', 'routine')),
  safety boolean not null default false,
  raised_at timestamptz not null,
  respond_by timestamptz not null,
  state text not null default 'open' check (state in ('open', 'triaged', 'closed')),
  verdict text check (verdict in ('discuss', 'list-only', 'not-ready', 'same-day-task')),
  verdict_note_sealed bytea,
  triaged_by uuid,
  triaged_at timestamptz,
  task_id uuid,
  closed_at timestamptz,
  version integer not null default 1,
  primary key (organization_id, flag_id),
  foreign key (organization_id, team_id) references team,
  foreign key (organization_id, case_id) references "case",
  foreign key (organization_id, raised_by) references person,
  foreign key (organization_id, task_id) references task,
  constraint flag_triaged_says_how check ((state = 'open') = (verdict is null) or state = 'closed'),
  constraint flag_safety_is_never_put_off check (not safety or verdict is null or verdict in ('discuss', 'same-day-task'))
);
select control.protect('flag');
create unique index flag_one_open_per_rule_and_case on flag (organization_id, case_id, rule) where state <> 'closed' and rule is not null;
create index flag_by_team on flag (organization_id, team_id, state, respond_by);
create index flag_by_case on flag (organization_id, case_id, raised_at);

-- A positive safety answer too old to act on at once: to be looked at, without task or mail.
create table earlier_safety_answer (
  organization_id uuid not null,
  score_id uuid not null,
  case_id uuid not null,
  team_id uuid not null,
  listed_at timestamptz not null,
  checked_by uuid,
  checked_at timestamptz,
  primary key (organization_id, score_id, case_id),
  foreign key (organization_id, score_id) references score,
  foreign key (organization_id, case_id) references "case"
);
select control.protect('earlier_safety_answer');
create index earlier_safety_answer_by_team on earlier_safety_answer (organization_id, team_id, checked_at);

create table queue_entry (
  organization_id uuid not null,
  queue_entry_id uuid not null,
  team_id uuid not null,
  case_id uuid not null,
  flag_id uuid not null,
  urgency text not null check (urgency in ('emergency', 'urgent', 'soon', 'routine')),
  safety boolean not null default false,
  respond_by timestamptz not null,
  minutes smallint not null check (minutes between 1 and 120),
  presenter_id uuid,
  carried smallint not null default 0 check (carried >= 0),
  -- Null while it waits; the huddle whose agenda holds it otherwise.
  huddle_id uuid,
  state text not null default 'waiting' check (state in ('waiting', 'on-agenda', 'discussed', 'withdrawn')),
  entered_at timestamptz not null,
  version integer not null default 1,
  primary key (organization_id, queue_entry_id),
  foreign key (organization_id, team_id) references team,
  foreign key (organization_id, case_id) references "case",
  foreign key (organization_id, flag_id) references flag,
  foreign key (organization_id, presenter_id) references person,
  constraint queue_entry_on_agenda_names_huddle check ((state = 'on-agenda') <= (huddle_id is not null))
);
select control.protect('queue_entry');
create unique index queue_entry_one_open_per_case on queue_entry (organization_id, case_id) where state in ('waiting', 'on-agenda');
create index queue_entry_by_team on queue_entry (organization_id, team_id, state, respond_by);

create table queue_need (
  organization_id uuid not null,
  queue_entry_id uuid not null,
  person_id uuid not null,
  primary key (organization_id, queue_entry_id, person_id),
  foreign key (organization_id, queue_entry_id) references queue_entry on delete cascade,
  foreign key (organization_id, person_id) references person
);
select control.protect('queue_need');
