import { sql } from 'kysely'
import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import { within } from '#app/platform/within.ts'
import type { CaseId, PersonId, TeamId } from '#app/shared/ids.ts'
import { type CaseloadQuery, casesAPage, mostSortedByName } from '../core/caseload.ts'
import type { Phase } from '../core/phases.ts'
import { baselineWindow } from '../core/scores.ts'
import { hashesOf, listPatientNames } from './patient-queries.server.ts'

/** One line of a caseload, without the patient's name and scores, which are asked for by case. */
export interface CaseloadRow {
  readonly caseId: CaseId
  readonly teamId: TeamId
  readonly phase: Phase
  readonly episodeStart: string
  readonly careManagerId: PersonId | null
  readonly lastDiscussedAt: Date | null
  readonly lastContact: { readonly at: Date; readonly reached: boolean } | undefined
}

/** A page of a team's caseload, and how many cases it is cut from. */
export interface CaseloadPage {
  readonly rows: readonly CaseloadRow[]
  readonly total: number
  /** False where the team has too many cases for it: then the order is by next review. */
  readonly canSortByName: boolean
}

/** A page of a team's caseload on the day `today` of the team's zone. */
export async function listCaseload(
  scope: Scope,
  teamId: TeamId,
  query: CaseloadQuery,
  today: string,
): Promise<CaseloadPage> {
  const total = await countCases(scope, teamId, query)
  const canSortByName = total <= mostSortedByName
  if (query.order === 'name' && canSortByName) {
    const rows = await wanted(scope, teamId, query).select(columns).limit(mostSortedByName).execute()
    const sorted = await byName(scope, rows.map(toRow), query.descending)
    return {
      rows: sorted.slice((query.page - 1) * casesAPage, query.page * casesAPage),
      total,
      canSortByName,
    }
  }
  const rows = await wanted(scope, teamId, query)
    .select(columns)
    .orderBy(orderOf(query, today))
    .orderBy('case.case_id')
    .limit(casesAPage)
    .offset((query.page - 1) * casesAPage)
    .execute()
  return { rows: rows.map(toRow), total, canSortByName }
}

