import type { Standing } from '#app/features/people/core/rights.ts'
import type { Caller } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId, ItemId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { rankBetween } from '../core/rank.ts'
import { type AgendaProblem, changeAgenda, findUnchanged, type ItemProblem } from './change-agenda.ts'
import { updateItem } from './item-queries.server.ts'

export type MoveItemProblem = AgendaProblem | ItemProblem | 'at-the-end'

/** Moves an item one place up or down among those that are still to come. Only the moved one gets another rank. */
export async function moveItem(
  world: World,
  caller: Caller & Standing,
  input: {
    readonly huddleId: HuddleId
    readonly itemId: ItemId
    readonly version: number
    readonly direction: 'up' | 'down'
    readonly key?: string
  },
): Promise<Result<ItemId, MoveItemProblem>> {
  return changeAgenda<ItemId, ItemProblem | 'at-the-end'>(
    world,
    caller,
    'agenda.item-moved',
    input,
    async (scope, _huddle, items) => {
      const found = findUnchanged(items, input)
      if (!found.ok) return found
      const at = items.indexOf(found.value)
      const [before, after] = input.direction === 'up' ? [at - 2, at - 1] : [at + 1, at + 2]
      const passed = items[input.direction === 'up' ? after : before]
      if (passed?.state !== 'planned') return refused('at-the-end')
      const rank = rankBetween(items[before]?.rank ?? null, items[after]?.rank ?? null)
      await updateItem(scope, input.itemId, { rank, fresh: false })
      return done(input.itemId)
    },
  )
}
