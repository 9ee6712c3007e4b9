import { may } from '#app/features/people/core/rights.ts'
import { findPerson, listRoles } from '#app/features/people/server/people-queries.server.ts'
import type { LetterWriter } from '#app/platform/letters.ts'
import type { PersonId, TeamId } from '#app/shared/ids.ts'
import { listMissed } from './escalation-queries.server.ts'

/**
 * The letter `flags.missed`: that flags of a team were not answered in time. Nothing of what they are about, nor of whom, nor which
 * team. Whoever leads the team is led to them, anybody else to Today, which says whom to call.
 *
 * Void once somebody has answered them all.
 */
export const writeMissed: LetterWriter = async (scope, owed) => {
  const teamId = owed.subjectId as TeamId
  const personId = owed.personId as PersonId
  const person = await findPerson(scope, personId)
  if (person?.state !== 'active') return undefined
  const missed = (await listMissed(scope, [teamId], personId)).some((team) => team.teamId === teamId)
  if (!missed) return undefined
  const leads = may({ admin: false, roles: await listRoles(scope, personId) }, 'flag.triage', teamId)
  const { APP_ORIGIN } = scope.world.env
  const text = leads
    ? [
        'Flags of a team that you lead were not answered in time. Please decide about them; what nobody decides about within a working day goes on to whoever is on call.',
        `${APP_ORIGIN}/teams/${teamId}/inbox?show=missed`,
      ]
    : [
        'Flags of a team were not answered in time, and nobody there has decided about them. Please reach somebody who leads the team: Huddle says who, on the page Today.',
        `${APP_ORIGIN}/`,
      ]
  return {
    to: person.mail,
    letter: { subject: 'Flags in Huddle were not answered in time', text: `${text.join('\n\n')}\n` },
  }
}
