import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId, ItemId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { carry, courseOf } from './course-of.ts'
import { liveHuddleFor } from './live-access.ts'

export type CarryOverProblem = 'no-such-huddle' | 'not-live' | 'not-on-the-agenda' | 'already-decided'

/** Sends one case back to the queue, to be discussed another time. One that has its decision cannot be carried over. */
export async function carryOver(
  world: World,
  viewer: Viewer,
  { huddleId, itemId, key }: { huddleId: HuddleId; itemId: ItemId; key?: string | undefined },
): Promise<Result<ItemId, CarryOverProblem>> {
  return inOrganization(world, viewer, (scope) =>
    once<ItemId, CarryOverProblem>(scope, 'item.carry', key, { itemId }, async () => {
      const found = await liveHuddleFor(scope, viewer, huddleId, 'huddle.facilitate')
      if (!found.ok) return found
      const item = (await courseOf(scope, huddleId)).find((one) => one.itemId === itemId)
      if (!item || (item.state !== 'planned' && item.state !== 'current')) return refused('not-on-the-agenda')
      if (item.decided) return refused('already-decided')
      await carry(scope, huddleId, item)
      return done(itemId)
    }),
  )
}
