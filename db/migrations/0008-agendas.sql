create table item (
  organization_id uuid not null,
  item_id uuid not null,
  huddle_id uuid not null,
  queue_entry_id uuid not null,
  case_id uuid not null,
  rank text collate "C" not null,
  minutes smallint not null check (minutes between 1 and 120),
  -- Put on the agenda after it was made, and not yet given its place by anybody.
  fresh boolean not null default false,
  state text not null default 'planned' check (state in ('planned', 'current', 'discussed', 'carried', 'removed')),
  -- While live: when it was opened, and the seconds it has had before the last opening.
  opened_at timestamptz,
  spent_seconds integer not null default 0,
  extra_minutes smallint not null default 0,
  closed_at timestamptz,
  version integer not null default 1,
  primary key (organization_id, item_id),
  foreign key (organization_id, huddle_id) references huddle,
  foreign key (organization_id, queue_entry_id) references queue_entry,
  foreign key (organization_id, case_id) references "case"
);
select control.protect('item');
create unique index item_rank_is_unique on item (organization_id, huddle_id, rank) where state <> 'removed';
create unique index item_one_agenda_per_queue_entry on item (organization_id, queue_entry_id) where state in ('planned', 'current');
create unique index item_one_current_per_huddle on item (organization_id, huddle_id) where state = 'current';
create index item_by_case on item (organization_id, case_id);
alter table decision add constraint decision_item foreign key (organization_id, item_id) references item;
