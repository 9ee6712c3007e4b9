import type { Scope } from '#app/platform/in-organization.ts'
import type { HuddleId, PersonId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { findAttendee, insertAttendee, releaseAttendees, updateAttendee } from './attendee-queries.server.ts'
import { hasTime, holdHuddle, updateHuddle } from './huddle-queries.server.ts'

// Inner steps for the live room: each is part of a work that has asked for the right and notes what it does.

/** The inner step that lets a scheduled huddle begin. */
export async function beginHuddle(
  scope: Scope,
  huddleId: HuddleId,
  facilitatorId: PersonId,
): Promise<Result<HuddleId, 'no-such-huddle' | 'not-scheduled'>> {
  const huddle = await holdHuddle(scope, huddleId)
  if (!huddle) return refused('no-such-huddle')
  if (huddle.state !== 'scheduled' || !hasTime(huddle)) return refused('not-scheduled')
  await updateHuddle(scope, huddleId, { state: 'live', startedAt: scope.now, facilitatorId })
  return done(huddleId)
}

/** The inner step that ends a live huddle. Whatever was left of its time is everybody's own again. */
export async function endHuddle(
  scope: Scope,
  huddleId: HuddleId,
): Promise<Result<HuddleId, 'no-such-huddle' | 'not-live'>> {
  const huddle = await holdHuddle(scope, huddleId)
  if (!huddle) return refused('no-such-huddle')
  if (huddle.state !== 'live') return refused('not-live')
  await updateHuddle(scope, huddleId, { state: 'ended', endedAt: scope.now })
  await releaseAttendees(scope, huddleId)
  return done(huddleId)
}

/** The inner step that gives the huddle to another facilitator or scribe. */
export async function handOver(
  scope: Scope,
  huddleId: HuddleId,
  to: { readonly facilitatorId?: PersonId; readonly scribeId?: PersonId | null },
): Promise<void> {
  await updateHuddle(scope, huddleId, to)
}

/** The inner step that notes who is there. A member who was not asked is added, without a time of theirs being kept. */
export async function noteAttended(scope: Scope, huddleId: HuddleId, personId: PersonId): Promise<void> {
  if (!(await findAttendee(scope, huddleId, personId)))
    await insertAttendee(scope, { huddleId, personId, required: false, times: null, holds: false })
  await updateAttendee(scope, huddleId, personId, { attended: true })
}
