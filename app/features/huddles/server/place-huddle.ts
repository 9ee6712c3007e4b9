import type { DateTime } from 'luxon'
import type { Scope } from '#app/platform/in-organization.ts'
import { holdAttendees, listAttendees, listHolds } from './attendee-queries.server.ts'
import { type Huddle, updateHuddle } from './huddle-queries.server.ts'

/**
 * Gives a huddle a time and takes it of everybody who is asked; all answers begin anew.
 *
 * Whoever is required must be free of other huddles, or the constraint speaks. Optional people who are held elsewhere are asked all
 * the same: nothing of theirs is kept until they say yes.
 */
export async function placeHuddle(
  scope: Scope,
  huddle: Huddle,
  { startsAt, minutes }: { readonly startsAt: DateTime; readonly minutes: number },
): Promise<void> {
  const times = { startsAt, endsAt: startsAt.plus({ minutes }) }
  const optional = (await listAttendees(scope, huddle.huddleId))
    .filter((attendee) => !attendee.required)
    .map((attendee) => attendee.personId)
  const held = await listHolds(scope, optional, times, huddle.huddleId)
  await updateHuddle(scope, huddle.huddleId, { state: 'scheduled', minutes, ...times })
  await holdAttendees(scope, huddle.huddleId, times, new Set(held.map((hold) => hold.personId)))
}
