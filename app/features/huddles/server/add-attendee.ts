import type { Standing } from '#app/features/people/core/rights.ts'
import { listMembers } from '#app/features/people/server/people-queries.server.ts'
import type { Caller } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { findAttendee, insertAttendee, listHolds } from './attendee-queries.server.ts'
import { type AttendeeInput, type AttendeesProblem, changeAttendees } from './change-attendees.ts'
import { hasTime } from './huddle-queries.server.ts'
import type { Clash } from './in-the-way.ts'

export type AddAttendeeProblem = AttendeesProblem | 'not-a-member'

/**
 * Asks a member of the team to a huddle. Who is asked already stays as they are.
 *
 * With a time, a required person's time is kept, or it is a refusal; an optional one's only when no other huddle has it.
 */
export async function addAttendee(
  world: World,
  caller: Caller & Standing,
  input: AttendeeInput & { readonly required: boolean },
): Promise<Result<HuddleId, AddAttendeeProblem> | Clash> {
  const { huddleId, personId, required } = input
  return changeAttendees(world, caller, 'huddle.attendee-added', input, async (scope, huddle) => {
    const members = await listMembers(scope, huddle.teamId)
    // Only members may open the team's cases, so only they can be asked to talk about them.
    if (!members.some((member) => member.personId === personId)) return refused('not-a-member')
    if (await findAttendee(scope, huddleId, personId)) return done(huddleId)
    const times = hasTime(huddle) ? { startsAt: huddle.startsAt, endsAt: huddle.endsAt } : null
    const held = times && !required ? await listHolds(scope, [personId], times, huddleId) : []
    await insertAttendee(scope, {
      huddleId,
      personId,
      required,
      times,
      holds: times !== null && held.length === 0,
    })
    return done(huddleId)
  })
}
