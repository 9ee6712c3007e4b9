-- A flag that waits for a verdict can be put off until a day, with a reason; its time to respond goes on all the same.
alter table flag
  add column snoozed_at timestamptz,
  add column snoozed_until timestamptz,
  add column snoozed_by uuid,
  add column snooze_reason_sealed bytea,
  -- When it came back: by itself, because somebody woke it, or because it was decided about. Null while it is put off.
  add column woke_at timestamptz,
  -- How far a flag that nobody answered in time has gone: 0 nowhere, 1 to the team's leads, 2 to whoever is on call; to whom, and
  -- when it goes on.
  add column escalated smallint not null default 0 check (escalated between 0 and 2),
  add column escalated_at timestamptz,
  add column escalated_to uuid[] not null default '{}',
  add column escalates_at timestamptz,
  add foreign key (organization_id, snoozed_by) references person,
  add constraint flag_snooze_says_who_why_until check (
    (snoozed_at is null) = (snoozed_until is null) and (snoozed_at is null) = (snoozed_by is null)
    and (snoozed_at is null) = (snooze_reason_sealed is null) and (snoozed_at is not null or woke_at is null)),
  add constraint flag_safety_is_never_snoozed check (not safety or snoozed_at is null),
  add constraint flag_snoozed_waits check (snoozed_at is null or woke_at is not null or state = 'open'),
  -- It comes back in time to be answered, and in four weeks at the latest.
  add constraint flag_snooze_ends_in_time check (snoozed_at is null or woke_at is not null
    or (snoozed_until > snoozed_at and snoozed_until <= respond_by and snoozed_until <= snoozed_at + interval '28 days')),
  add constraint flag_escalated_says_when check ((escalated = 0) = (escalated_at is null));

-- The time to respond is reckoned when the flag is raised. It can be made sooner; nothing makes it later or begins it anew.
create function flag_clock_goes_on() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.respond_by > old.respond_by or new.raised_at <> old.raised_at then
    raise exception 'the time to respond never moves back' using errcode = 'check_violation', constraint = 'flag_clock_goes_on';
  end if;
  return new;
end $$;
create trigger flag_clock_goes_on before update on flag for each row execute function flag_clock_goes_on();

create index flag_triaged_lately on flag (organization_id, team_id, triaged_at) where state = 'triaged';
create index flag_escalated on flag (organization_id, escalated) where escalated > 0 and state <> 'closed';

-- What waits already is looked at when its time has come, like everything that comes later.
do $$
declare o uuid;
begin
  for o in select organization_id from control.organization loop
    perform set_config('app.organization_id', o::text, true);
    insert into control.due (organization_id, kind, subject_id, due_at)
    select flag.organization_id, 'due.respond-by', flag.flag_id, flag.respond_by from flag where flag.state <> 'closed'
    on conflict do nothing;
  end loop;
  perform set_config('app.organization_id', '', true);
end $$;
