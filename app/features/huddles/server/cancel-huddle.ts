import { may, type Standing } from '#app/features/people/core/rights.ts'
import { audit } from '#app/platform/audit.ts'
import { announce } from '#app/platform/facts.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import { huddleTopic, tell } from '#app/platform/tell.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { releaseAttendees } from './attendee-queries.server.ts'
import { holdDiary, holdHuddle, updateHuddle } from './huddle-queries.server.ts'

export type CancelProblem = 'no-such-huddle' | 'changed-meanwhile' | 'already-cancelled' | 'already-begun'

/** Calls a huddle off, draft or scheduled. Once it has begun that is no longer possible: it can only be ended. */
export async function cancelHuddle(
  world: World,
  caller: Caller & Standing,
  input: { readonly huddleId: HuddleId; readonly version: number; readonly key?: string },
): Promise<Result<HuddleId, CancelProblem>> {
  const { huddleId, version, key } = input
  return inOrganization(world, caller, async (scope) =>
    once(scope, 'huddle.cancel', key, { huddleId, version }, async () => {
      await holdDiary(scope)
      const huddle = await holdHuddle(scope, huddleId)
      if (!huddle || !may(caller, 'huddle.schedule', huddle.teamId)) return refused('no-such-huddle')
      if (huddle.state === 'cancelled') return refused('already-cancelled')
      if (huddle.state === 'live' || huddle.state === 'ended') return refused('already-begun')
      if (huddle.version !== version) return refused('changed-meanwhile')
      await updateHuddle(scope, huddleId, { state: 'cancelled' })
      await releaseAttendees(scope, huddleId)
      audit(scope, { action: 'huddle.cancelled', entity: 'huddle', entityId: huddleId })
      await announce(scope, 'huddle.cancelled', huddleId)
      await tell(scope, huddleTopic(huddleId))
      return done(huddleId)
    }),
  )
}
