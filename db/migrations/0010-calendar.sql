-- One calendar entry of one attendee: its UID never changes, its sequence only rises.
create table invitation (
  organization_id uuid not null,
  huddle_id uuid not null,
  person_id uuid not null,
  uid text not null,
  sequence integer not null default 0,
  method text not null check (method in ('REQUEST', 'CANCEL')),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- The time it had before it was last moved.
  previous_starts_at timestamptz,
  previous_ends_at timestamptz,
  -- False after a CANCEL that only takes this person off a huddle which goes on.
  huddle_off boolean not null default false,
  changed_at timestamptz not null,
  link_token_sealed bytea not null,
  link_token_hash bytea not null,
  primary key (organization_id, huddle_id, person_id),
  foreign key (organization_id, huddle_id) references huddle,
  foreign key (organization_id, person_id) references person,
  constraint invitation_uid_is_unique unique (organization_id, uid)
);
select control.protect('invitation');
