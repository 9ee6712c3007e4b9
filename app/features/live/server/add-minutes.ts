import { DateTime } from 'luxon'
import { extendItem } from '#app/features/agendas/server/live-steps.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { audit } from '#app/platform/audit.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import { extendGrants } from '#app/platform/sessions.server.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId, ItemId } from '#app/shared/ids.ts'
import { done, type Result } from '#app/shared/result.ts'
import { liveHuddleFor } from './live-access.ts'
import { addLiveEvent } from './live-queries.server.ts'

export type AddMinutesProblem = 'no-such-huddle' | 'not-live' | 'no-such-item' | 'not-open'

const MORE_MINUTES = 2
const GRANT_MINUTES = 15

/** Gives the current case two minutes more. Everyone who joined may stay as much longer without touching a key. */
export async function addMinutes(
  world: World,
  viewer: Viewer,
  { huddleId, itemId, key }: { huddleId: HuddleId; itemId: ItemId; key?: string | undefined },
): Promise<Result<ItemId, AddMinutesProblem>> {
  return inOrganization(world, viewer, (scope) =>
    once<ItemId, AddMinutesProblem>(scope, 'item.more-minutes', key, { itemId }, async () => {
      const found = await liveHuddleFor(scope, viewer, huddleId, 'huddle.facilitate')
      if (!found.ok) return found
      const extended = await extendItem(scope, { huddleId, itemId, minutes: MORE_MINUTES })
      if (!extended.ok) return extended
      const end = DateTime.max(found.value.endsAt ?? scope.now, scope.now)
      await extendGrants(scope, huddleId, end.plus({ minutes: GRANT_MINUTES + MORE_MINUTES }))
      await addLiveEvent(scope, huddleId, 'minutes-added', itemId)
      audit(scope, { action: 'item.minutes-added', entity: 'item', entityId: itemId })
      return done(itemId)
    }),
  )
}
