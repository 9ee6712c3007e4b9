import { holdHuddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { beginHuddle, noteAttended } from '#app/features/huddles/server/live-steps.ts'
import { may } from '#app/features/people/core/rights.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { audit } from '#app/platform/audit.ts'
import { announce } from '#app/platform/facts.ts'
import { inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId, PersonId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { doorsOf } from '../core/doors.ts'
import { addLiveEvent } from './live-queries.server.ts'

export type StartProblem = 'no-such-huddle' | 'not-scheduled' | 'too-early' | 'too-late'

/** Starts a scheduled huddle: it is live for everyone who was invited. A second press finds it started and is content. */
export async function startHuddle(
  world: World,
  viewer: Viewer,
  { huddleId, key }: { huddleId: HuddleId; key?: string | undefined },
): Promise<Result<HuddleId, StartProblem>> {
  return inOrganization(world, viewer, (scope) =>
    once<HuddleId, StartProblem>(scope, 'huddle.start', key, { huddleId }, async () => {
      const huddle = await holdHuddle(scope, huddleId)
      if (!huddle || !may(viewer, 'huddle.facilitate', huddle.teamId)) return refused('no-such-huddle')
      if (huddle.state === 'live') return done(huddleId)
      if (huddle.state !== 'scheduled' || !huddle.startsAt || !huddle.endsAt) return refused('not-scheduled')
      const doors = doorsOf(huddle.startsAt, huddle.endsAt)
      if (scope.now < doors.open) return refused('too-early')
      if (scope.now >= doors.close) return refused('too-late')

      return begin(scope, huddleId, huddle.facilitatorId ?? viewer.personId, viewer.personId)
    }),
  )
}

/** The inner step that makes a scheduled huddle live, with whoever began it there. */
export async function begin(
  scope: Scope,
  huddleId: HuddleId,
  facilitatorId: PersonId,
  beganBy: PersonId,
): Promise<Result<HuddleId, 'no-such-huddle' | 'not-scheduled'>> {
  const begun = await beginHuddle(scope, huddleId, facilitatorId)
  if (!begun.ok) return begun
  await noteAttended(scope, huddleId, beganBy)
  await addLiveEvent(scope, huddleId, 'started')
  await announce(scope, 'huddle.started', huddleId)
  audit(scope, { action: 'huddle.started', entity: 'huddle', entityId: huddleId })
  return done(huddleId)
}
