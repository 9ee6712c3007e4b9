import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '#app/platform/in-organization.ts'
import { within } from '#app/platform/within.ts'
import type { CaseId, TeamId } from '#app/shared/ids.ts'
import { urgencies } from '#app/shared/urgency.ts'
import type { CaseloadInstrument } from '../core/caseload.ts'
import type { InstrumentCode } from '../core/instruments.ts'
import { reviewMonths } from '../core/review.ts'
import { baselineWindow } from '../core/scores.ts'

/** Which cases to look at: a team's, or these. */
export type Which =
  | { readonly teamId: TeamId; readonly alsoClosed: boolean }
  | { readonly caseIds: readonly CaseId[] }

/** What can be left out where nothing asks for it. */
export type Part = 'contacts' | 'flags' | 'tasks'

const allParts: readonly Part[] = ['contacts', 'flags', 'tasks']

/** What is read of one course, in this order of columns: `course_0_last`, for the first that was asked for. */
type CourseColumn = 'instrument' | 'first' | 'first_on' | 'last' | 'last_on' | 'moved'

const columns: readonly CourseColumn[] = ['instrument', 'first', 'first_on', 'last', 'last_on', 'moved']

/** The name of a column of the course at `place` in what was asked for. */
export function courseColumn(place: number, column: CourseColumn): string {
  return `course_${place}_${column}`
}

/**
 * One row for each case with everything a caseload is sorted and filtered by, as a select to be put into brackets. Days are of the
 * team's zone; what lies after today is not counted.
 *
 * Flags and tasks are of rooms after this one. Their tables are read here all the same, by their columns: a list has one order, and
 * the database gives it.
 */
export function standings(
  scope: Scope,
  which: Which,
  courses: readonly CaseloadInstrument[],
  parts: readonly Part[] = allParts,
): RawBuilder<unknown> {
  const has = (part: Part, ...some: RawBuilder<unknown>[]) => (parts.includes(part) ? some : [])
  const of = (alias: string) =>
    'teamId' in which
      ? sql`${sql.ref(`${alias}.team_id`)} = ${which.teamId}`
      : sql`${sql.ref(`${alias}.case_id`)} = any(${[...which.caseIds]}::uuid[])`
  const open = 'teamId' in which && !which.alsoClosed
  const org = scope.organizationId
  const read = [
    sql`one.*`,
    ...has('contacts', contactColumns),
    ...courses.flatMap((code, place) => columns.map((column) => courseValue(code, place, column))),
    ...has('flags', sql`coalesce(f.open, 0) as flags, f.urgency as flag_urgency`),
    ...has('tasks', sql`coalesce(w.open, 0) as tasks, coalesce(w.overdue, 0) as tasks_overdue`),
  ]
  const joins = [
    ...has(
      'contacts',
      sql`left join case_contact k on k.organization_id = ${org} and ${of('k')} and k.case_id = one.case_id`,
    ),
    ...courses.map((code, place) => courseJoins(code, place, of, org)),
    ...has('flags', openFlags(org, of)),
    ...has('tasks', openTasks(scope, of)),
  ]
  return sql`
    select ${sql.join(read)}
      from (
        select c.organization_id, c.case_id, c.team_id, c.patient_id, c.phase, c.consent_state, c.episode_start, c.care_manager_id, t.zone,
               day.today, day.reviewed_on,
               case when c.phase <> 'closed' then (greatest(c.episode_start, day.reviewed_on)
                 + make_interval(months => case c.phase
                     when 'relapse-prevention' then coalesce((r.numbers ->> 'preventionMonths')::int, ${reviewMonths['relapse-prevention']}::int)
                     else coalesce((r.numbers ->> 'activeMonths')::int, ${reviewMonths.active}::int) end))::date
               end as next_review_on
          from "case" c
          join team t on t.organization_id = c.organization_id and t.team_id = c.team_id
          -- The months are the team's own, where it has said so (see findReviewMonths).
          left join rule_setting r on r.organization_id = c.organization_id and r.team_id = c.team_id and r.code = 'review-overdue'
         cross join lateral (
           select (${scope.now.toJSDate()}::timestamptz at time zone t.zone)::date as today,
                  (c.last_discussed_at at time zone t.zone)::date as reviewed_on) day
         where c.organization_id = ${org} and ${within(scope, 't.team_id')} and ${of('c')}
           ${open ? sql`and c.phase in ('active', 'relapse-prevention')` : sql``}
        -- A fence: else the days of the zone would be worked out anew wherever one is named.
        offset 0
      ) one
      ${sql.join(joins, sql` `)}`
}

