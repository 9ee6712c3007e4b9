import { sql } from 'kysely'
import { coverOf } from '#app/features/cases/server/cover.ts'
import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import { seal } from '#app/platform/sealed.ts'
import { within } from '#app/platform/within.ts'
import type { CaseId, FlagId, HuddleId, PersonId, QueueEntryId, TeamId } from '#app/shared/ids.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import { inOrder } from '../core/queue.ts'

/** A flagged case that waits to be discussed. Instants are ISO texts. */
export interface QueueEntry {
  readonly queueEntryId: QueueEntryId
  readonly teamId: TeamId
  readonly caseId: CaseId
  /** The flag it entered with; others of the case may have joined it. */
  readonly flagId: FlagId
  /** Of its flags, the most urgent's. */
  readonly urgency: Urgency
  readonly safety: boolean
  /** Of its flags, the soonest. */
  readonly respondBy: string
  readonly raisedAt: string
  readonly minutes: number
  readonly needs: readonly PersonId[]
  readonly presenterId: PersonId | null
  readonly carried: number
  /** The count at which a lead last answered what is to become of it. */
  readonly answeredCarried: number
  readonly mayWait: string | null
  readonly question: string
  /** Those of all the flags that have joined it: none is ever lost. */
  readonly labels: readonly string[]
  /** Whether the patient's consent withholds its texts: words that say so stand in their place. */
  readonly withheld: boolean
  readonly huddleId: HuddleId | null
  readonly state: 'waiting' | 'on-agenda' | 'discussed' | 'withdrawn'
  readonly version: number
}

/** What waits to be discussed in a team, most worth first, then the one due sooner. At most 500. */
export async function listQueue(scope: Scope, teamId: TeamId): Promise<QueueEntry[]> {
  const rows = await entries(scope)
    .where('queue_entry.team_id', '=', teamId)
    .where('queue_entry.state', '=', 'waiting')
    .orderBy('queue_entry.respond_by')
    .limit(500)
    .execute()
  const found = await toEntries(scope, rows)
  const ordered = inOrder(
    found.map((entry) => ({
      entry,
      id: entry.queueEntryId,
      urgency: entry.urgency,
      carried: entry.carried,
      respondBy: Date.parse(entry.respondBy),
      raisedAt: Date.parse(entry.raisedAt),
    })),
    scope.now.toMillis(),
  )
  return ordered.map(({ entry }) => entry)
}

/** Entries by id, in any state, in no promised order; those the scope may not see are left out. */
export async function findQueueEntries(scope: Scope, ids: readonly QueueEntryId[]): Promise<QueueEntry[]> {
  if (ids.length === 0) return []
  const rows = await entries(scope)
    .where('queue_entry.queue_entry_id', 'in', [...ids])
    .execute()
  return toEntries(scope, rows)
}

/** The entry with which a case waits or is on an agenda, if it is in the queue. */
export async function findOpenEntryOfCase(scope: Scope, caseId: CaseId): Promise<QueueEntry | undefined> {
  const rows = await entries(scope)
    .where('queue_entry.case_id', '=', caseId)
    .where('queue_entry.state', 'in', ['waiting', 'on-agenda'])

    .execute()
  return (await toEntries(scope, rows))[0]
}

/** The entry of a case that waits or is on an agenda; nobody else changes it until this work is done. */
export async function lockOpenEntryOfCase(scope: Scope, caseId: CaseId): Promise<QueueEntry | undefined> {
  const rows = await entries(scope)
    .where('queue_entry.case_id', '=', caseId)
    .where('queue_entry.state', 'in', ['waiting', 'on-agenda'])
    .forUpdate('queue_entry')
    .execute()
  return (await toEntries(scope, rows))[0]
}

/** One entry; nobody else changes it until this work is done. */
export async function lockEntry(scope: Scope, id: QueueEntryId): Promise<QueueEntry | undefined> {
  const rows = await entries(scope)
    .where('queue_entry.queue_entry_id', '=', id)
    .forUpdate('queue_entry')
    .execute()
  return (await toEntries(scope, rows))[0]
}

/**
 * Several entries; nobody else changes them until this work is done. They are held in the order of their ids, whatever order they are
 * asked for in, so that two who want the same ones come one after the other.
 */
