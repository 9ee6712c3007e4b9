import { randomUUID } from 'node:crypto'
import { type Attendee, listAttendees } from '#app/features/huddles/server/attendee-queries.server.ts'
import { hasTime, holdHuddle, type TimedHuddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import { asSystem, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { owe } from '#app/platform/letters.ts'
import { newToken } from '#app/platform/secrets.ts'
import type { JobHandler } from '#app/platform/world.ts'
import type { HuddleId, OrganizationId } from '#app/shared/ids.ts'
import { joinWindow } from '../core/join-window.ts'
import { type Invitation, listInvitations, putInvitation } from './invitation-queries.server.ts'
import { putLink, revokeLink } from './link-queries.server.ts'

/**
 * Answers every fact about a huddle's time and people: brings each attendee's calendar entry in line with how things stand now.
 *
 * It compares and does not follow: whatever happened in between, in whatever order the facts arrive and however often, each entry
 * gets one new edition when it differs from the truth and none when it does not. The huddle's row is held, so that two workers
 * cannot both make edition three.
 */
export const inviteAttendees: JobHandler = async (world, { organizationId, id }) => {
  await inOrganization(world, asSystem(organizationId as OrganizationId), async (scope) => {
    const huddle = await holdHuddle(scope, id as HuddleId)
    if (!huddle || !hasTime(huddle)) return
    const invitations = await listInvitations(scope, huddle.huddleId)
    const goesAhead = (huddle.state === 'scheduled' || huddle.state === 'live') && huddle.endsAt > scope.now
    const attendees = goesAhead ? await listAttendees(scope, huddle.huddleId) : []
    for (const attendee of attendees) {
      const known = invitations.find((invitation) => invitation.personId === attendee.personId)
      await ask(scope, huddle, attendee, known)
    }
    if (!goesAhead && huddle.state !== 'cancelled') return
    const asked = new Set(attendees.map((attendee) => attendee.personId))
    for (const invitation of invitations) {
      if (!asked.has(invitation.personId)) await takeBack(scope, invitation, huddle.state === 'cancelled')
    }
  })
}

async function ask(
  scope: Scope,
  huddle: TimedHuddle,
  { personId }: Attendee,
  known: Invitation | undefined,
): Promise<void> {
  const { huddleId, startsAt, endsAt } = huddle
  const standing = known?.method === 'REQUEST' ? known : undefined
  const sameTime = standing?.startsAt.equals(startsAt) && standing.endsAt.equals(endsAt)
  if (sameTime) return
  // A link that was taken back stays so: whoever is asked again gets another. A move only makes the one they have last longer.
  const token = standing?.token ?? newToken()
  const invitation: Invitation = {
    huddleId,
    personId,
    uid: known?.uid ?? `${randomUUID()}@${mailDomain(scope)}`,
    sequence: known ? known.sequence + 1 : 0,
    method: 'REQUEST',
    startsAt,
    endsAt,
    previous: standing ? { startsAt: standing.startsAt, endsAt: standing.endsAt } : null,
    huddleOff: false,
    changedAt: scope.now,
    token,
  }
  await putInvitation(scope, invitation)
  await putLink(scope, token, { huddleId, personId, until: joinWindow(huddle).closesAt })
  await send(scope, invitation)
}

async function takeBack(scope: Scope, invitation: Invitation, huddleOff: boolean): Promise<void> {
  if (invitation.method === 'CANCEL') return
  const cancelled: Invitation = {
    ...invitation,
    sequence: invitation.sequence + 1,
    method: 'CANCEL',
    huddleOff,
    changedAt: scope.now,
  }
  await putInvitation(scope, cancelled)
  // Of a huddle that is off the link goes on to say so, and can do nothing else; off a huddle that goes on, it ends.
  if (!huddleOff) await revokeLink(scope, invitation.token)
  await send(scope, cancelled)
}

async function send(scope: Scope, { huddleId, personId, method, sequence }: Invitation): Promise<void> {
  await owe(scope, {
    letter: 'huddle.invitation',
    personId,
    subjectId: huddleId,
    edition: `${method}-${sequence}`,
  })
  audit(scope, {
    action: method === 'REQUEST' ? 'invitation.made' : 'invitation.taken-back',
    entity: 'huddle',
    entityId: huddleId,
  })
}

function mailDomain(scope: Scope): string {
  return scope.world.mail.from.split('@').at(-1) ?? 'localhost'
}
