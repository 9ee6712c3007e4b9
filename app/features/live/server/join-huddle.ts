import { DateTime } from 'luxon'
import { findAttendee } from '#app/features/huddles/server/attendee-queries.server.ts'
import { noteAttended } from '#app/features/huddles/server/live-steps.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { audit } from '#app/platform/audit.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { grantSession } from '#app/platform/sessions.server.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId } from '#app/shared/ids.ts'
import { done, type Result } from '#app/shared/result.ts'
import { liveHuddleFor } from './live-access.ts'
import { addLiveEvent } from './live-queries.server.ts'

const AFTER_MINUTES = 15

/**
 * Joins a running huddle: the person counts as there, and this session may be idle on this huddle's pages until 15 minutes after the
 * planned end, or after now where that has passed. Only this act prolongs anything; that a page is open or a stream runs does not.
 */
export async function joinHuddle(
  world: World,
  viewer: Viewer,
  huddleId: HuddleId,
): Promise<Result<HuddleId, 'no-such-huddle' | 'not-live'>> {
  const joined = await inOrganization(world, viewer, async (scope) => {
    const found = await liveHuddleFor(scope, viewer, huddleId, 'huddle.join')
    if (!found.ok) return found
    const before = await findAttendee(scope, huddleId, viewer.personId)
    if (before?.attended !== true) {
      await noteAttended(scope, huddleId, viewer.personId)
      await addLiveEvent(scope, huddleId, 'joined', viewer.personId)
      audit(scope, { action: 'huddle.joined', entity: 'huddle', entityId: huddleId })
    }
    return done(found.value.endsAt ?? scope.now)
  })
  if (!joined.ok) return joined
  const until = DateTime.max(joined.value, world.now()).plus({ minutes: AFTER_MINUTES })
  await grantSession(world, viewer.session, huddleId, until)
  return done(huddleId)
}
