import { type RawBuilder, sql } from 'kysely'
import { kept } from '#app/platform/database.ts'
import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import type { CaseId, PersonId, TeamId } from '#app/shared/ids.ts'
import {
  type CaseloadInstrument,
  type CaseloadQuery,
  caseloadInstruments,
  casesAPage,
  coursesShown,
  type FilterName,
  mostSortedByName,
  weeksWithoutContact,
} from '../core/caseload.ts'
import { improvement, measuredWithinDays } from '../core/standing.ts'
import { type CaseloadRow, listCaseloadOf } from './caseload-row-queries.server.ts'
import { openPatientName } from './patient-queries.server.ts'
import { courseColumn, type Part, standings } from './standing-queries.server.ts'

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
 *
 * First which cases, by what sorts and narrows them down, then everything about the fifty that are shown.
 */
export async function listCaseload(
  scope: Scope,
  teamId: TeamId,
  query: CaseloadQuery,
  byName: readonly PersonId[] = [],
): Promise<CaseloadPage> {
  const { page, ...counts } = await cutPage(scope, teamId, query, byName)
  const canSortByName = counts.total <= mostSortedByName
  const sorted = query.order === 'name' && canSortByName ? await sortByName(scope, teamId, query) : undefined
  const caseIds = sorted?.slice((query.page - 1) * casesAPage, query.page * casesAPage) ?? page
  return { ...counts, canSortByName, rows: await listCaseloadOf(scope, caseIds, coursesShown(query)) }
}

async function cutPage(
  scope: Scope,
  teamId: TeamId,
  query: CaseloadQuery,
  byName: readonly PersonId[],
): Promise<Pick<CaseloadPage, 'total' | 'summary'> & { readonly page: readonly CaseId[] }> {
  const { rows } = await sql<Counts>`${kept}
    with standing as materialized (${standings(scope, whichOf(teamId, query), coursesAsked(query), partsAsked(query))}),
    wanted as (select s.* from standing s where ${narrowed(scope, query)})
    select (select count(*)::int from wanted) as wanted,
           array(select s.case_id from wanted s order by ${orderOf(query, byName)}, s.case_id
                  limit ${casesAPage} offset ${(query.page - 1) * casesAPage}) as page,
           count(*)::int as open,
           count(*) filter (where s.next_review_on < s.today)::int as overdue,
           count(*) filter (where ${notImproved(query)})::int as not_improved
      from standing s where s.phase <> 'closed'`.execute(scope.trx)
  const [counts] = rows
  return {
    page: counts?.page ?? [],
    total: counts?.wanted ?? 0,
    summary: {
      open: counts?.open ?? 0,
      overdue: counts?.overdue ?? 0,
      notImproved: counts?.not_improved ?? 0,
    },
  }
}

/** The cases that are wanted, in the order of their patients' names: each of them is opened for it. */
async function sortByName(scope: Scope, teamId: TeamId, query: CaseloadQuery): Promise<CaseId[]> {
  const { rows } = await sql<{ case_id: CaseId; patient_id: string; identity_sealed: Buffer }>`
    select s.case_id, s.patient_id, patient.identity_sealed
      from (${standings(scope, whichOf(teamId, query), coursesAsked(query), partsAsked(query))}) s
      join patient on patient.organization_id = s.organization_id and patient.patient_id = s.patient_id
     where ${narrowed(scope, query)}
     limit ${mostSortedByName}`.execute(scope.trx)
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

// What the order and the filters ask for. Whether a case has improved is always counted, by the PHQ-9.
function coursesAsked({ order, filters }: CaseloadQuery): readonly CaseloadInstrument[] {
  const sortedBy = caseloadInstruments.filter((code) => order === code || order === `${code}-change`)
  return [
    ...new Set<CaseloadInstrument>(['phq-9', ...sortedBy, ...(filters.measured ? [filters.measured] : [])]),
  ]
}

function partsAsked({ order, filters }: CaseloadQuery): readonly Part[] {
  return [
    ...(order === 'contact' || filters.contact ? (['contacts'] as const) : []),
    ...(order === 'flags' || filters.flags ? (['flags'] as const) : []),
    ...(order === 'tasks' || filters.tasks ? (['tasks'] as const) : []),
  ]
}

// The column of a course among those that are asked for.
function columnOf(
  query: CaseloadQuery,
  code: CaseloadInstrument,
  column: Parameters<typeof courseColumn>[1],
): RawBuilder<unknown> {
  return sql.ref(`s.${courseColumn(coursesAsked(query).indexOf(code), column)}`)
}

function narrowed(scope: Scope, query: CaseloadQuery): RawBuilder<unknown> {
  const { filters } = query
  const asker = actingPerson(scope) ?? null
  const conditions: Record<FilterName, RawBuilder<unknown> | undefined> = {
    phase: filters.phase ? sql`s.phase = ${filters.phase}` : sql`s.phase <> 'closed'`,
    manager:
      filters.manager &&
      { me: sql`s.care_manager_id = ${asker}::uuid`, none: sql`s.care_manager_id is null` }[filters.manager],
    review: filters.review && sql`s.next_review_on < s.today`,
    course:
      filters.course &&
      {
        'not-improved': notImproved(query),
        'not-measured': sql`(s.phase <> 'closed' and coalesce(${columnOf(query, 'phq-9', 'last_on')}, s.episode_start) < s.today - ${measuredWithinDays}::int)`,
      }[filters.course],
    contact:
      filters.contact &&
      sql`(coalesce(s.last_reached_at, s.episode_start::timestamptz)
        < ${scope.now.minus({ weeks: weeksWithoutContact[filters.contact] }).toJSDate()}::timestamptz)`,
    flags: filters.flags && { open: sql`s.flags > 0`, none: sql`s.flags = 0` }[filters.flags],
    tasks: filters.tasks && { open: sql`s.tasks > 0`, overdue: sql`s.tasks_overdue > 0` }[filters.tasks],
    consent: filters.consent && sql`s.consent_state = ${filters.consent}`,
    started: filters.started && sql`s.episode_start between date_trunc('month', s.today)::date and s.today`,
    measured: filters.measured && sql`${columnOf(query, filters.measured, 'last_on')} is not null`,
  }
  return sql.join(
    Object.values(conditions).filter((condition) => condition !== undefined),
    sql` and `,
  )
}

// The same as isNotImproved of cases/core/standing.
function notImproved(query: CaseloadQuery): RawBuilder<unknown> {
  const of = (column: 'first' | 'last' | 'last_on' | 'moved') => columnOf(query, 'phq-9', column)
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
      const code = caseloadInstruments.find((one) => order === one || order === `${one}-change`)
      if (!code) throw new Error('An order without a column.')
      const of = (column: 'first' | 'last' | 'moved') => columnOf(query, code, column)
      return order.endsWith('-change')
        ? [sql`case when ${of('moved')} then ${of('last')} - ${of('first')} end`]
        : [of('last')]
    }
  }
}

interface Counts {
  readonly page: CaseId[]
  readonly wanted: number
  readonly open: number
  readonly overdue: number
  readonly not_improved: number
}
