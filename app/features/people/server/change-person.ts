import { audit } from '#app/platform/audit.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import { accessTopic, tell } from '#app/platform/tell.ts'
import type { World } from '#app/platform/world.ts'
import type { Role } from '#app/shared/disciplines.ts'
import type { PersonId, TeamId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { isZone } from '../core/zones.ts'
import { hasOtherAdmin } from './last-admin.ts'
import { findPerson, listTeams, type WorkingHours } from './people-queries.server.ts'
import {
  type PersonFacts,
  replaceRoles,
  replaceWorkingHours,
  updatePerson,
} from './people-write-queries.server.ts'

export type ChangePersonProblem =
  | 'no-such-person'
  | 'changed-meanwhile'
  | 'last-admin'
  | 'no-such-team'
  | 'no-such-zone'
  | 'access-ended'

/**
 * Changes who a person is, what they may do where, and when they work: all of it as one, at the version that was looked at.
 *
 * The rights are in force with the person's next request, and streams they have open are told to look again. The mail address stays:
 * it is what the person proves who they are with.
 */
export async function changePerson(
  world: World,
  caller: Caller,
  {
    key,
    ...input
  }: PersonFacts & {
    personId: PersonId
    version: number
    roles: ReadonlyMap<TeamId, Role>
    hours: readonly WorkingHours[]
    key?: string
  },
): Promise<Result<PersonId, ChangePersonProblem>> {
  if (!isZone(input.zone)) return refused('no-such-zone')
  return inOrganization(world, caller, (scope) =>
    once(scope, 'person.change', key, { ...input, roles: [...input.roles] }, async () => {
      const before = await findPerson(scope, input.personId)
      if (!before) return refused('no-such-person')
      if (before.state === 'ended') return refused('access-ended')
      if (before.admin && !input.admin && !(await hasOtherAdmin(scope, input.personId)))
        return refused('last-admin')
      const known = new Set((await listTeams(scope)).map((team) => team.teamId))
      if ([...input.roles.keys()].some((teamId) => !known.has(teamId))) return refused('no-such-team')

      if (!(await updatePerson(scope, input.personId, input.version, input)))
        return refused('changed-meanwhile')
      await replaceRoles(scope, input.personId, input.roles)
      await replaceWorkingHours(scope, input.personId, input.hours)
      await tell(scope, accessTopic(scope.organizationId, input.personId))
      audit(scope, { action: 'person.changed', entity: 'person', entityId: input.personId })
      if (before.admin !== input.admin)
        audit(scope, {
          action: input.admin ? 'admin.granted' : 'admin.taken',
          entity: 'person',
          entityId: input.personId,
        })
      return done(input.personId)
    }),
  )
}
