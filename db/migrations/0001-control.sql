-- What must be found before the organization is known. No patient data lives here. The app's role reads and changes it only through
-- the functions below (the rate limiter's table is the one exception: its library writes its own SQL, its keys are hashes).
create extension if not exists btree_gist;

create schema control;
revoke all on schema control from public;
grant usage on schema control to huddle_app;
grant usage on schema public to huddle_app;

-- One line makes a table a tenant's: row-level security on and forced, one policy, and the app's rights on rows.
create function control.protect(target regclass, app_rights text default 'select, insert, update, delete') returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  -- '' and not only null: after a transaction that set it, the setting is an empty text.
  execute format(
    'create policy one_organization on %s
       using (organization_id = nullif(current_setting(''app.organization_id'', true), '''')::uuid)
       with check (organization_id = nullif(current_setting(''app.organization_id'', true), '''')::uuid)', target);
  if app_rights <> '' then
    execute format('grant %s on %s to huddle_app', app_rights, target);
  end if;
end $$;
revoke all on function control.protect from public;

create table control.organization (
  organization_id uuid primary key,
  created_at timestamptz not null
);

-- Which people a mail address may be. The address itself is not here, only its keyed hash.
create table control.login (
  mail_hash bytea not null,
  organization_id uuid not null references control.organization,
  person_id uuid not null,
  active boolean not null default true,
  constraint login_one_person_per_address primary key (mail_hash, organization_id)
);
create unique index login_one_address_per_person on control.login (organization_id, person_id);

create table control.sign_in_code (
  code_id uuid primary key,
  mail_hash bytea not null,
  browser_hash bytea not null,
  code_hash bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  tries smallint not null default 0,
  used_at timestamptz,
  spent_at timestamptz,
  replaced_at timestamptz
);
create index sign_in_code_by_mail on control.sign_in_code (mail_hash, created_at);
create index sign_in_code_by_browser on control.sign_in_code (browser_hash, created_at);

create table control.passkey (
  credential_id text primary key,
  organization_id uuid not null references control.organization,
  person_id uuid not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_by_person on control.passkey (organization_id, person_id);

create table control.challenge (
  browser_hash bytea primary key,
  challenge text not null,
  expires_at timestamptz not null
);

create table control.session (
  session_hash bytea primary key,
  organization_id uuid not null references control.organization,
  person_id uuid not null,
  auth_level text not null check (auth_level in ('code', 'passkey', 'demo')),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  idle_minutes smallint not null check (idle_minutes between 5 and 30),
  idle_until timestamptz not null,
  absolute_until timestamptz not null,
  ip text,
  user_agent text,
  revoked_at timestamptz
);
create index session_by_person on control.session (organization_id, person_id);

-- While a huddle runs, a session that joined it may be idle for longer, on that huddle's pages only.
create table control.session_grant (
  session_hash bytea not null references control.session on delete cascade,
  huddle_id uuid not null,
  valid_until timestamptz not null,
  primary key (session_hash, huddle_id)
);

create table control.link (
  token_hash bytea primary key,
  organization_id uuid not null references control.organization,
  kind text not null check (kind in ('huddle')),
  subject_id uuid not null,
  person_id uuid not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  revoked_at timestamptz
);
create index link_by_subject on control.link (organization_id, kind, subject_id);

-- What is to happen at a time. Swept each minute: downtime delays, never loses.
create table control.due (
  organization_id uuid not null references control.organization,
  kind text not null,
  subject_id uuid not null,
  due_at timestamptz not null,
  primary key (organization_id, kind, subject_id)
);
create index due_by_time on control.due (due_at);

create table control.rate_limit (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
grant select, insert, update, delete on control.rate_limit to huddle_app;

create table control.schema_mark (
  only_row boolean primary key default true check (only_row),
  version text not null
);

create function control.schema_version() returns text
language sql stable security definer set search_path = control, pg_temp as
$$ select version from control.schema_mark $$;

create function control.create_organization(p_organization_id uuid, p_now timestamptz) returns void
language sql security definer set search_path = control, pg_temp as
$$ insert into control.organization values (p_organization_id, p_now) $$;

create function control.list_organizations() returns setof uuid
language sql stable security definer set search_path = control, pg_temp as
$$ select organization_id from control.organization order by organization_id $$;

create function control.put_login(p_mail_hash bytea, p_organization_id uuid, p_person_id uuid, p_active boolean) returns void
language sql security definer set search_path = control, pg_temp as $$
  insert into control.login (mail_hash, organization_id, person_id, active)
  values (p_mail_hash, p_organization_id, p_person_id, p_active)
  on conflict (organization_id, person_id) do update set mail_hash = excluded.mail_hash, active = excluded.active
$$;

create function control.resolve_login(p_mail_hash bytea) returns table (organization_id uuid, person_id uuid)
language sql stable security definer set search_path = control, pg_temp as
$$ select l.organization_id, l.person_id from control.login l where l.mail_hash = p_mail_hash and l.active order by 1, 2 $$;

-- A code is stored whether or not anybody has the address, so that the answer and its time say nothing. False: four an hour are enough.
create function control.issue_code(p_code_id uuid, p_mail_hash bytea, p_browser_hash bytea, p_code_hash bytea, p_now timestamptz, p_expires_at timestamptz)
returns boolean language plpgsql security definer set search_path = control, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(encode(p_mail_hash, 'hex'), 1));
  if (select count(*) from control.sign_in_code c where c.mail_hash = p_mail_hash and c.created_at > p_now - interval '1 hour') >= 4 then
    return false;
  end if;
  update control.sign_in_code set replaced_at = p_now where (mail_hash = p_mail_hash or browser_hash = p_browser_hash) and spent_at is null and replaced_at is null;
  insert into control.sign_in_code (code_id, mail_hash, browser_hash, code_hash, created_at, expires_at)
  values (p_code_id, p_mail_hash, p_browser_hash, p_code_hash, p_now, p_expires_at);
  delete from control.sign_in_code where created_at < p_now - interval '2 days';
  return true;
end $$;

-- One try of the code this browser asked for. It counts before it compares, so that a crash gives no free tries; five wrong ones end the code.
create function control.try_code(p_browser_hash bytea, p_code_hash bytea, p_now timestamptz) returns table (right_code boolean, mail_hash bytea)
language plpgsql security definer set search_path = control, pg_temp as $$
#variable_conflict use_column
declare tried control.sign_in_code;
begin
  update control.sign_in_code set tries = tries + 1
   where browser_hash = p_browser_hash and used_at is null and replaced_at is null and expires_at > p_now and tries < 5
   returning * into tried;
  if tried.code_id is null then return; end if;
  if tried.code_hash = p_code_hash then
    update control.sign_in_code set used_at = p_now where code_id = tried.code_id;
  end if;
  return query select tried.code_hash = p_code_hash, tried.mail_hash;
end $$;

-- Who this browser has proved to be by a right code, until it has gone in as one of them.
create function control.list_proved(p_browser_hash bytea, p_now timestamptz) returns table (organization_id uuid, person_id uuid)
language sql stable security definer set search_path = control, pg_temp as $$
  select l.organization_id, l.person_id from control.sign_in_code c join control.login l using (mail_hash)
   where c.browser_hash = p_browser_hash and c.used_at > p_now - interval '10 minutes' and c.spent_at is null and c.replaced_at is null and l.active
   order by 1, 2
$$;

create function control.spend_proof(p_browser_hash bytea, p_organization_id uuid, p_now timestamptz) returns uuid
language plpgsql security definer set search_path = control, pg_temp as $$
#variable_conflict use_column
declare spent uuid;
begin
  update control.sign_in_code c set spent_at = p_now from control.login l
   where c.browser_hash = p_browser_hash and c.used_at > p_now - interval '10 minutes' and c.spent_at is null and c.replaced_at is null
     and l.mail_hash = c.mail_hash and l.organization_id = p_organization_id and l.active
  returning l.person_id into spent;
  return spent;
end $$;

create function control.put_challenge(p_browser_hash bytea, p_challenge text, p_now timestamptz, p_expires_at timestamptz) returns void
language plpgsql security definer set search_path = control, pg_temp as $$
begin
  delete from control.challenge where expires_at < p_now;
  insert into control.challenge values (p_browser_hash, p_challenge, p_expires_at)
  on conflict (browser_hash) do update set challenge = excluded.challenge, expires_at = excluded.expires_at;
end $$;

-- A challenge answers once.
create function control.take_challenge(p_browser_hash bytea, p_now timestamptz) returns text
language sql security definer set search_path = control, pg_temp as
$$ delete from control.challenge where browser_hash = p_browser_hash returning case when expires_at > p_now then challenge end $$;

create function control.resolve_passkey(p_credential_id text)
returns table (organization_id uuid, person_id uuid, public_key bytea, counter bigint, transports text[])
language sql stable security definer set search_path = control, pg_temp as $$
  select k.organization_id, k.person_id, k.public_key, k.counter, k.transports
    from control.passkey k join control.login l using (organization_id, person_id)
   where k.credential_id = p_credential_id and l.active
$$;

create function control.used_passkey(p_credential_id text, p_counter bigint, p_now timestamptz) returns void
language sql security definer set search_path = control, pg_temp as
$$ update control.passkey set counter = p_counter, last_used_at = p_now where credential_id = p_credential_id $$;

create function control.list_passkeys(p_organization_id uuid, p_person_id uuid)
returns table (credential_id text, transports text[], created_at timestamptz, last_used_at timestamptz)
language sql stable security definer set search_path = control, pg_temp as $$
  select k.credential_id, k.transports, k.created_at, k.last_used_at from control.passkey k
   where k.organization_id = p_organization_id and k.person_id = p_person_id order by k.created_at
$$;

-- Only the first, when `p_first_only`: a mailed code alone must never add a second one. False: there was one already.
create function control.add_passkey(p_credential_id text, p_organization_id uuid, p_person_id uuid, p_public_key bytea, p_counter bigint, p_transports text[], p_first_only boolean, p_now timestamptz)
returns boolean language plpgsql security definer set search_path = control, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(p_person_id::text, 2));
  if p_first_only and exists (select 1 from control.passkey k where k.organization_id = p_organization_id and k.person_id = p_person_id) then
    return false;
  end if;
  insert into control.passkey (credential_id, organization_id, person_id, public_key, counter, transports, created_at)
  values (p_credential_id, p_organization_id, p_person_id, p_public_key, p_counter, p_transports, p_now);
  return true;
end $$;

-- Never the last one: without any, a mailed code would be enough to make a new one. False: it was the last, or is not there.
create function control.delete_passkey(p_organization_id uuid, p_person_id uuid, p_credential_id text) returns boolean
language plpgsql security definer set search_path = control, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(p_person_id::text, 2));
  if (select count(*) from control.passkey k where k.organization_id = p_organization_id and k.person_id = p_person_id) < 2 then
    return false;
  end if;
  delete from control.passkey where organization_id = p_organization_id and person_id = p_person_id and credential_id = p_credential_id;
  return found;
end $$;

create function control.delete_passkeys(p_organization_id uuid, p_person_id uuid) returns void
language sql security definer set search_path = control, pg_temp as
$$ delete from control.passkey where organization_id = p_organization_id and person_id = p_person_id $$;

create function control.start_session(p_session_hash bytea, p_organization_id uuid, p_person_id uuid, p_auth_level text, p_now timestamptz,
  p_idle_minutes int, p_absolute_minutes int, p_ip text, p_user_agent text) returns void
language sql security definer set search_path = control, pg_temp as $$
  insert into control.session (session_hash, organization_id, person_id, auth_level, created_at, last_seen_at, idle_minutes, idle_until, absolute_until, ip, user_agent)
  values (p_session_hash, p_organization_id, p_person_id, p_auth_level, p_now, p_now, p_idle_minutes,
          p_now + make_interval(mins => p_idle_minutes), p_now + make_interval(mins => p_absolute_minutes), p_ip, p_user_agent)
$$;

-- A session that is in force, or no row. `p_active` is a person's own doing: only that moves the idle limit; streams and polls never do.
-- `p_huddle_id` names the huddle whose pages are asked for: there a grant may carry a session past its idle limit.
create function control.resolve_session(p_session_hash bytea, p_now timestamptz, p_active boolean, p_huddle_id uuid)
returns table (organization_id uuid, person_id uuid, auth_level text, idle_until timestamptz, absolute_until timestamptz)
language plpgsql security definer set search_path = control, pg_temp as $$
#variable_conflict use_column
declare s control.session; granted boolean;
begin
  select * into s from control.session where session_hash = p_session_hash;
  if s.session_hash is null or s.revoked_at is not null or s.absolute_until <= p_now then return; end if;
  if not exists (select 1 from control.login l where l.organization_id = s.organization_id and l.person_id = s.person_id and l.active) then return; end if;
  if s.idle_until <= p_now then
    granted := p_huddle_id is not null and exists (
      select 1 from control.session_grant g where g.session_hash = p_session_hash and g.huddle_id = p_huddle_id and g.valid_until > p_now);
    if not granted then return; end if;
  elsif p_active and s.last_seen_at < p_now - interval '15 seconds' then
    update control.session set last_seen_at = p_now, idle_until = p_now + make_interval(mins => idle_minutes)
     where session_hash = p_session_hash and revoked_at is null returning * into s;
  end if;
  return query select s.organization_id, s.person_id, s.auth_level, s.idle_until, s.absolute_until;
end $$;

create function control.grant_session(p_session_hash bytea, p_huddle_id uuid, p_until timestamptz) returns void
language sql security definer set search_path = control, pg_temp as $$
  insert into control.session_grant values (p_session_hash, p_huddle_id, p_until)
  on conflict (session_hash, huddle_id) do update set valid_until = greatest(control.session_grant.valid_until, excluded.valid_until)
$$;

-- Only what is still in force: a grant that has ended does not come back.
create function control.extend_grants(p_huddle_id uuid, p_until timestamptz, p_now timestamptz) returns void
language sql security definer set search_path = control, pg_temp as
$$ update control.session_grant set valid_until = greatest(valid_until, p_until) where huddle_id = p_huddle_id and valid_until > p_now $$;

create function control.end_grants(p_huddle_id uuid) returns void
language sql security definer set search_path = control, pg_temp as
$$ delete from control.session_grant where huddle_id = p_huddle_id $$;

create function control.end_session(p_session_hash bytea, p_now timestamptz) returns void
language sql security definer set search_path = control, pg_temp as
$$ update control.session set revoked_at = p_now where session_hash = p_session_hash and revoked_at is null $$;

-- Everything a person could get in with, ended in the transaction that ends their access.
create function control.end_access(p_organization_id uuid, p_person_id uuid, p_now timestamptz) returns void
language plpgsql security definer set search_path = control, pg_temp as $$
begin
  update control.login set active = false where organization_id = p_organization_id and person_id = p_person_id;
  update control.session set revoked_at = p_now where organization_id = p_organization_id and person_id = p_person_id and revoked_at is null;
  update control.link set revoked_at = p_now where organization_id = p_organization_id and person_id = p_person_id and revoked_at is null;
end $$;

create function control.end_sessions(p_organization_id uuid, p_person_id uuid, p_now timestamptz) returns void
language sql security definer set search_path = control, pg_temp as $$
  update control.session set revoked_at = p_now where organization_id = p_organization_id and person_id = p_person_id and revoked_at is null
$$;

-- A short name tells sessions apart without giving one away.
create function control.list_sessions(p_organization_id uuid, p_person_id uuid, p_now timestamptz)
returns table (session_ref text, auth_level text, created_at timestamptz, last_seen_at timestamptz, ip text, user_agent text)
language sql stable security definer set search_path = control, pg_temp as $$
  select left(encode(s.session_hash, 'hex'), 12), s.auth_level, s.created_at, s.last_seen_at, s.ip, s.user_agent from control.session s
   where s.organization_id = p_organization_id and s.person_id = p_person_id and s.revoked_at is null and s.idle_until > p_now and s.absolute_until > p_now
   order by s.last_seen_at desc
$$;

create function control.end_other_sessions(p_organization_id uuid, p_person_id uuid, p_kept_hash bytea, p_now timestamptz) returns int
language sql security definer set search_path = control, pg_temp as $$
  with ended as (update control.session set revoked_at = p_now
    where organization_id = p_organization_id and person_id = p_person_id and session_hash <> p_kept_hash and revoked_at is null and idle_until > p_now
    returning 1)
  select count(*)::int from ended
$$;

create function control.put_link(p_token_hash bytea, p_organization_id uuid, p_kind text, p_subject_id uuid, p_person_id uuid, p_from timestamptz, p_until timestamptz)
returns void language sql security definer set search_path = control, pg_temp as $$
  insert into control.link (token_hash, organization_id, kind, subject_id, person_id, valid_from, valid_until)
  values (p_token_hash, p_organization_id, p_kind, p_subject_id, p_person_id, p_from, p_until)
  on conflict (token_hash) do update set valid_until = excluded.valid_until
$$;

create function control.revoke_link(p_token_hash bytea, p_now timestamptz) returns void
language sql security definer set search_path = control, pg_temp as
$$ update control.link set revoked_at = p_now where token_hash = p_token_hash and revoked_at is null $$;

create function control.resolve_link(p_token_hash bytea, p_now timestamptz)
returns table (organization_id uuid, kind text, subject_id uuid, person_id uuid, valid_until timestamptz)
language sql stable security definer set search_path = control, pg_temp as $$
  select l.organization_id, l.kind, l.subject_id, l.person_id, l.valid_until
    from control.link l
   where l.token_hash = p_token_hash and l.revoked_at is null and l.valid_from <= p_now and l.valid_until > p_now
$$;

create function control.put_due(p_organization_id uuid, p_kind text, p_subject_id uuid, p_due_at timestamptz) returns void
language sql security definer set search_path = control, pg_temp as $$
  insert into control.due values (p_organization_id, p_kind, p_subject_id, p_due_at)
  on conflict (organization_id, kind, subject_id) do update set due_at = excluded.due_at
$$;

-- The same, but what is arranged already stays: a due time that has passed and waits for its sweep must not be moved on.
create function control.arm_due(p_organization_id uuid, p_kind text, p_subject_id uuid, p_due_at timestamptz) returns void
language sql security definer set search_path = control, pg_temp as
$$ insert into control.due values (p_organization_id, p_kind, p_subject_id, p_due_at) on conflict do nothing $$;

create function control.drop_due(p_organization_id uuid, p_kind text, p_subject_id uuid) returns void
language sql security definer set search_path = control, pg_temp as
$$ delete from control.due where organization_id = p_organization_id and kind = p_kind and subject_id = p_subject_id $$;

-- Takes what is due: the caller turns each row into a job in the same transaction, so none is lost and none is taken twice.
create function control.take_due(p_now timestamptz, p_most int) returns table (organization_id uuid, kind text, subject_id uuid, due_at timestamptz)
language sql security definer set search_path = control, pg_temp as $$
  delete from control.due d using (
    select due.organization_id, due.kind, due.subject_id from control.due
     where due.due_at <= p_now order by due.due_at limit p_most for update skip locked) t
   where d.organization_id = t.organization_id and d.kind = t.kind and d.subject_id = t.subject_id
  returning d.organization_id, d.kind, d.subject_id, d.due_at
$$;

-- What can let nobody in any more is kept for a week, for whoever looks into something, and then forgotten: it holds network addresses.
create function control.forget_ended(p_now timestamptz) returns void
language sql security definer set search_path = control, pg_temp as $$
  delete from control.session where absolute_until < p_now - interval '7 days';
  delete from control.link where valid_until < p_now - interval '7 days';
$$;

do $$
declare f record;
begin
  for f in select p.oid::regprocedure as signature from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'control' loop
    execute format('revoke all on function %s from public', f.signature);
    if f.signature::text not like 'control.protect%' then
      execute format('grant execute on function %s to huddle_app', f.signature);
    end if;
  end loop;
end $$;