const contactColumns = sql`
  coalesce(k.tried, 0) as tried, coalesce(k.reached, 0) as reached, k.last_reached_at,
  (k.last_reached_at at time zone one.zone)::date as reached_on,
  case when k.last_tried_at > coalesce(k.last_reached_at, '-infinity') then (k.last_tried_at at time zone one.zone)::date end as tried_on`

function openFlags(org: string, of: (alias: string) => RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    left join (
      select flag.case_id, count(*)::int as open, min(array_position(${Object.keys(urgencies)}::text[], flag.urgency)) as urgency
        from flag where flag.organization_id = ${org} and ${of('flag')} and flag.state in ('open', 'triaged')
       group by flag.case_id
    ) f on f.case_id = one.case_id`
}

// A due day lasts to its end, in the team's zone; a due instant is overdue from then on.
function openTasks(scope: Scope, of: (alias: string) => RawBuilder<unknown>): RawBuilder<unknown> {
  const now = sql`${scope.now.toJSDate()}::timestamptz`
  return sql`
    left join (
      select task.case_id, count(*)::int as open,
             count(*) filter (where coalesce(task.due_at <= ${now}, task.due_on < (${now} at time zone t.zone)::date))::int as overdue
        from task join team t on t.organization_id = task.organization_id and t.team_id = task.team_id
       where task.organization_id = ${scope.organizationId} and ${of('task')} and task.state in ('offered', 'accepted', 'offered-back')
       group by task.case_id
    ) w on w.case_id = one.case_id`
}

// The teens' version stands in the adults' column.
function codesOf(code: CaseloadInstrument): readonly InstrumentCode[] {
  return code === 'phq-9' ? ['phq-9', 'phq-9m'] : [code]
}

function courseJoins(
  code: CaseloadInstrument,
  place: number,
  of: (alias: string) => RawBuilder<unknown>,
  org: string,
): RawBuilder<unknown> {
  const joins = codesOf(code).map((instrument, version) => {
    const kept = sql.ref(`k${place}_${version}`)
    return sql`
      left join case_course ${kept} on ${kept}.organization_id = ${org} and ${of(`k${place}_${version}`)}
       and ${kept}.case_id = one.case_id and ${kept}.instrument = ${instrument}`
  })
  return sql.join(joins, sql` `)
}

function courseValue(code: CaseloadInstrument, place: number, column: CourseColumn): RawBuilder<unknown> {
  const [adult, teen] = codesOf(code).map((instrument, version) => {
    const kept = `k${place}_${version}`
    const of = (column: string) => sql.ref(`${kept}.${column}`)
    // What is kept knows no today. Where it ends after today, which a mistyped year is enough for, the last before is looked up.
    const until = sql`last_score_until(one.organization_id, one.patient_id, ${sql.lit(instrument)}, one.episode_start - ${sql.lit(baselineWindow.before)}, one.today)`
    const upToToday = (known: RawBuilder<unknown>, lookedUp: RawBuilder<unknown>) =>
      sql`case when ${of('last_on')} > one.today then ${lookedUp} else ${known} end`
    const values: Record<CourseColumn, RawBuilder<unknown>> = {
      instrument: sql`${sql.lit(instrument)}`,
      first: of('first_total'),
      first_on: of('first_on'),
      last: upToToday(of('last_total'), sql`(${until}).total`),
      last_on: upToToday(of('last_on'), sql`(${until}).taken_on`),
      moved: upToToday(
        of('moved'),
        sql`((${until}).taken_on, coalesce((${until}).taken_at, '-infinity')) > (${of('first_on')}, coalesce(${of('first_at')}, '-infinity'))`,
      ),
    }
    return values
  })
  const name = sql.ref(courseColumn(place, column))
  if (!adult) return sql`null as ${name}`
  if (!teen) return sql`${adult[column]} as ${name}`
  return sql`case when ${teen.last_on} > coalesce(${adult.last_on}, '-infinity') then ${teen[column]} else ${adult[column]} end as ${name}`
}
