import type { Standing } from '#app/features/people/core/rights.ts'
import type { Caller } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { deleteAttendee, listAttendees } from './attendee-queries.server.ts'
import { type AttendeeInput, type AttendeesProblem, changeAttendees } from './change-attendees.ts'
import { updateHuddle } from './huddle-queries.server.ts'
import type { Clash } from './in-the-way.ts'

export type RemoveAttendeeProblem = AttendeesProblem | 'last-one'

/** Takes somebody off a huddle and gives their time back. A huddle with a time keeps at least one person. */
export async function removeAttendee(
  world: World,
  caller: Caller & Standing,
  input: AttendeeInput,
): Promise<Result<HuddleId, RemoveAttendeeProblem> | Clash> {
  const { huddleId, personId } = input
  return changeAttendees(world, caller, 'huddle.attendee-removed', input, async (scope, huddle) => {
    const asked = await listAttendees(scope, huddleId)
    if (!asked.some((attendee) => attendee.personId === personId)) return done(huddleId)
    if (asked.length === 1 && huddle.state === 'scheduled') return refused('last-one')
    await deleteAttendee(scope, huddleId, personId)
    if (huddle.facilitatorId === personId) await updateHuddle(scope, huddleId, { facilitatorId: null })
    if (huddle.scribeId === personId) await updateHuddle(scope, huddleId, { scribeId: null })
    return done(huddleId)
  })
}
