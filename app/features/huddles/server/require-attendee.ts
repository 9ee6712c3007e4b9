import type { Standing } from '#app/features/people/core/rights.ts'
import type { Caller } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { findAttendee, updateAttendee } from './attendee-queries.server.ts'
import { type AttendeeInput, type AttendeesProblem, changeAttendees } from './change-attendees.ts'
import { hasTime } from './huddle-queries.server.ts'
import type { Clash } from './in-the-way.ts'

export type RequireAttendeeProblem = AttendeesProblem | 'not-asked'

/** Makes somebody required, or optional again. Whoever becomes required has their time kept, unless they have said no. */
export async function requireAttendee(
  world: World,
  caller: Caller & Standing,
  input: AttendeeInput & { readonly required: boolean },
): Promise<Result<HuddleId, RequireAttendeeProblem> | Clash> {
  const { huddleId, personId, required } = input
  const action = required ? 'huddle.attendee-required' : 'huddle.attendee-optional'
  return changeAttendees(world, caller, action, input, async (scope, huddle) => {
    const attendee = await findAttendee(scope, huddleId, personId)
    if (!attendee) return refused('not-asked')
    const holds = attendee.holds || (required && hasTime(huddle) && attendee.answer !== 'no')
    await updateAttendee(scope, huddleId, personId, { required, holds })
    return done(huddleId)
  })
}
