import { type RawBuilder, sql } from 'kysely'
import { kept } from '#app/platform/database.ts'
import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import type { CaseId, PersonId, TeamId } from '#app/shared/ids.ts'
import {
  type CaseloadInstrument,
  type CaseloadQuery,
  casesAPage,
  coursesShown,
  type FilterName,
  mostSortedByName,
  weeksWithoutContact,
} from '../core/caseload.ts'
import { improvement, measuredWithinDays } from '../core/standing.ts'
import { type CaseloadRow, type Row, toRow } from './caseload-row-queries.server.ts'
import { openPatientName } from './patient-queries.server.ts'
import { courseColumn, standings } from './standing-queries.server.ts'

/** A page of a team's caseload, and how many cases it is cut from. */
export interface CaseloadPage {
  readonly rows: readonly CaseloadRow[]
  readonly total: number
  /** Of all open cases of the team, whatever the page is narrowed to. */
  readonly summary: { readonly open: number; readonly overdue: number; readonly notImproved: number }
  /** False where too many cases are asked for: then the order is by next review. */
  readonly canSortByName: boolean
}

/**
 * A page of a team's caseload. `byName` are the people who can be care managers, in the order of their names: names are sealed, so the
 * database cannot know it.
 */
export async function listCaseload(
  scope: Scope,
  teamId: TeamId,
  query: CaseloadQuery,
  byName: readonly PersonId[] = [],
): Promise<CaseloadPage> {
  if (query.order !== 'name') return cutPage(scope, teamId, query, orderOf(query, byName), query.page)
  const sorted = await sortByName(scope, teamId, query)
  if (!sorted) return cutPage(scope, teamId, query, sql`s.next_review_on asc nulls last`, query.page)
  const wanted = sorted.slice((query.page - 1) * casesAPage, query.page * casesAPage)
  const place = sql`array_position(${wanted}::uuid[], s.case_id) asc nulls last`
  const { rows, ...page } = await cutPage(scope, teamId, query, place, 1)
  return { ...page, rows: rows.slice(0, wanted.length) }
}

async function cutPage(
  scope: Scope,
  teamId: TeamId,
  query: CaseloadQuery,
  order: RawBuilder<unknown>,
  page: number,
): Promise<CaseloadPage> {
  const courses = coursesRead(query)
  const { rows } = await sql<(Row | { readonly case_id: null }) & Counts>`${kept}
    with standing as materialized (${standings(scope, whichOf(teamId, query), courses)}),
    wanted as (select s.* from standing s where ${narrowed(scope, query)}),
    page as (
      select s.*, row_number() over (order by ${order}, s.case_id) as place from wanted s
       order by ${order}, s.case_id limit ${casesAPage} offset ${(page - 1) * casesAPage})
    select page.*, patient.identity_sealed, counts.*
      from (select (select count(*)::int from wanted) as wanted_count, count(*)::int as open_count,
                   count(*) filter (where s.next_review_on < s.today)::int as overdue_count,
                   count(*) filter (where ${notImproved(courses)})::int as not_improved_count
              from standing s where s.phase <> 'closed') counts
      left join (page join patient on patient.organization_id = page.organization_id and patient.patient_id = page.patient_id) on true
     order by page.place`.execute(scope.trx)
  const [counts] = rows
  const total = counts?.wanted_count ?? 0
  return {
    rows: rows.flatMap((row) => (row.case_id === null ? [] : [toRow(scope, row, courses)])),
    total,
    summary: {
      open: counts?.open_count ?? 0,
      overdue: counts?.overdue_count ?? 0,
      notImproved: counts?.not_improved_count ?? 0,
    },
    canSortByName: total <= mostSortedByName,
  }
}

/** The cases that are wanted by their patients' names; undefined where they are too many for each name to be opened. */
async function sortByName(scope: Scope, teamId: TeamId, query: CaseloadQuery): Promise<CaseId[] | undefined> {
  const { rows } = await sql<{ case_id: CaseId; patient_id: string; identity_sealed: Buffer }>`
    select s.case_id, s.patient_id, patient.identity_sealed
      from (${standings(scope, whichOf(teamId, query), coursesRead(query))}) s
      join patient on patient.organization_id = s.organization_id and patient.patient_id = s.patient_id
     where ${narrowed(scope, query)}
     limit ${mostSortedByName + 1}`.execute(scope.trx)
  if (rows.length > mostSortedByName) return undefined
  const { compare } = new Intl.Collator('en', { sensitivity: 'base', numeric: true })
  const direction = query.descending ? -1 : 1
  return rows
    .map((row) => {
      const { family, given } = openPatientName(scope, row.patient_id, row.identity_sealed)
      return { caseId: row.case_id, name: `${family}\u0000${given.join(' ')}` }
    })
    .sort((one, other) => direction * compare(one.name, other.name) || (one.caseId < other.caseId ? -1 : 1))
    .map(({ caseId }) => caseId)
}

