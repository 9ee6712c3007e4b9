import type { DateTime } from 'luxon'
import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import { holdAttendees, listAttendees, listHolds, updateAttendee } from './attendee-queries.server.ts'
import { type Huddle, updateHuddle } from './huddle-queries.server.ts'

/**
 * Gives a huddle a time and takes it of everybody who is asked; all answers begin anew. Whoever gives it the time, and is required,
 * has said yes by that.
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
  const attendees = await listAttendees(scope, huddle.huddleId)
  const optional = attendees.filter((attendee) => !attendee.required).map((attendee) => attendee.personId)
  const held = await listHolds(scope, optional, times, huddle.huddleId)
  await updateHuddle(scope, huddle.huddleId, { state: 'scheduled', minutes, ...times })
  await holdAttendees(scope, huddle.huddleId, times, new Set(held.map((hold) => hold.personId)))
  const self = actingPerson(scope)
  if (attendees.some((attendee) => attendee.required && attendee.personId === self) && self)
    await updateAttendee(scope, huddle.huddleId, self, { answer: 'yes', answeredAt: scope.now })
}
