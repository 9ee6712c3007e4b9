-- What a caseload is sorted and filtered by, so that no list of a thousand cases reads six thousand scores. Triggers keep it, so it is true
-- however a score or a contact came in. It knows no today: a score dated ahead is left out when the list is read.

-- An episode's course by one instrument. The rules for the first and the last score are those of cases/core/scores.
create table case_course (
  organization_id uuid not null,
  case_id uuid not null,
  instrument text not null,
  team_id uuid not null,
  -- What the episode is measured against.
  first_total smallint not null,
  first_on date not null,
  first_at timestamptz,
  last_total smallint not null,
  last_on date not null,
  -- Whether the last was taken after the first: else there is no change to speak of.
  moved boolean not null,
  primary key (organization_id, case_id, instrument),
  foreign key (organization_id, case_id) references "case" on delete cascade
);
select control.protect('case_course');
create index case_course_by_team on case_course (organization_id, team_id, instrument);

-- How often the patient was reached out to since the episode began, and when last.
create table case_contact (
  organization_id uuid not null,
  case_id uuid not null,
  team_id uuid not null,
  tried integer not null,
  reached integer not null,
  last_tried_at timestamptz,
  last_reached_at timestamptz,
  primary key (organization_id, case_id),
  foreign key (organization_id, case_id) references "case" on delete cascade
);
select control.protect('case_contact');
create index case_contact_by_team on case_contact (organization_id, team_id);

-- Whether labels bind nobody, by the rule of cases/core/labels: none of them but those that only the law of a state binds, and here it
-- does not. No label is the usual case: whoever calls this asks for it first, since a call for every score would take its time.
create function binds_nobody(p_organization_id uuid, p_labels text[]) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select p_labels <@ '{hiv,psy}' and not exists (
    select from organization o where o.organization_id = p_organization_id and o.bound_labels && p_labels)
$$;

-- A list of many cases does not ask each patient's consent. So a score that somebody may not see is in no course that is kept: it
-- stands on the case's page, for whom consent covers.
--
-- Each patient is looked up by index, whatever the tables' sizes were when the plan was made: an import begins with empty ones, and a plan
-- for those would read the whole table for each patient of the last.
--
-- The first score is the one nearest to the episode's start within -30 and +14 days, of two equally near the earlier, else the first
-- after; the last is the newest of the episode.
create function keep_case_course(p_organization_id uuid, p_patients uuid[]) returns void
language sql set search_path = public, pg_temp
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
  with touched as (
    select c.organization_id, c.case_id, c.team_id, c.patient_id, c.episode_start, used.instrument
      from "case" c
      join lateral (select distinct s.instrument from score s
                     where s.organization_id = c.organization_id and s.patient_id = c.patient_id and s.total is not null and (s.labels = '{}' or binds_nobody(s.organization_id, s.labels))
                       and s.taken_on >= c.episode_start - 30) used on true
     where c.organization_id = p_organization_id and c.patient_id = any(p_patients)
  ), gone as (
    delete from case_course k using "case" c
     where c.organization_id = p_organization_id and c.patient_id = any(p_patients)
       and k.organization_id = c.organization_id and k.case_id = c.case_id
       and not exists (select 1 from score s
             where s.organization_id = c.organization_id and s.patient_id = c.patient_id and s.instrument = k.instrument
               and s.total is not null and (s.labels = '{}' or binds_nobody(s.organization_id, s.labels)) and s.taken_on >= c.episode_start - 30)
  )
  insert into case_course as k (organization_id, case_id, instrument, team_id, first_total, first_on, first_at, last_total, last_on, moved)
  select t.organization_id, t.case_id, t.instrument, t.team_id, f.total, f.taken_on, f.taken_at, l.total, l.taken_on,
         (l.taken_on, coalesce(l.taken_at, '-infinity')) > (f.taken_on, coalesce(f.taken_at, '-infinity'))
    from touched t
    join lateral (
      select s.total, s.taken_on, s.taken_at from score s
       where s.organization_id = t.organization_id and s.patient_id = t.patient_id and s.instrument = t.instrument
         and s.total is not null and (s.labels = '{}' or binds_nobody(s.organization_id, s.labels)) and s.taken_on >= t.episode_start - 30
       order by s.taken_on > t.episode_start + 14,
                case when s.taken_on <= t.episode_start + 14 then abs(s.taken_on - t.episode_start) end,
                s.taken_on, s.taken_at nulls first, s.score_id
       limit 1) f on true
    join lateral (
      select s.total, s.taken_on, s.taken_at from score s
       where s.organization_id = t.organization_id and s.patient_id = t.patient_id and s.instrument = t.instrument
         and s.total is not null and (s.labels = '{}' or binds_nobody(s.organization_id, s.labels)) and s.taken_on >= t.episode_start - 30
       order by s.taken_on desc, s.taken_at desc nulls last, s.score_id desc
       limit 1) l on true
   -- One order for all, so that two who write about the same patients wait for each other and not in a ring.
   order by t.case_id, t.instrument
  on conflict (organization_id, case_id, instrument) do update
     set team_id = excluded.team_id, first_total = excluded.first_total, first_on = excluded.first_on, first_at = excluded.first_at,
         last_total = excluded.last_total, last_on = excluded.last_on, moved = excluded.moved
   where (k.team_id, k.first_total, k.first_on, k.first_at, k.last_total, k.last_on, k.moved)
      is distinct from (excluded.team_id, excluded.first_total, excluded.first_on, excluded.first_at, excluded.last_total, excluded.last_on, excluded.moved)