function whichOf(teamId: TeamId, { filters }: CaseloadQuery) {
  return { teamId, alsoClosed: filters.phase === 'closed' }
}

// Whether a case has improved is always asked by the PHQ-9, also where it has no column.
function coursesRead(query: CaseloadQuery): readonly CaseloadInstrument[] {
  return [...new Set<CaseloadInstrument>([...coursesShown(query), 'phq-9'])]
}

function narrowed(scope: Scope, query: CaseloadQuery): RawBuilder<unknown> {
  const courses = coursesRead(query)
  const { filters } = query
  const asker = actingPerson(scope) ?? null
  const phq = sql.ref(`s.${courseColumn(courses.indexOf('phq-9'), 'last_on')}`)
  const conditions: Record<FilterName, RawBuilder<unknown> | undefined> = {
    phase: filters.phase ? sql`s.phase = ${filters.phase}` : sql`s.phase <> 'closed'`,
    manager:
      filters.manager &&
      { me: sql`s.care_manager_id = ${asker}::uuid`, none: sql`s.care_manager_id is null` }[filters.manager],
    review: filters.review && sql`s.next_review_on < s.today`,
    course:
      filters.course &&
      {
        'not-improved': notImproved(courses),
        'not-measured': sql`(s.phase <> 'closed' and coalesce(${phq}, s.episode_start) < s.today - ${measuredWithinDays}::int)`,
      }[filters.course],
    contact:
      filters.contact &&
      sql`(coalesce(s.last_reached_at, s.episode_start::timestamptz)
        < ${scope.now.minus({ weeks: weeksWithoutContact[filters.contact] }).toJSDate()}::timestamptz)`,
    flags: filters.flags && { open: sql`s.flags > 0`, none: sql`s.flags = 0` }[filters.flags],
    tasks: filters.tasks && { open: sql`s.tasks > 0`, overdue: sql`s.tasks_overdue > 0` }[filters.tasks],
    consent: filters.consent && sql`s.consent_state = ${filters.consent}`,
    started: filters.started && sql`s.episode_start between date_trunc('month', s.today)::date and s.today`,
    measured: filters.measured && sql`${sql.ref(`s.${courseColumn(0, 'last_on')}`)} is not null`,
  }
  return sql.join(
    Object.values(conditions).filter((condition) => condition !== undefined),
    sql` and `,
  )
}

// The same as isNotImproved of cases/core/standing.
function notImproved(courses: readonly CaseloadInstrument[]): RawBuilder<unknown> {
  const place = courses.indexOf('phq-9')
  const of = (column: 'first' | 'last' | 'last_on' | 'moved') => sql.ref(`s.${courseColumn(place, column)}`)
  const { fromWeek, measuredSinceWeek, firstFrom, improvedBelow, improvedPercent } = improvement
  return sql`(s.phase <> 'closed' and s.today - s.episode_start >= ${7 * fromWeek}::int and ${of('moved')}
    and ${of('first')} >= ${firstFrom}::int and ${of('last_on')} >= s.episode_start + ${7 * measuredSinceWeek}::int
    and ${of('last')} >= ${improvedBelow}::int and 100 * (${of('first')} - ${of('last')}) < ${improvedPercent}::int * ${of('first')})`
}

// Only from a closed list: nothing of the address gets here. What is missing comes last, whichever way the list runs.
function orderOf(query: CaseloadQuery, byName: readonly PersonId[]): RawBuilder<unknown> {
  const keys = keysOf(query, byName)
  const direction = query.descending ? sql`desc nulls last` : sql`asc nulls last`
  return sql.join(keys.map((key) => sql`${key} ${direction}`))
}

function keysOf(query: CaseloadQuery, byName: readonly PersonId[]): RawBuilder<unknown>[] {
  const { order } = query
  switch (order) {
    case 'review':
    case 'name':
      return [sql`s.next_review_on`]
    case 'phase':
      return [sql`s.phase`]
    case 'manager':
      return [sql`array_position(${[...byName]}::uuid[], s.care_manager_id)`]
    case 'weeks':
      return [sql`(s.today - s.episode_start)`]
    case 'contact':
      return [sql`s.last_reached_at`]
    case 'flags':
      return [sql`s.flag_urgency`, sql`-s.flags`]
    case 'tasks':
      return [sql`-s.tasks_overdue`, sql`-s.tasks`]
    case 'consent':
      return [sql`s.consent_state`]
    default: {
      const place = coursesRead(query).findIndex((code) => order === code || order === `${code}-change`)
      const of = (column: 'first' | 'last' | 'moved') => sql.ref(`s.${courseColumn(place, column)}`)
      return order.endsWith('-change')
        ? [sql`case when ${of('moved')} then ${of('last')} - ${of('first')} end`]
        : [of('last')]
    }
  }
}

interface Counts {
  readonly wanted_count: number
  readonly open_count: number
  readonly overdue_count: number
  readonly not_improved_count: number
}
