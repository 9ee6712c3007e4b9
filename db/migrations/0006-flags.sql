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
  -- Wishes for the huddle, taken over by the queue entry; null where nobody said.
  minutes smallint check (minutes between 1 and 120),
  needs uuid[] not null default '{}',
  presenter_id uuid,
  task_id uuid,
  -- The place in the queue it shares with the other flags of its case, while it is there.
  queue_entry_id uuid,
  closed_at timestamptz,
  closed_by uuid,
  -- What was found and done, in the words of whoever closed it.
  found_sealed bytea,
  version integer not null default 1,
  primary key (organization_id, flag_id),
  foreign key (organization_id, team_id) references team,
  foreign key (organization_id, case_id) references "case",
  foreign key (organization_id, raised_by) references person,
  foreign key (organization_id, task_id) references task,
  constraint flag_triaged_says_how check ((state = 'open') = (verdict is null) or state = 'closed'),
  foreign key (organization_id, presenter_id) references person,
  foreign key (organization_id, triaged_by) references person,
  foreign key (organization_id, closed_by) references person,
  constraint flag_closed_has_a_time check ((state = 'closed') = (closed_at is not null)),
  constraint flag_safety_is_never_put_off check (not safety or verdict is null or verdict in ('discuss', 'same-day-task')),
  constraint flag_emergency_is_safety check (safety or (urgency <> 'emergency' and rule is distinct from 'safety-answer')),
  constraint flag_safety_has_a_task check (not safety or task_id is not null),
  constraint flag_safety_is_closed_by_a_person check (not safety or state <> 'closed' or (closed_by is not null and found_sealed is not null))
);
-- A flag is never deleted, so the app has no right to.
select control.protect('flag', 'select, insert, update');

-- A safety flag stays one, keeps its task, and is not put back as if nobody had looked at it.
create function flag_safety_stays() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if old.safety and (not new.safety or new.urgency <> old.urgency or new.task_id is distinct from old.task_id
      or (old.state <> 'open' and new.state = 'open') or (old.state = 'closed' and new.state <> 'closed')) then
    raise exception 'a safety flag stays what it is' using errcode = 'check_violation', constraint = 'flag_safety_stays';
  end if;
  return new;
end $$;
create trigger flag_safety_stays before update on flag for each row execute function flag_safety_stays();

create unique index flag_one_open_per_rule_and_case on flag (organization_id, case_id, rule) where state <> 'closed' and rule is not null;
create index flag_by_team on flag (organization_id, team_id, state, respond_by);
create index flag_by_case on flag (organization_id, case_id, raised_at);

-- The scores a rule's flag rests on. A rule that was answered is not asked again about the same score.
create table flag_evidence (
  organization_id uuid not null,
  flag_id uuid not null,
  score_id uuid not null,
  primary key (organization_id, flag_id, score_id),
  foreign key (organization_id, flag_id) references flag,
  -- A score that its source takes back goes; the flag stays, for a person to close.
  foreign key (organization_id, score_id) references score on delete cascade
);
select control.protect('flag_evidence', 'select, insert');
create index flag_evidence_by_score on flag_evidence (organization_id, score_id);

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
  -- What was found, in the words of whoever looked.
  found_sealed bytea,
  foreign key (organization_id, score_id) references score on delete cascade,
  foreign key (organization_id, case_id) references "case",
  foreign key (organization_id, team_id) references team,
  foreign key (organization_id, checked_by) references person,
  constraint earlier_safety_answer_checked_says_what check ((checked_at is null) = (found_sealed is null))
);
select control.protect('earlier_safety_answer', 'select, insert, update');
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
  -- The count at which a lead last said what is to become of it (from three on they are asked), and why it may wait.
  answered_carried smallint not null default 0,
  may_wait_sealed bytea,
  -- Null while it waits; the huddle whose agenda holds it otherwise.
  huddle_id uuid,
  state text not null default 'waiting' check (state in ('waiting', 'on-agenda', 'discussed', 'withdrawn')),
  entered_at timestamptz not null,
  withdrawn_by uuid,
  withdraw_reason_sealed bytea,
  version integer not null default 1,
  primary key (organization_id, queue_entry_id),
  foreign key (organization_id, team_id) references team,
  foreign key (organization_id, case_id) references "case",
  foreign key (organization_id, flag_id) references flag,
  foreign key (organization_id, presenter_id) references person,
  foreign key (organization_id, withdrawn_by) references person,
  constraint queue_entry_withdrawn_says_why check (state <> 'withdrawn' or withdraw_reason_sealed is not null),
  constraint queue_entry_on_agenda_names_huddle check ((state = 'on-agenda') <= (huddle_id is not null))
);
select control.protect('queue_entry', 'select, insert, update');
-- A safety flag's task is there before the flag, so this is asked when the transaction ends.
alter table task add constraint task_flag foreign key (organization_id, flag_id) references flag deferrable initially deferred;
alter table flag add constraint flag_in_queue foreign key (organization_id, queue_entry_id) references queue_entry;
create index flag_by_queue_entry on flag (organization_id, queue_entry_id);
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
