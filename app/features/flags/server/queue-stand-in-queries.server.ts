import type { Scope } from '#app/platform/in-organization.ts'
import { within } from '#app/platform/within.ts'
import type { CaseId, FlagId, HuddleId, PersonId, QueueEntryId, TeamId } from '#app/shared/ids.ts'
import type { Urgency } from '#app/shared/urgency.ts'

/** A flagged case that waits, or is on an agenda. */
export interface QueueEntry {
  readonly queueEntryId: QueueEntryId
  readonly teamId: TeamId
  readonly caseId: CaseId
  readonly flagId: FlagId
  readonly urgency: Urgency
  readonly safety: boolean
  readonly respondBy: string
  readonly minutes: number
  readonly needs: readonly PersonId[]
  readonly presenterId: PersonId | null
  readonly carried: number
  readonly version: number
}

export async function listQueue(scope: Scope, teamId: TeamId): Promise<QueueEntry[]> {
  const rows = await entries(scope)
    .where('queue_entry.team_id', '=', teamId)
    .where('queue_entry.state', '=', 'waiting')
    .orderBy('queue_entry.respond_by')
    .execute()
  return withNeeds(scope, rows)
}

export async function findQueueEntries(scope: Scope, ids: readonly QueueEntryId[]): Promise<QueueEntry[]> {
  if (ids.length === 0) return []
  const rows = await entries(scope)
    .where('queue_entry.queue_entry_id', 'in', [...ids])
    .execute()
  return withNeeds(scope, rows)
}

export async function putOnAgenda(scope: Scope, id: QueueEntryId, huddleId: HuddleId): Promise<boolean> {
  const row = await scope.trx
    .updateTable('queue_entry')
    .set((eb) => ({ state: 'on-agenda', huddle_id: huddleId, version: eb('version', '+', 1) }))
    .where('queue_entry.organization_id', '=', scope.organizationId)
    .where('queue_entry.queue_entry_id', '=', id)
    .where('queue_entry.state', '=', 'waiting')
    .returning('queue_entry_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function backToQueue(
  scope: Scope,
  id: QueueEntryId,
  { carried }: { carried: boolean },
): Promise<void> {
  await scope.trx
    .updateTable('queue_entry')
    .set((eb) => ({
      state: 'waiting',
      huddle_id: null,
      carried: carried ? eb('carried', '+', 1) : eb.ref('carried'),
      version: eb('version', '+', 1),
    }))
    .where('queue_entry.organization_id', '=', scope.organizationId)
    .where('queue_entry.queue_entry_id', '=', id)
    .where('queue_entry.state', '=', 'on-agenda')
    .execute()
}

export async function markDiscussed(scope: Scope, id: QueueEntryId): Promise<void> {
  await scope.trx
    .updateTable('queue_entry')
    .set((eb) => ({ state: 'discussed', version: eb('version', '+', 1) }))
    .where('queue_entry.organization_id', '=', scope.organizationId)
    .where('queue_entry.queue_entry_id', '=', id)
    .execute()
}

function entries(scope: Scope) {
  return scope.trx
    .selectFrom('queue_entry')
    .where('queue_entry.organization_id', '=', scope.organizationId)
    .where(within(scope, 'queue_entry.team_id'))
    .selectAll('queue_entry')
}

async function withNeeds(
  scope: Scope,
  rows: Awaited<ReturnType<ReturnType<typeof entries>['execute']>>,
): Promise<QueueEntry[]> {
  if (rows.length === 0) return []
  const needs = await scope.trx
    .selectFrom('queue_need')
    .where('queue_need.organization_id', '=', scope.organizationId)
    .where(
      'queue_need.queue_entry_id',
      'in',
      rows.map((row) => row.queue_entry_id),
    )
    .selectAll('queue_need')
    .orderBy('queue_need.person_id')
    .execute()
  return rows.map((row) => ({
    queueEntryId: row.queue_entry_id as QueueEntryId,
    teamId: row.team_id as TeamId,
    caseId: row.case_id as CaseId,
    flagId: row.flag_id as FlagId,
    urgency: row.urgency as Urgency,
    safety: row.safety,
    respondBy: row.respond_by.toISOString(),
    minutes: row.minutes,
    needs: needs
      .filter((need) => need.queue_entry_id === row.queue_entry_id)
      .map((need) => need.person_id as PersonId),
    presenterId: row.presenter_id as PersonId | null,
    carried: row.carried,
    version: row.version,
  }))
}
