import { listAttendees } from '#app/features/huddles/server/attendee-queries.server.ts'
import type { Huddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { may } from '#app/features/people/core/rights.ts'
import { listMembers } from '#app/features/people/server/people-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import { disciplines } from '#app/shared/disciplines.ts'
import { neededFor } from './put-item.ts'
import { readAgenda } from './read-agenda.ts'

/** Who is asked to a huddle and who else could be, as its page shows them: plain fields. */
export async function showAttendees(scope: Scope, huddle: Huddle) {
  const members = await listMembers(scope, huddle.teamId)
  const attendees = await listAttendees(scope, huddle.huddleId)
  const { topics } = await readAgenda(scope, huddle)
  const neededBy = new Map<string, number>()
  for (const { entry } of topics)
    for (const personId of neededFor(entry)) neededBy.set(personId, (neededBy.get(personId) ?? 0) + 1)
  const memberOf = new Map(members.map((member) => [member.personId, member]))
  const asked = attendees
    .map((attendee) => {
      const member = memberOf.get(attendee.personId)
      return {
        personId: attendee.personId,
        name: member?.name ?? 'Somebody who has left',
        discipline: member ? disciplines[member.discipline] : '',
        required: attendee.required,
        answer: attendee.answer,
        holds: attendee.holds,
        attended: attendee.attended,
        neededBy: neededBy.get(attendee.personId) ?? 0,
        mayFacilitate: member
          ? may(
              { admin: false, roles: new Map([[huddle.teamId, member.role]]) },
              'huddle.facilitate',
              huddle.teamId,
            )
          : false,
      }
    })
    .sort((a, b) => Number(b.required) - Number(a.required) || a.name.localeCompare(b.name, 'en'))
  const isAsked = new Set<string>(asked.map((attendee) => attendee.personId))
  return {
    asked,
    others: members
      .filter((member) => !isAsked.has(member.personId))
      .map((member) => ({
        personId: member.personId,
        name: member.name,
        discipline: disciplines[member.discipline],
        neededBy: neededBy.get(member.personId) ?? 0,
      })),
  }
}

export type AskedPerson = Awaited<ReturnType<typeof showAttendees>>['asked'][number]