/** How many cases of any phase a team has: none means that nothing was ever brought in. */
export async function countAllCases(scope: Scope, teamId: TeamId): Promise<number> {
  const row = await cases(scope)
    .where('case.team_id', '=', teamId)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** At most this many cases are found; a search that finds more says so. */
export const mostFound = 50

/**
 * The cases of the scope's teams whose patient has, for every entry, one of its search tokens. Open cases first, newest first.
 *
 * Gives one more than `mostFound` when there are more. No entries find nobody.
 */
export async function listCasesFound(
  scope: Scope,
  entries: readonly (readonly string[])[],
): Promise<CaseloadRow[]> {
  if (entries.length === 0) return []
  let found = cases(scope)
  for (const tokens of entries) {
    found = found.where((eb) =>
      eb.exists(
        eb
          .selectFrom('patient_search')
          .whereRef('patient_search.organization_id', '=', 'case.organization_id')
          .whereRef('patient_search.patient_id', '=', 'case.patient_id')
          .where('patient_search.token_hash', 'in', hashesOf(scope, tokens))
          .select('patient_search.patient_id'),
      ),
    )
  }
  const rows = await found
    .select(columns)
    .orderBy((eb) => eb('case.phase', '=', 'closed'))
    .orderBy('case.episode_start', 'desc')
    .orderBy('case.case_id')
    .limit(mostFound + 1)
    .execute()
  return rows.map(toRow)
}

async function countCases(scope: Scope, teamId: TeamId, query: CaseloadQuery): Promise<number> {
  const row = await wanted(scope, teamId, query)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

async function byName(scope: Scope, rows: CaseloadRow[], descending: boolean): Promise<CaseloadRow[]> {
  const names = await listPatientNames(
    scope,
    rows.map((row) => row.caseId),
  )
  const { compare } = new Intl.Collator('en', { sensitivity: 'base', numeric: true })
  const nameOf = (row: CaseloadRow) => {
    const name = names.get(row.caseId)
    return name ? `${name.family}\u0000${name.given.join(' ')}` : ''
  }
  const direction = descending ? -1 : 1
  return rows
    .map((row) => ({ row, name: nameOf(row) }))
    .sort(
      (one, other) =>
        direction * compare(one.name, other.name) || (one.row.caseId < other.row.caseId ? -1 : 1),
    )
    .map(({ row }) => row)
}

function wanted(scope: Scope, teamId: TeamId, query: CaseloadQuery) {
  const { phase, mine } = query
  const asker = actingPerson(scope)
  return cases(scope)
    .where('case.team_id', '=', teamId)
    .$if(phase !== undefined, (all) => all.where('case.phase', '=', phase ?? ''))
    .$if(phase === undefined, (all) => all.where('case.phase', '<>', 'closed'))
    .$if(mine, (all) => all.where('case.care_manager_id', '=', asker ?? null))
}

function cases(scope: Scope) {
  return scope.trx
    .selectFrom('case')
    .where('case.organization_id', '=', scope.organizationId)
    .where(within(scope, 'case.team_id'))
}

const lastContactAt = sql<Date | null>`(
  select max(contact.at) from contact
   where contact.organization_id = "case".organization_id and contact.patient_id = "case".patient_id)`

const lastContactReached = sql<boolean | null>`(
  select contact.reached from contact
   where contact.organization_id = "case".organization_id and contact.patient_id = "case".patient_id
   order by contact.at desc, contact.contact_id desc limit 1)`

const columns = [
  'case.case_id',
  'case.team_id',
  'case.phase',
  'case.episode_start',
  'case.care_manager_id',
  'case.last_discussed_at',
  lastContactAt.as('contact_at'),
  lastContactReached.as('contact_reached'),
] as const

// The episode's newest total, as the column shows it.
function latestTotal(instruments: readonly string[], today: string) {
  return sql<number | null>`(
    select score.total from score
     where score.organization_id = "case".organization_id and score.patient_id = "case".patient_id
       and score.instrument = any(${[...instruments]}::text[]) and score.total is not null
       and score.taken_on between "case".episode_start - ${baselineWindow.before}::int and ${today}::date
     order by score.taken_on desc, score.taken_at desc nulls last limit 1)`
}

const nextReviewOn = sql`case "case".phase when 'closed' then null
  else greatest("case".episode_start::timestamptz, "case".last_discussed_at)
       + case "case".phase when 'relapse-prevention' then interval '2 months' else interval '1 month' end end`

// Only from a closed list: nothing of the address gets here. What is missing comes last, whichever way the list runs.
function orderOf({ order, descending }: CaseloadQuery, today: string) {
  const by = {
    review: nextReviewOn,
    // A team too large for it is shown by next review.
    name: nextReviewOn,
    start: sql`"case".episode_start`,
    phase: sql`"case".phase`,
    contact: lastContactAt,
    'phq-9': latestTotal(['phq-9', 'phq-9m'], today),
    'gad-7': latestTotal(['gad-7'], today),
  }[order]
  return descending ? sql`${by} desc nulls last` : sql`${by} asc nulls last`
}

interface Row {
  readonly case_id: string
  readonly team_id: string
  readonly phase: string
  readonly episode_start: string
  readonly care_manager_id: string | null
  readonly last_discussed_at: Date | null
  readonly contact_at: Date | null
  readonly contact_reached: boolean | null
}

function toRow(row: Row): CaseloadRow {
  return {
    caseId: row.case_id as CaseId,
    teamId: row.team_id as TeamId,
    phase: row.phase as Phase,
    episodeStart: row.episode_start,
    careManagerId: row.care_manager_id as PersonId | null,
    lastDiscussedAt: row.last_discussed_at,
    lastContact: row.contact_at ? { at: row.contact_at, reached: row.contact_reached === true } : undefined,
  }
}
