import { audit } from '#app/platform/audit.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import { accessTopic, tell } from '#app/platform/tell.ts'
import type { World } from '#app/platform/world.ts'
import type { PersonId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { deletePasskeys, endSessionsOf } from './access-queries.server.ts'
import { findPerson } from './people-queries.server.ts'

export type ResetPasskeysProblem = 'no-such-person'

/**
 * Forgets a person's passkeys and ends their sessions, as when a device was lost: a mailed code then leads to making a new one.
 *
 * The one way past the rule that a mailed code never adds a passkey beside another; so it takes an admin, and is in the audit.
 */
export async function resetPasskeys(
  world: World,
  caller: Caller,
  { key, ...input }: { personId: PersonId; key?: string },
): Promise<Result<PersonId, ResetPasskeysProblem>> {
  return inOrganization(world, caller, (scope) =>
    once(scope, 'person.reset-passkeys', key, input, async () => {
      if (!(await findPerson(scope, input.personId))) return refused('no-such-person')
      await deletePasskeys(scope, input.personId)
      await endSessionsOf(scope, input.personId)
      await tell(scope, accessTopic(scope.organizationId, input.personId))
      audit(scope, { action: 'passkeys.reset', entity: 'person', entityId: input.personId })
      return done(input.personId)
    }),
  )
}
