-- A huddle, an item and a flag are plain ids here: those rooms come later, and bring the foreign keys with their tables.
create table decision (
  organization_id uuid not null,
  decision_id uuid not null,
  case_id uuid not null,
  huddle_id uuid,
  item_id uuid,
  text_sealed bytea,
  rationale_sealed bytea,
  options_sealed bytea,
  dissent_sealed bytea,
  no_action_reason_sealed bytea,
  -- The decision this one replaces, and why.
  supersedes_id uuid,
  change_reason_sealed bytea,
  recorded_by uuid not null,
  decided_at timestamptz not null,
  primary key (organization_id, decision_id),
  foreign key (organization_id, case_id) references "case",
  foreign key (organization_id, recorded_by) references person,
  foreign key (organization_id, supersedes_id) references decision,
  constraint decision_changed_says_why check ((supersedes_id is null) = (change_reason_sealed is null)),
  constraint decision_says_what check (text_sealed is not null or no_action_reason_sealed is not null)
);
-- A decision and a task are never deleted: what was agreed and asked for stays readable, so the app has no right to.
select control.protect('decision', 'select, insert, update');
create index decision_by_case on decision (organization_id, case_id, decided_at);
create unique index decision_replaced_once on decision (organization_id, supersedes_id) where supersedes_id is not null;
create index decision_by_item on decision (organization_id, item_id);
create index decision_by_huddle on decision (organization_id, huddle_id);

create table task (
  organization_id uuid not null,
  task_id uuid not null,
  team_id uuid not null,
  case_id uuid not null,
  decision_id uuid,
  huddle_id uuid,
  flag_id uuid,
  owner_id uuid not null,
  requester_id uuid,
  kind text not null default 'other' check (kind in ('order-lab', 'medication-change', 'call-patient', 'referral', 'safety-check', 'other')),
  title_sealed bytea not null,
  due_on date not null,
  -- Set where the hour matters, as for a same-day safety task.
  due_at timestamptz,
  urgency text not null default 'routine' check (urgency in ('emergency', 'urgent', 'soon', 'routine')),
  safety boolean not null default false,
  state text not null check (state in ('offered', 'accepted', 'offered-back', 'done', 'cancelled')),
  decline_reason_sealed bytea,
  outcome_sealed bytea,
  -- How often the owner tried and did not reach the patient.
  attempts smallint not null default 0,
  -- How far a safety task that nobody accepts has gone: 0 its first owner, 1 the lead, 2 whoever is on call; and when it goes on.
  escalated smallint not null default 0 check (escalated between 0 and 2),
  escalates_at timestamptz,
  created_at timestamptz not null,
  accepted_at timestamptz,
  ended_at timestamptz,
  ended_by uuid,
  version integer not null default 1,
  primary key (organization_id, task_id),
  foreign key (organization_id, team_id) references team,
  foreign key (organization_id, case_id) references "case",
  foreign key (organization_id, decision_id) references decision,
  constraint task_has_one_owner foreign key (organization_id, owner_id) references person,
  foreign key (organization_id, requester_id) references person,
  foreign key (organization_id, ended_by) references person,
  constraint task_done_says_outcome check (state <> 'done' or outcome_sealed is not null),
  constraint task_offered_back_says_why check (state <> 'offered-back' or decline_reason_sealed is not null),
  constraint task_safety_is_never_cancelled check (not safety or state <> 'cancelled')
);
select control.protect('task', 'select, insert, update');
create index task_by_owner on task (organization_id, owner_id, state, due_on);
create index task_by_case on task (organization_id, case_id, state);
create index task_by_team on task (organization_id, team_id, state, due_on);
create index task_by_requester on task (organization_id, requester_id, state);

-- What happened to a task, as a person reads it. `person_id` is whoever it was given to.
create table task_event (
  organization_id uuid not null,
  task_event_id uuid not null,
  task_id uuid not null,
  at timestamptz not null,
  kind text not null check (kind in ('offered', 'accepted', 'declined', 'handed', 'taken', 'escalated', 'not-reached', 'done', 'cancelled')),
  actor_kind text not null,
  actor_id text,
  person_id uuid,
  text_sealed bytea,
  primary key (organization_id, task_event_id),
  foreign key (organization_id, task_id) references task,
  foreign key (organization_id, person_id) references person
);
select control.protect('task_event', 'select, insert');
create index task_event_by_task on task_event (organization_id, task_id, at);

-- A safety task stays one, and once it is done it stays done.
create function task_safety_stays() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if old.safety and (not new.safety or (old.state = 'done' and new.state <> 'done')) then
    raise exception 'a safety task stays what it is' using errcode = 'check_violation', constraint = 'task_safety_stays';
  end if;
  return new;
end $$;
create trigger task_safety_stays before update on task for each row execute function task_safety_stays();

-- A decision without a task says why there is none. Asked when the transaction ends, because its tasks come after it.
create function decision_leads_somewhere() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.no_action_reason_sealed is null and not exists (
    select 1 from task t where t.organization_id = new.organization_id and t.decision_id = new.decision_id
  ) then
    raise exception 'a decision has a task, or a reason for none' using errcode = 'check_violation', constraint = 'decision_leads_somewhere';
  end if;
  return null;
end $$;
create constraint trigger decision_leads_somewhere after insert or update on decision
  deferrable initially deferred for each row execute function decision_leads_somewhere();
