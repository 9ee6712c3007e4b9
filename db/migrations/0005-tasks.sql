-- A huddle, an item and a flag are plain ids here: those rooms come later and know this one, not the other way round.
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
  supersedes_id uuid,
  recorded_by uuid not null,
  decided_at timestamptz not null,
  primary key (organization_id, decision_id),
  foreign key (organization_id, case_id) references "case",
  foreign key (organization_id, recorded_by) references person,
  foreign key (organization_id, supersedes_id) references decision,
  constraint decision_says_what check (text_sealed is not null or no_action_reason_sealed is not null)
);
select control.protect('decision');
create index decision_by_case on decision (organization_id, case_id, decided_at);
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
  attempts smallint not null default 0,
  escalated smallint not null default 0,
  created_at timestamptz not null,
  accepted_at timestamptz,
  ended_at timestamptz,
  version integer not null default 1,
  primary key (organization_id, task_id),
  foreign key (organization_id, team_id) references team,
  foreign key (organization_id, case_id) references "case",
  foreign key (organization_id, decision_id) references decision,
  constraint task_has_one_owner foreign key (organization_id, owner_id) references person,
  foreign key (organization_id, requester_id) references person,
  constraint task_done_says_outcome check (state <> 'done' or outcome_sealed is not null)
);
select control.protect('task');
create index task_by_owner on task (organization_id, owner_id, state, due_on);
create index task_by_case on task (organization_id, case_id, state);
create index task_by_team on task (organization_id, team_id, state, due_on);
