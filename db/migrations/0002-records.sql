-- What every room leaves behind: the audit chain, keys of what was already done, and mail that is owed.

create table audit_event (
  organization_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text,
  session_ref text,
  action text not null,
  entity text not null,
  entity_id uuid,
  patient_id uuid,
  category text,
  outcome text not null,
  detail text,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (organization_id, seq)
);
create table audit_head (
  organization_id uuid primary key,
  seq bigint not null,
  hash bytea not null
);
-- The app's role can append and read, never change: no rights on the tables, only on the functions.
select control.protect('audit_event', '');
select control.protect('audit_head', '');
create index audit_event_by_patient on audit_event (organization_id, patient_id, seq);
create index audit_event_by_time on audit_event (organization_id, at);

create function audit_hash(e audit_event) returns bytea
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select sha256(e.previous_hash || convert_to(jsonb_build_array(e.organization_id, e.seq, extract(epoch from e.at)::text, e.actor_kind, e.actor_id,
    e.session_ref, e.action, e.entity, e.entity_id, e.patient_id, e.category, e.outcome, e.detail)::text, 'UTF8'))
$$;

-- Appends the events of one transaction to the organization's chain. Called last, so that the head is locked for a moment only.
create function audit_append(p_events jsonb) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare org uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
        head audit_head; event jsonb; row_ audit_event;
begin
  insert into audit_head values (org, 0, '\x00') on conflict do nothing;
  select * into head from audit_head where organization_id = org for update;
  for event in select * from jsonb_array_elements(p_events) loop
    row_ := jsonb_populate_record(null::audit_event, event);
    row_.organization_id := org;
    row_.seq := head.seq + 1;
    row_.previous_hash := head.hash;
    row_.hash := audit_hash(row_);
    insert into audit_event select (row_).*;
    head.seq := row_.seq;
    head.hash := row_.hash;
  end loop;
  update audit_head set seq = head.seq, hash = head.hash where organization_id = org;
end $$;

create function audit_current_head() returns table (seq bigint, hash bytea)
language sql stable security definer set search_path = public, pg_temp as
$$ select h.seq, h.hash from audit_head h where h.organization_id = nullif(current_setting('app.organization_id', true), '')::uuid $$;

-- The events from one number on, with the hash each should have; `linked` is false where the row before it is missing or other.
create function audit_read(p_after bigint, p_most int)
returns table (seq bigint, at timestamptz, actor_kind text, actor_id text, action text, entity text, entity_id uuid, patient_id uuid, category text,
  outcome text, detail text, hash bytea, expected_hash bytea, previous_hash bytea)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.seq, e.at, e.actor_kind, e.actor_id, e.action, e.entity, e.entity_id, e.patient_id, e.category, e.outcome, e.detail, e.hash, audit_hash(e), e.previous_hash
    from audit_event e where e.organization_id = nullif(current_setting('app.organization_id', true), '')::uuid and e.seq > p_after
   order by e.seq limit p_most
$$;
-- A page of what was done, newest first: before one number, within a time, and of one person, patient or other thing when asked for.
create function audit_page(p_before bigint, p_most int, p_from timestamptz, p_until timestamptz, p_about uuid)
returns table (seq bigint, at timestamptz, actor_kind text, actor_id text, session_ref text, action text, entity text, entity_id uuid, patient_id uuid,
  outcome text, detail text)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.seq, e.at, e.actor_kind, e.actor_id, e.session_ref, e.action, e.entity, e.entity_id, e.patient_id, e.outcome, e.detail
    from audit_event e
   where e.organization_id = nullif(current_setting('app.organization_id', true), '')::uuid
     and (p_before is null or e.seq < p_before) and e.at >= p_from and e.at < p_until
     and (p_about is null or e.patient_id = p_about or e.entity_id = p_about or e.actor_id = p_about::text)
   order by e.seq desc limit p_most
$$;
revoke all on function audit_hash, audit_append, audit_current_head, audit_read, audit_page from public;
grant execute on function audit_append, audit_current_head, audit_read, audit_page to huddle_app;

create table idempotency (
  organization_id uuid not null,
  actor_id text not null,
  key text not null check (length(key) between 8 and 80),
  input_hash bytea not null,
  kind text not null,
  result_id text not null,
  created_at timestamptz not null,
  primary key (organization_id, actor_id, key)
);
select control.protect('idempotency');
create index idempotency_by_age on idempotency (organization_id, created_at);

-- A letter that is owed to a person. Its words are made when it is sent; its Message-ID never changes, so a second sending is recognised.
create table delivery (
  organization_id uuid not null,
  delivery_id uuid not null,
  letter text not null,
  person_id uuid not null,
  subject_id uuid not null,
  edition text not null,
  message_id text not null,
  state text not null default 'owed' check (state in ('owed', 'sending', 'sent', 'void')),
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (organization_id, delivery_id),
  constraint delivery_once unique (organization_id, letter, subject_id, person_id, edition)
);
select control.protect('delivery');
create index delivery_by_person on delivery (organization_id, person_id, created_at);
