import { sql } from 'kysely'
import { DateTime } from 'luxon'
import type { Scope } from '#app/platform/in-organization.ts'
import type { CaseId, HuddleId, ItemId, QueueEntryId } from '#app/shared/ids.ts'

export type ItemState = 'planned' | 'current' | 'discussed' | 'carried'

/** One case on an agenda. */
export interface Item {
  readonly itemId: ItemId
  readonly huddleId: HuddleId
  readonly queueEntryId: QueueEntryId
  readonly caseId: CaseId
  /** Its place: ranks compare as plain text, and there is always room between two. */
  readonly rank: string
  readonly minutes: number
  /** Put on after the agenda was made, and not yet given its place by anybody. */
  readonly fresh: boolean
  readonly state: ItemState
  /** While live: since when it is talked about, and the seconds it had before that. */
  readonly openedAt: DateTime | null
  readonly spentSeconds: number
  readonly extraMinutes: number
  readonly closedAt: DateTime | null
  readonly version: number
}

/** An agenda's items in order. Whether the huddle may be seen is the caller's to have asked. */
export async function listItems(scope: Scope, huddleId: HuddleId): Promise<Item[]> {
  const rows = await items(scope)
    .where('item.huddle_id', '=', huddleId)
    .orderBy(sql`item.rank collate "C"`)
    .execute()
  return rows.map(toItem)
}

/** How many cases are on each of these agendas, and their minutes together. */
export async function countItems(
  scope: Scope,
  huddleIds: readonly HuddleId[],
): Promise<Map<HuddleId, { items: number; minutes: number }>> {
  if (huddleIds.length === 0) return new Map()
  const rows = await scope.trx
    .selectFrom('item')
    .where('item.organization_id', '=', scope.organizationId)
    .where('item.huddle_id', 'in', [...huddleIds])
    .where('item.state', '<>', 'removed')
    .groupBy('item.huddle_id')
    .select(({ fn }) => [
      'item.huddle_id',
      fn.countAll<number>().as('items'),
      fn.sum<number>('item.minutes').as('minutes'),
    ])
    .execute()
  return new Map(
    rows.map((row) => [row.huddle_id as HuddleId, { items: row.items, minutes: Number(row.minutes) }]),
  )
}

/** Puts a case on an agenda at a rank. */
export async function insertItem(
  scope: Scope,
  item: {
    readonly huddleId: HuddleId
    readonly queueEntryId: QueueEntryId
    readonly caseId: CaseId
    readonly rank: string
    readonly minutes: number
    readonly fresh: boolean
  },
): Promise<ItemId> {
  const itemId = scope.world.newId() as ItemId
  await scope.trx
    .insertInto('item')
    .values({
      organization_id: scope.organizationId,
      item_id: itemId,
      huddle_id: item.huddleId,
      queue_entry_id: item.queueEntryId,
      case_id: item.caseId,
      rank: item.rank,
      minutes: item.minutes,
      fresh: item.fresh,
    })
    .execute()
  return itemId
}

/** Changes an item and raises its version. */
export async function updateItem(
  scope: Scope,
  itemId: ItemId,
  change: Partial<{
    rank: string
    minutes: number
    fresh: boolean
    state: ItemState | 'removed'
    openedAt: DateTime | null
    spentSeconds: number
    extraMinutes: number
    closedAt: DateTime | null
  }>,
): Promise<void> {
  await scope.trx
    .updateTable('item')
    .set((eb) => ({
      rank: change.rank,
      minutes: change.minutes,
      fresh: change.fresh,
      state: change.state,
      opened_at: change.openedAt === null ? null : change.openedAt?.toJSDate(),
      spent_seconds: change.spentSeconds,
      extra_minutes: change.extraMinutes,
      closed_at: change.closedAt === null ? null : change.closedAt?.toJSDate(),
      version: eb('version', '+', 1),
    }))
    .where('item.organization_id', '=', scope.organizationId)
    .where('item.item_id', '=', itemId)
    .execute()
}

/** Gives several items their ranks at once, so that no two are alike on the way. Their versions rise. */
export async function updateRanks(
  scope: Scope,
  ranks: readonly { readonly itemId: ItemId; readonly rank: string }[],
): Promise<void> {
  if (ranks.length === 0) return
  // Unique ranks are checked row by row: each item first goes to a place that is its own.
  for (const { itemId } of ranks) await updateItem(scope, itemId, { rank: `~${itemId}` })
  for (const { itemId, rank } of ranks) await updateItem(scope, itemId, { rank, fresh: false })
}

// Every read starts here: an item that was taken off is on no agenda.
function items(scope: Scope) {
  return scope.trx
    .selectFrom('item')
    .where('item.organization_id', '=', scope.organizationId)
    .where('item.state', '<>', 'removed')
    .select([
      'item.item_id',
      'item.huddle_id',
      'item.queue_entry_id',
      'item.case_id',
      'item.rank',
      'item.minutes',
      'item.fresh',
      'item.state',
      'item.opened_at',
      'item.spent_seconds',
      'item.extra_minutes',
      'item.closed_at',
      'item.version',
    ])
}

type ItemRow = Awaited<ReturnType<ReturnType<typeof items>['execute']>>[number]

function toItem(row: ItemRow): Item {
  return {
    itemId: row.item_id as ItemId,
    huddleId: row.huddle_id as HuddleId,
    queueEntryId: row.queue_entry_id as QueueEntryId,
    caseId: row.case_id as CaseId,
    rank: row.rank,
    minutes: row.minutes,
    fresh: row.fresh,
    state: row.state as ItemState,
    openedAt: instant(row.opened_at),
    spentSeconds: row.spent_seconds,
    extraMinutes: row.extra_minutes,
    closedAt: instant(row.closed_at),
    version: row.version,
  }
}

function instant(date: Date | null): DateTime | null {
  return date && DateTime.fromJSDate(date, { zone: 'utc' })
}
