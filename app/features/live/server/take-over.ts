import { handOver } from '#app/features/huddles/server/live-steps.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { audit } from '#app/platform/audit.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId } from '#app/shared/ids.ts'
import { done, type Result } from '#app/shared/result.ts'
import { liveHuddleFor } from './live-access.ts'
import { addLiveEvent } from './live-queries.server.ts'

/** Takes the facilitation over, as when the facilitator's laptop has died. Anyone with the right can, at any time. */
export async function takeOver(
  world: World,
  viewer: Viewer,
  huddleId: HuddleId,
): Promise<Result<HuddleId, 'no-such-huddle' | 'not-live'>> {
  return inOrganization(world, viewer, async (scope) => {
    const found = await liveHuddleFor(scope, viewer, huddleId, 'huddle.facilitate')
    if (!found.ok) return found
    if (found.value.facilitatorId === viewer.personId) return done(huddleId)
    await handOver(scope, huddleId, { facilitatorId: viewer.personId })
    await addLiveEvent(scope, huddleId, 'facilitator-changed', viewer.personId)
    audit(scope, { action: 'huddle.taken-over', entity: 'huddle', entityId: huddleId })
    return done(huddleId)
  })
}
