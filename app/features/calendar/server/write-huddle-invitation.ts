import { findAttendee } from '#app/features/huddles/server/attendee-queries.server.ts'
import { findHuddle, hasTime } from '#app/features/huddles/server/huddle-queries.server.ts'
import { findPerson } from '#app/features/people/server/people-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { LetterWriter } from '#app/platform/letters.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId, PersonId } from '#app/shared/ids.ts'
import { calendarObject } from '../core/calendar-object.ts'
import { type InvitationNews, invitationWords } from '../core/invitation-words.ts'
import { findInvitation, hasBeenAsked, type Invitation } from './invitation-queries.server.ts'

/**
 * The letter `huddle.invitation`: words and calendar object for one attendee, in one edition.
 *
 * Pointless when a newer edition is made or about to be (the huddle has moved meanwhile, the person was taken off), when it is over,
 * or when it takes back what was never sent. So no letter ever carries an old time with a newer number.
 */
export const writeHuddleInvitation: LetterWriter = async (scope, owed) => {
  const huddleId = owed.subjectId as HuddleId
  const personId = owed.personId as PersonId
  const invitation = await findInvitation(scope, huddleId, personId)
  if (!invitation || `${invitation.method}-${invitation.sequence}` !== owed.edition) return undefined
  if (!(await isStillTrue(scope, invitation))) return undefined
  const person = await findPerson(scope, personId)
  if (!person || person.state === 'ended') return undefined
  const link = linkOf(scope.world, invitation)
  return {
    to: person.mail,
    letter: {
      ...invitationWords(await newsOf(scope, invitation), { zone: person.zone, link }),
      calendar: { method: invitation.method, content: calendarOf(scope.world, invitation, person.mail) },
    },
  }
}

/** An invitation as a calendar object for this address. */
export function calendarOf(world: World, invitation: Invitation, address: string): string {
  return calendarObject({
    ...invitation,
    organizer: world.mail.from,
    attendee: address,
    link: linkOf(world, invitation),
  })
}

async function isStillTrue(scope: Scope, invitation: Invitation): Promise<boolean> {
  if (invitation.endsAt <= scope.now) return false
  const { huddleId, personId } = invitation
  const huddle = await findHuddle(scope, huddleId)
  if (!huddle || !hasTime(huddle)) return false
  const attends = (await findAttendee(scope, huddleId, personId)) !== undefined
  const goesAhead = huddle.state === 'scheduled' || huddle.state === 'live'
  if (invitation.method === 'CANCEL')
    return !(goesAhead && attends) && (await hasBeenAsked(scope, invitation))
  return (
    goesAhead &&
    attends &&
    huddle.startsAt.equals(invitation.startsAt) &&
    huddle.endsAt.equals(invitation.endsAt)
  )
}

async function newsOf(scope: Scope, invitation: Invitation): Promise<InvitationNews> {
  const { method, huddleOff, previous, startsAt, endsAt } = invitation
  const time = { startsAt, endsAt }
  if (method === 'CANCEL') return { kind: huddleOff ? 'cancelled' : 'taken-off', time }
  // Whoever has not heard of the first time need not hear that there was one.
  const moved = previous && (await hasBeenAsked(scope, invitation))
  return moved ? { kind: 'moved', time, before: previous } : { kind: 'asked', time }
}

function linkOf(world: World, { token }: Invitation): string {
  return `${world.env.APP_ORIGIN}/j/${token}`
}