$$;

-- The newest score of a course up to a day, for where what is kept ends after it.
create function last_score_until(p_organization_id uuid, p_patient_id uuid, p_instrument text, p_from date, p_until date) returns score
language sql stable set search_path = public, pg_temp as $$
  select s from score s
   where s.organization_id = p_organization_id and s.patient_id = p_patient_id and s.instrument = p_instrument
     and s.total is not null and (s.labels = '{}' or binds_nobody(s.organization_id, s.labels)) and s.taken_on between p_from and p_until
   order by s.taken_on desc, s.taken_at desc nulls last, s.score_id desc
   limit 1
$$;

create function keep_case_contact(p_organization_id uuid, p_patients uuid[]) returns void
language sql set search_path = public, pg_temp
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
  insert into case_contact as k (organization_id, case_id, team_id, tried, reached, last_tried_at, last_reached_at)
  select c.organization_id, c.case_id, c.team_id, count(o.at), count(o.at) filter (where o.reached),
         max(o.at), max(o.at) filter (where o.reached)
    from "case" c
    join team t on t.organization_id = c.organization_id and t.team_id = c.team_id
    left join contact o on o.organization_id = c.organization_id and o.patient_id = c.patient_id
     and o.at >= c.episode_start::timestamp at time zone t.zone
   where c.organization_id = p_organization_id and c.patient_id = any(p_patients)
   group by c.organization_id, c.case_id, c.team_id
   order by c.case_id
  on conflict (organization_id, case_id) do update
     set team_id = excluded.team_id, tried = excluded.tried, reached = excluded.reached,
         last_tried_at = excluded.last_tried_at, last_reached_at = excluded.last_reached_at
   where (k.team_id, k.tried, k.reached, k.last_tried_at, k.last_reached_at)
      is distinct from (excluded.team_id, excluded.tried, excluded.reached, excluded.last_tried_at, excluded.last_reached_at)
$$;

-- Once for each statement, however many rows it writes.
create function keep_course_of_scores() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare touched record;
begin
  for touched in select organization_id, array_agg(distinct patient_id) as patients from changed_score group by organization_id loop
    perform keep_case_course(touched.organization_id, touched.patients);
  end loop;
  return null;
end $$;
create trigger score_added after insert on score referencing new table as changed_score
  for each statement execute function keep_course_of_scores();
create trigger score_corrected after update on score referencing new table as changed_score
  for each statement execute function keep_course_of_scores();
create trigger score_taken_back after delete on score referencing old table as changed_score
  for each statement execute function keep_course_of_scores();

create function keep_contacts() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare touched record;
begin
  for touched in select organization_id, array_agg(distinct patient_id) as patients from changed_contact group by organization_id loop
    perform keep_case_contact(touched.organization_id, touched.patients);
  end loop;
  return null;
end $$;
create trigger contact_added after insert on contact referencing new table as changed_contact
  for each statement execute function keep_contacts();
create trigger contact_corrected after update on contact referencing new table as changed_contact
  for each statement execute function keep_contacts();
create trigger contact_taken_back after delete on contact referencing old table as changed_contact
  for each statement execute function keep_contacts();

-- A fact that goes to another patient leaves the one it was of: their cases are looked at too.
create function keep_former_patient() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'score' then
    perform keep_case_course(old.organization_id, array[old.patient_id]);
  else
    perform keep_case_contact(old.organization_id, array[old.patient_id]);
  end if;
  return null;
end $$;
create trigger score_moved after update of patient_id on score for each row
  when (old.patient_id <> new.patient_id) execute function keep_former_patient();
create trigger contact_moved after update of patient_id on contact for each row
  when (old.patient_id <> new.patient_id) execute function keep_former_patient();

create function keep_opened_cases() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare touched record;
begin
  for touched in select organization_id, array_agg(distinct patient_id) as patients from opened_case group by organization_id loop
    perform keep_case_course(touched.organization_id, touched.patients);
    perform keep_case_contact(touched.organization_id, touched.patients);
  end loop;
  return null;
