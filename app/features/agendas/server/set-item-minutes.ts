import type { Standing } from '#app/features/people/core/rights.ts'
import type { Caller } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId, ItemId } from '#app/shared/ids.ts'
import { done, type Result } from '#app/shared/result.ts'
import { type AgendaProblem, changeAgenda, findUnchanged, type ItemProblem } from './change-agenda.ts'
import { updateItem } from './item-queries.server.ts'

export type SetItemMinutesProblem = AgendaProblem | ItemProblem

/** Says how long a case is to be talked about, 1 to 120 minutes. */
export async function setItemMinutes(
  world: World,
  caller: Caller & Standing,
  input: {
    readonly huddleId: HuddleId
    readonly itemId: ItemId
    readonly version: number
    readonly minutes: number
    readonly key?: string
  },
): Promise<Result<ItemId, SetItemMinutesProblem>> {
  return changeAgenda(world, caller, 'agenda.item-minutes', input, async (scope, _huddle, items) => {
    const found = findUnchanged(items, input)
    if (!found.ok) return found
    if (found.value.minutes !== input.minutes)
      await updateItem(scope, input.itemId, { minutes: input.minutes })
    return done(input.itemId)
  })
}
