import { audit } from '#app/platform/audit.ts'
import { broke, type Caller, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { owe } from '#app/platform/letters.ts'
import { isOneAddress } from '#app/platform/mail.server.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { Role } from '#app/shared/disciplines.ts'
import type { PersonId, TeamId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { plainMail } from '../core/mail-address.ts'
import { putLogin } from './access-queries.server.ts'
import { listTeams, type WorkingHours } from './people-queries.server.ts'
import {
  insertPerson,
  type PersonFacts,
  replaceRoles,
  replaceWorkingHours,
} from './people-write-queries.server.ts'

/** A person to come. `key` is the form's own. */
export interface Invitation extends PersonFacts {
  readonly mail: string
  readonly roles: ReadonlyMap<TeamId, Role>
  readonly hours: readonly WorkingHours[]
  readonly key?: string
}

export type InviteProblem = 'already-here' | 'not-an-address' | 'no-such-team' | 'too-many-invitations'

/**
 * Adds a person to the organization and owes them an invitation by mail.
 *
 * An address is one person per organization: a second one is refused. The same address in another organization is another
 * person, and nothing there is read or changed.
 */
export async function invitePerson(
  world: World,
  caller: Caller,
  { key, ...input }: Invitation,
): Promise<Result<PersonId, InviteProblem>> {
  if (!isOneAddress(plainMail(input.mail))) return refused('not-an-address')
  if (!(await world.limits.allows('invite', caller.organizationId))) return refused('too-many-invitations')
  try {
    return await inOrganization(world, caller, (scope) =>
      once(scope, 'person.invite', key, { ...input, roles: [...input.roles] }, async () => {
        const known = new Set((await listTeams(scope)).map((team) => team.teamId))
        if ([...input.roles.keys()].some((teamId) => !known.has(teamId))) return refused('no-such-team')
        return done(await addInvited(scope, input))
      }),
    )
  } catch (error) {
    if (broke('login_one_person_per_address', error)) return refused('already-here')
    throw error
  }
}

/** Adds an invited person within the scope's own work, and owes the letter. */
export async function addInvited(scope: Scope, input: Omit<Invitation, 'key'>): Promise<PersonId> {
  const personId = scope.world.newId() as PersonId
  const mail = plainMail(input.mail)
  await insertPerson(scope, personId, { ...input, mail })
  await putLogin(scope, personId, mail, true)
  await replaceRoles(scope, personId, input.roles)
  await replaceWorkingHours(scope, personId, input.hours)
  await owe(scope, { letter: 'person.invited', personId, subjectId: personId, edition: '1' })
  audit(scope, { action: 'person.invited', entity: 'person', entityId: personId })
  return personId
}