export async function lockEntries(scope: Scope, ids: readonly QueueEntryId[]): Promise<QueueEntry[]> {
  if (ids.length === 0) return []
  const rows = await entries(scope)
    .where('queue_entry.queue_entry_id', 'in', [...ids])
    .orderBy('queue_entry.queue_entry_id')
    .forUpdate('queue_entry')
    .execute()
  return toEntries(scope, rows)
}

/** How many entries wait, by team. A team without any is not in the answer. */
export async function countQueue(scope: Scope, teamIds: readonly TeamId[]): Promise<Map<TeamId, number>> {
  if (teamIds.length === 0) return new Map()
  const rows = await scope.trx
    .selectFrom('queue_entry')
    .where('queue_entry.organization_id', '=', scope.organizationId)
    .where('queue_entry.team_id', 'in', [...teamIds])
    .where(within(scope, 'queue_entry.team_id'))
    .where('queue_entry.state', '=', 'waiting')
    .groupBy('queue_entry.team_id')
    .select((eb) => ['queue_entry.team_id', eb.fn.countAll<number>().as('count')])
    .execute()
  return new Map(rows.map((row) => [row.team_id as TeamId, row.count]))
}

/** Of the entries on these huddles' agendas, how many somebody presents, by huddle. */
export async function countPresented(
  scope: Scope,
  personId: PersonId,
  huddleIds: readonly HuddleId[],
): Promise<Map<HuddleId, number>> {
  if (huddleIds.length === 0) return new Map()
  const rows = await scope.trx
    .selectFrom('queue_entry')
    .where('queue_entry.organization_id', '=', scope.organizationId)
    .where(within(scope, 'queue_entry.team_id'))
    .where('queue_entry.state', '=', 'on-agenda')
    .where('queue_entry.huddle_id', 'in', [...huddleIds])
    .where('queue_entry.presenter_id', '=', personId)
    .groupBy('queue_entry.huddle_id')
    .select((eb) => ['queue_entry.huddle_id', eb.fn.countAll<number>().as('count')])
    .execute()
  return new Map(rows.map((row) => [row.huddle_id as HuddleId, row.count]))
}

export interface NewQueueEntry {
  readonly queueEntryId: QueueEntryId
  readonly teamId: TeamId
  readonly caseId: CaseId
  readonly flagId: FlagId
  readonly urgency: Urgency
  readonly safety: boolean
  readonly respondBy: string
  readonly labels: readonly string[]
  readonly minutes: number
  readonly needs: readonly PersonId[]
  readonly presenterId: PersonId | null
}

export async function insertQueueEntry(scope: Scope, entry: NewQueueEntry): Promise<void> {
  await scope.trx
    .insertInto('queue_entry')
    .values({
      organization_id: scope.organizationId,
      queue_entry_id: entry.queueEntryId,
      team_id: entry.teamId,
      case_id: entry.caseId,
      flag_id: entry.flagId,
      urgency: entry.urgency,
      safety: entry.safety,
      respond_by: entry.respondBy,
      labels: [...entry.labels],
      minutes: entry.minutes,
      presenter_id: entry.presenterId,
      entered_at: scope.now.toJSDate(),
    })
    .execute()
  await insertNeeds(scope, entry.queueEntryId, entry.needs)
}

/** What changes about an entry. Left out is left alone. */
export interface QueueEntryChange {
  readonly state?: QueueEntry['state']
  readonly huddleId?: HuddleId | null
  readonly urgency?: Urgency
  readonly safety?: boolean
  readonly respondBy?: string
  readonly flagId?: FlagId
  readonly labels?: readonly string[]
  readonly minutes?: number
  readonly needs?: readonly PersonId[]
  readonly presenterId?: PersonId | null
  readonly carried?: number
  readonly answeredCarried?: number
  readonly mayWait?: string
  readonly withdrawReason?: string
}

