import { type ExpressionBuilder, type ExpressionWrapper, type SqlBool, sql } from 'kysely'
import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import { within } from '#app/platform/within.ts'
import type { CaseId, TeamId } from '#app/shared/ids.ts'
import type { DB } from '#db/schema.ts'
import type { RaisedFlag } from '../core/flag.ts'
import { flagsPerPage, type InboxQuery, type InboxView } from '../core/inbox-query.ts'
import { flags, toFlags } from './flag-queries.server.ts'

/** For so long a row that was just decided about keeps its place in the list, with its Undo. */
const keepsPlaceMinutes = 15
const recentDays = 7

/**
 * One page of one list of a team's inbox, in the order in which it is to be answered, the flags of one case together; the latest first
 * of what was triaged.
 */
export async function listInbox(scope: Scope, teamId: TeamId, query: InboxQuery): Promise<RaisedFlag[]> {
  const recent = query.show === 'recent'
  const rows = await flags(scope)
    .where('flag.team_id', '=', teamId)
    .where('flag.state', '<>', 'closed')
    .where((eb) => inView(eb, query.show, scope))
    .where((eb) => fits(eb, query, scope))
    .$if(recent, (all) => all.orderBy(sql`coalesce(flag.triaged_at, flag.snoozed_at)`, 'desc'))
    .$if(!recent, (all) =>
      all
        .orderBy('flag.safety', 'desc')
        .orderBy(sql`min(flag.respond_by) over (partition by flag.safety, flag.case_id)`)
        .orderBy('flag.case_id')
        .orderBy('flag.respond_by'),
    )
    .orderBy('flag.flag_id')
    .limit(flagsPerPage)
    .offset((query.page - 1) * flagsPerPage)
    .execute()
  return toFlags(scope, rows)
}

/**
 * How many flags each list of a team's inbox holds, as far as they fit; no filter hides a safety flag. What only keeps its place is
 * not counted.
 */
export async function countInboxViews(
  scope: Scope,
  teamId: TeamId,
  query: InboxQuery,
): Promise<Record<InboxView, number>> {
  const row = await scope.trx
    .selectFrom('flag')
    .where('flag.organization_id', '=', scope.organizationId)
    .where(within(scope, 'flag.team_id'))
    .where('flag.team_id', '=', teamId)
    .where('flag.state', '<>', 'closed')
    .select((eb) => {
      const count = (view: InboxView) =>
        eb.fn
          .countAll<number>()
          .filterWhere(
            eb.and([
              view === 'to-decide' ? waits(eb) : inView(eb, view, scope),
              fits(eb, { ...query, show: view }, scope),
            ]),
          )
      return [
        count('to-decide').as('to-decide'),
        count('missed').as('missed'),
        count('safety').as('safety'),
        count('snoozed').as('snoozed'),
        count('not-ready').as('not-ready'),
        count('listed').as('listed'),
        count('recent').as('recent'),
      ]
    })
    .executeTakeFirstOrThrow()
  return row
}

/**
 * A number that grows with everything that happens to a team's flags, by one for each: versions only grow, and no flag is deleted. Two
 * readings that are the same saw the same inbox.
 */
export async function countInboxMoves(scope: Scope, teamId: TeamId): Promise<number> {
  const row = await scope.trx
    .selectFrom('flag')
    .where('flag.organization_id', '=', scope.organizationId)
    .where(within(scope, 'flag.team_id'))
    .where('flag.team_id', '=', teamId)
    .select((eb) => eb.fn.sum<string>('flag.version').as('moves'))
    .executeTakeFirstOrThrow()
  return Number(row.moves ?? 0)
}

/** How many flags wait for triage, by team. A team without any is not in the answer; what is put off is not counted. */
export async function countInbox(scope: Scope, teamIds: readonly TeamId[]): Promise<Map<TeamId, number>> {
  if (teamIds.length === 0) return new Map()
  const rows = await scope.trx
    .selectFrom('flag')
    .where('flag.organization_id', '=', scope.organizationId)
    .where('flag.team_id', 'in', [...teamIds])
    .where(within(scope, 'flag.team_id'))
    .where('flag.state', '=', 'open')
    .where((eb) => eb.not(isPutOff(eb)))
    .groupBy('flag.team_id')
    .select((eb) => ['flag.team_id', eb.fn.countAll<number>().as('count')])
    .execute()
  return new Map(rows.map((row) => [row.team_id as TeamId, row.count]))
}

