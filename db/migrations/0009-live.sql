-- Event numbers come from last_seq of this row, taken in the transaction of the change: a sequence would hand out numbers that commit out of order.
create table live_huddle (
  organization_id uuid not null,
  huddle_id uuid not null,
  last_seq bigint not null default 0,
  primary key (organization_id, huddle_id),
  foreign key (organization_id, huddle_id) references huddle
);
select control.protect('live_huddle');

create table live_event (
  organization_id uuid not null,
  huddle_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  kind text not null,
  actor_id text,
  subject_id uuid,
  primary key (organization_id, huddle_id, seq),
  foreign key (organization_id, huddle_id) references live_huddle
);
select control.protect('live_event');

-- What somebody has typed and not yet recorded about an item; kept on the server so that a dead laptop loses nothing.
create table item_draft (
  organization_id uuid not null,
  item_id uuid not null,
  text_sealed bytea not null,
  written_by uuid not null,
  written_at timestamptz not null,
  version integer not null default 1,
  primary key (organization_id, item_id),
  foreign key (organization_id, item_id) references item,
  foreign key (organization_id, written_by) references person
);
select control.protect('item_draft');
