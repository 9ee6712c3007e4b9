import { backToQueue } from '#app/features/flags/server/queue-steps.ts'
import type { Standing } from '#app/features/people/core/rights.ts'
import type { Caller } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId, ItemId } from '#app/shared/ids.ts'
import { done, type Result } from '#app/shared/result.ts'
import { type AgendaProblem, changeAgenda, findUnchanged, type ItemProblem } from './change-agenda.ts'
import { updateItem } from './item-queries.server.ts'

export type RemoveItemProblem = AgendaProblem | ItemProblem

/** Takes a case off the agenda: it waits in the queue again, with its age kept and not counted as carried over. */
export async function removeItem(
  world: World,
  caller: Caller & Standing,
  input: {
    readonly huddleId: HuddleId
    readonly itemId: ItemId
    readonly version: number
    readonly key?: string
  },
): Promise<Result<ItemId, RemoveItemProblem>> {
  return changeAgenda(world, caller, 'agenda.item-removed', input, async (scope, _huddle, items) => {
    const found = findUnchanged(items, input)
    if (!found.ok) return found
    await updateItem(scope, input.itemId, { state: 'removed' })
    await backToQueue(scope, found.value.queueEntryId, { carried: false })
    return done(input.itemId)
  })
}