/** Of these cases, those in the queue, and whether each waits or is on an agenda. */
export async function listQueued(
  scope: Scope,
  caseIds: readonly CaseId[],
): Promise<Map<CaseId, 'waiting' | 'on-agenda'>> {
  if (caseIds.length === 0) return new Map()
  const rows = await scope.trx
    .selectFrom('queue_entry')
    .where('queue_entry.organization_id', '=', scope.organizationId)
    .where(within(scope, 'queue_entry.team_id'))
    .where('queue_entry.case_id', 'in', [...caseIds])
    .where('queue_entry.state', 'in', ['waiting', 'on-agenda'])
    .select(['queue_entry.case_id', 'queue_entry.state'])
    .execute()
  return new Map(
    rows.map((row) => [row.case_id as CaseId, row.state === 'on-agenda' ? 'on-agenda' : 'waiting']),
  )
}

type Eb = ExpressionBuilder<DB, 'flag'>
type Condition = ExpressionWrapper<DB, 'flag', SqlBool>

function isPutOff(eb: Eb): Condition {
  return eb.and([eb('flag.snoozed_at', 'is not', null), eb('flag.woke_at', 'is', null)])
}

function waits(eb: Eb): Condition {
  return eb.and([eb('flag.state', '=', 'open'), eb('flag.safety', '=', false), eb.not(isPutOff(eb))])
}

function inView(eb: Eb, view: InboxView, scope: Scope): Condition {
  const ordinary = eb('flag.safety', '=', false)
  switch (view) {
    case 'to-decide': {
      const lately = scope.now.minus({ minutes: keepsPlaceMinutes }).toJSDate()
      const keepsPlace = eb.or([
        eb.and([eb('flag.state', '=', 'triaged'), eb('flag.triaged_at', '>', lately)]),
        eb.and([isPutOff(eb), eb('flag.snoozed_at', '>', lately)]),
      ])
      return eb.and([ordinary, eb.or([waits(eb), keepsPlace])])
    }
    case 'missed':
      return eb.and([
        eb('flag.respond_by', '<=', scope.now.toJSDate()),
        eb.or([
          eb('flag.safety', '=', true),
          eb('flag.state', '=', 'open'),
          eb('flag.verdict', 'in', ['discuss', 'not-ready']),
        ]),
      ])
    case 'safety':
      return eb('flag.safety', '=', true)
    case 'snoozed':
      return isPutOff(eb)
    case 'not-ready':
      return eb.and([ordinary, eb('flag.state', '=', 'triaged'), eb('flag.verdict', '=', 'not-ready')])
    case 'listed':
      return eb.and([ordinary, eb('flag.state', '=', 'triaged'), eb('flag.verdict', '=', 'list-only')])
    case 'recent': {
      const since = scope.now.minus({ days: recentDays }).toJSDate()
      return eb.and([
        ordinary,
        eb.or([
          eb.and([eb('flag.state', '=', 'triaged'), eb('flag.triaged_at', '>=', since)]),
          eb.and([isPutOff(eb), eb('flag.snoozed_at', '>=', since)]),
        ]),
      ])
    }
    default:
      return view satisfies never
  }
}

function fits(eb: Eb, query: InboxQuery, scope: Scope): Condition {
  if (query.show === 'safety') return eb.and([])
  const conditions: Condition[] = []
  if (query.urgency) conditions.push(eb.and([eb('flag.urgency', '=', query.urgency)]))
  if (query.by) conditions.push(eb.and([eb('flag.rule', query.by === 'rule' ? 'is not' : 'is', null)]))
  const manager = query.manager === 'me' ? (actingPerson(scope) ?? null) : query.manager
  if (query.manager)
    conditions.push(
      eb.exists(
        eb
          .selectFrom('case')
          .where('case.organization_id', '=', scope.organizationId)
          .whereRef('case.case_id', '=', 'flag.case_id')
          .where('case.care_manager_id', '=', manager)
          .select('case.case_id'),
      ),
    )
  return eb.and(conditions)
}
