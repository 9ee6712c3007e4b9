import { audit } from '#app/platform/audit.ts'
import { announce } from '#app/platform/facts.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import { accessTopic, tell } from '#app/platform/tell.ts'
import type { World } from '#app/platform/world.ts'
import type { PersonId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { endLogin } from './access-queries.server.ts'
import { hasOtherAdmin } from './last-admin.ts'
import { findPerson } from './people-queries.server.ts'
import { clearOnCall, updatePersonState } from './people-write-queries.server.ts'

export type EndAccessProblem = 'no-such-person' | 'already-ended' | 'last-admin'

/**
 * Ends a person's access: sign-in, sessions on every device and personal links, in this one transaction; open streams are told.
 *
 * What they did stays theirs by name. Whoever is on call is no longer.
 */
export async function endAccess(
  world: World,
  caller: Caller,
  { key, ...input }: { personId: PersonId; key?: string },
): Promise<Result<PersonId, EndAccessProblem>> {
  return inOrganization(world, caller, (scope) =>
    once(scope, 'person.end-access', key, input, async () => {
      const person = await findPerson(scope, input.personId)
      if (!person) return refused('no-such-person')
      if (person.admin && !(await hasOtherAdmin(scope, input.personId))) return refused('last-admin')
      if (!(await updatePersonState(scope, input.personId, ['invited', 'active'], 'ended')))
        return refused('already-ended')
      await endLogin(scope, input.personId)
      await clearOnCall(scope, input.personId)
      await tell(scope, accessTopic(scope.organizationId, input.personId))
      await announce(scope, 'person.access-ended', input.personId)
      audit(scope, { action: 'person.access-ended', entity: 'person', entityId: input.personId })
      return done(input.personId)
    }),
  )
}
