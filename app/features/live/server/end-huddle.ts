import { endHuddle } from '#app/features/huddles/server/live-steps.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { audit } from '#app/platform/audit.ts'
import { announce } from '#app/platform/facts.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import { endGrants } from '#app/platform/sessions.server.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId } from '#app/shared/ids.ts'
import { done, type Result } from '#app/shared/result.ts'
import { wrapUp } from '../core/course.ts'
import { carry, closeDiscussed, courseOf } from './course-of.ts'
import { liveHuddleFor } from './live-access.ts'
import { addLiveEvent, updateAbsent } from './live-queries.server.ts'

/**
 * Ends a running huddle. What was decided is done with; every case that was not goes back to the queue with its age kept. The longer
 * idle limit that joining gave ends too.
 */
export async function endLiveHuddle(
  world: World,
  viewer: Viewer,
  { huddleId, key }: { huddleId: HuddleId; key?: string | undefined },
): Promise<Result<HuddleId, 'no-such-huddle' | 'not-live'>> {
  return inOrganization(world, viewer, (scope) =>
    once<HuddleId, 'no-such-huddle' | 'not-live'>(scope, 'huddle.end', key, { huddleId }, async () => {
      const found = await liveHuddleFor(scope, viewer, huddleId, 'huddle.facilitate')
      if (!found.ok) return found
      const items = await courseOf(scope, huddleId)
      const { discussed, carried } = wrapUp(items)
      for (const item of items) {
        if (discussed.includes(item.itemId)) await closeDiscussed(scope, huddleId, item)
        if (carried.includes(item.itemId)) await carry(scope, huddleId, item)
      }
      const ended = await endHuddle(scope, huddleId)
      if (!ended.ok) return ended
      await updateAbsent(scope, huddleId)
      await endGrants(scope, huddleId)
      await addLiveEvent(scope, huddleId, 'ended')
      await announce(scope, 'huddle.ended', huddleId)
      audit(scope, { action: 'huddle.ended', entity: 'huddle', entityId: huddleId })
      return done(huddleId)
    }),
  )
}