/** Changes an entry that is still at `version`, and says whether it was. */
export async function updateQueueEntry(
  scope: Scope,
  id: QueueEntryId,
  version: number,
  change: QueueEntryChange,
): Promise<boolean> {
  const row = await scope.trx
    .updateTable('queue_entry')
    .set({
      version: sql`version + 1`,
      ...(change.state && { state: change.state }),
      ...(change.huddleId !== undefined && { huddle_id: change.huddleId }),
      ...(change.urgency && { urgency: change.urgency }),
      ...(change.safety !== undefined && { safety: change.safety }),
      ...(change.respondBy && { respond_by: change.respondBy }),
      ...(change.flagId && { flag_id: change.flagId }),
      ...(change.labels && { labels: [...change.labels] }),
      ...(change.minutes !== undefined && { minutes: change.minutes }),
      ...(change.presenterId !== undefined && { presenter_id: change.presenterId }),
      ...(change.carried !== undefined && { carried: change.carried }),
      ...(change.answeredCarried !== undefined && { answered_carried: change.answeredCarried }),
      ...(change.mayWait !== undefined && {
        may_wait_sealed: seal(scope, 'queue_entry.may_wait', id, change.mayWait),
      }),
      ...(change.withdrawReason !== undefined && {
        withdrawn_by: actingPerson(scope) ?? null,
        withdraw_reason_sealed: seal(scope, 'queue_entry.withdraw_reason', id, change.withdrawReason),
      }),
    })
    .where('queue_entry.organization_id', '=', scope.organizationId)
    .where('queue_entry.queue_entry_id', '=', id)
    .where('queue_entry.version', '=', version)
    .returning('queue_entry.queue_entry_id')
    .executeTakeFirst()
  if (!row) return false
  if (change.needs) {
    await scope.trx
      .deleteFrom('queue_need')
      .where('queue_need.organization_id', '=', scope.organizationId)
      .where('queue_need.queue_entry_id', '=', id)
      .execute()
    await insertNeeds(scope, id, change.needs)
  }
  return true
}

async function insertNeeds(scope: Scope, id: QueueEntryId, needs: readonly PersonId[]): Promise<void> {
  if (needs.length === 0) return
  await scope.trx
    .insertInto('queue_need')
    .values(
      [...new Set(needs)].map((personId) => ({
        organization_id: scope.organizationId,
        queue_entry_id: id,
        person_id: personId,
      })),
    )
    .execute()
}

// Every read of the queue starts here.
function entries(scope: Scope) {
  return scope.trx
    .selectFrom('queue_entry')
    .innerJoin('flag', (join) =>
      join
        .onRef('flag.organization_id', '=', 'queue_entry.organization_id')
        .onRef('flag.flag_id', '=', 'queue_entry.flag_id'),
    )
    .where('queue_entry.organization_id', '=', scope.organizationId)
    .where(within(scope, 'queue_entry.team_id'))
    .selectAll('queue_entry')
    .select(['flag.question_sealed', 'flag.raised_at'])
}

type EntryRow = Awaited<ReturnType<ReturnType<typeof entries>['execute']>>[number]

function itemOf({ case_id, labels }: EntryRow) {
  return { caseId: case_id, labels }
}

async function toEntries(scope: Scope, rows: readonly EntryRow[]): Promise<QueueEntry[]> {
  if (rows.length === 0) return []
  const needs = await scope.trx
    .selectFrom('queue_need')
    .where('queue_need.organization_id', '=', scope.organizationId)
    .where(
      'queue_need.queue_entry_id',
      'in',
      rows.map((row) => row.queue_entry_id),
    )
    .select(['queue_need.queue_entry_id', 'queue_need.person_id'])
    .orderBy('queue_need.person_id')
    .execute()
  const cover = await coverOf(scope, rows.map(itemOf))
  return rows.map((row) => ({
    queueEntryId: row.queue_entry_id as QueueEntryId,
    teamId: row.team_id as TeamId,
    caseId: row.case_id as CaseId,
    flagId: row.flag_id as FlagId,
    urgency: row.urgency as Urgency,
    safety: row.safety,
    respondBy: row.respond_by.toISOString(),
    raisedAt: row.raised_at.toISOString(),
    minutes: row.minutes,
    needs: needs
      .filter((need) => need.queue_entry_id === row.queue_entry_id)
      .map((need) => need.person_id as PersonId),
    presenterId: row.presenter_id as PersonId | null,
    carried: row.carried,
    answeredCarried: row.answered_carried,
    get mayWait() {
      return cover.wordsMaybe('queue_entry.may_wait', row.queue_entry_id, row.may_wait_sealed, itemOf(row))
    },
    get question() {
      return cover.words('flag.question', row.flag_id, row.question_sealed, itemOf(row))
    },
    labels: row.labels,
    withheld: !cover.lets(itemOf(row)),
    huddleId: row.huddle_id as HuddleId | null,
    state: row.state as QueueEntry['state'],
    version: row.version,
  }))
}