end $$;
create trigger case_opened after insert on "case" referencing new table as opened_case
  for each statement execute function keep_opened_cases();

create function keep_moved_case() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform keep_case_course(new.organization_id, array[new.patient_id]);
  perform keep_case_contact(new.organization_id, array[new.patient_id]);
  return null;
end $$;
create trigger case_moved after update of episode_start, team_id, patient_id on "case" for each row
  when ((old.episode_start, old.team_id, old.patient_id) is distinct from (new.episode_start, new.team_id, new.patient_id))
  execute function keep_moved_case();

-- An episode begins at midnight of the team's zone.
create function keep_team_contacts() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform keep_case_contact(new.organization_id, array(
    select c.patient_id from "case" c where c.organization_id = new.organization_id and c.team_id = new.team_id));
  return null;
end $$;
create trigger team_moved after update of zone on team for each row when (old.zone <> new.zone) execute function keep_team_contacts();

-- What the organization binds by the law of its state is bound from then on.
create function keep_bound_courses() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform keep_case_course(new.organization_id, array(
    select distinct s.patient_id from score s where s.organization_id = new.organization_id and s.labels && '{hiv,psy}'));
  return null;
end $$;
create trigger organization_bound after update of bound_labels on organization for each row
  when (old.bound_labels <> new.bound_labels) execute function keep_bound_courses();

revoke all on function keep_case_course, keep_case_contact, last_score_until, binds_nobody from public;
grant execute on function keep_case_course, keep_case_contact, last_score_until, binds_nobody to huddle_app;

-- What is there already.
do $$
declare org uuid;
begin
  for org in select control.list_organizations() loop
    perform set_config('app.organization_id', org::text, true);
    perform keep_case_course(org, array(select patient_id from patient));
    perform keep_case_contact(org, array(select patient_id from patient));
  end loop;
  perform set_config('app.organization_id', '', true);
end $$;

-- How a person likes to see a team's caseload. `search` is the question of its address: closed words, nothing that anybody typed.
create table caseload_view (
  organization_id uuid not null,
  caseload_view_id uuid not null,
  person_id uuid not null,
  team_id uuid not null,
  name_sealed bytea not null,
  search text not null check (search ~ '^[?]([a-z0-9-]+=[a-z0-9-]+&?)*$' and length(search) <= 300),
  -- What the caseload opens with.
  is_default boolean not null default false,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (organization_id, caseload_view_id),
  foreign key (organization_id, person_id) references person,
  foreign key (organization_id, team_id) references team
);
select control.protect('caseload_view');
create index caseload_view_by_person on caseload_view (organization_id, person_id, team_id);
create unique index caseload_view_one_default on caseload_view (organization_id, person_id, team_id) where is_default;

-- The same chain as before (`audit_hash` still says what each link is), made in one go: a list of fifty patients is fifty-one events, and
-- the head is locked while they are written. Arrays are walked and never reached into, so that an import's thousands take their time
-- once and not over and over.
create or replace function audit_append(p_events jsonb) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare org uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
        head audit_head; bodies bytea[]; body bytea; hashes bytea[] := '{}'; link bytea; place bigint := 0;
begin
  insert into audit_head values (org, 0, '\x00') on conflict do nothing;
  select * into head from audit_head where organization_id = org for update;
  select array_agg(convert_to(jsonb_build_array(org, head.seq + e.ordinality, extract(epoch from e.at)::text, e.actor_kind, e.actor_id,
           e.session_ref, e.action, e.entity, e.entity_id, e.patient_id, e.category, e.outcome, e.detail)::text, 'UTF8') order by e.ordinality)
    into bodies from jsonb_populate_recordset(null::audit_event, p_events) with ordinality e;
  if bodies is null then return; end if;
  link := head.hash;
  foreach body in array bodies loop
    place := place + 1;
    link := sha256(link || body);
    hashes[place] := link;
  end loop;
  insert into audit_event (organization_id, seq, at, actor_kind, actor_id, session_ref, action, entity, entity_id, patient_id, category,
    outcome, detail, previous_hash, hash)
  select org, head.seq + e.ordinality, e.at, e.actor_kind, e.actor_id, e.session_ref, e.action, e.entity, e.entity_id, e.patient_id, e.category,
         e.outcome, e.detail, h.before, h.hash
    from jsonb_populate_recordset(null::audit_event, p_events) with ordinality e
    join (select u.hash, u.place, lag(u.hash, 1, head.hash) over (order by u.place) as before
            from unnest(hashes) with ordinality as u (hash, place)) h on h.place = e.ordinality
   order by e.ordinality;
  update audit_head set seq = head.seq + place, hash = link where organization_id = org;
end $$;
