import type { Scope } from '#app/platform/in-organization.ts'
import type { PersonId } from '#app/shared/ids.ts'
import { listPersons } from './people-queries.server.ts'
import { lockOrganization } from './people-write-queries.server.ts'

/**
 * Whether somebody else could still let people in and out: an admin who has signed in before.
 *
 * Holds the organization's row until the work is done: two admins who end each other at once are one after the other.
 */
export async function hasOtherAdmin(scope: Scope, personId: PersonId): Promise<boolean> {
  await lockOrganization(scope)
  const persons = await listPersons(scope)
  return persons.some((person) => person.admin && person.state === 'active' && person.personId !== personId)
}
