import { audit } from '#app/platform/audit.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { owe } from '#app/platform/letters.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { PersonId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { deletePasskeys, putLogin } from './access-queries.server.ts'
import { findPerson } from './people-queries.server.ts'
import { updatePersonState } from './people-write-queries.server.ts'

export type RestoreAccessProblem = 'no-such-person' | 'not-ended'

/**
 * Invites a person again whose access was ended, with the roles they had. Their old passkeys are forgotten: they may no longer be
 * in the same hands.
 */
export async function restoreAccess(
  world: World,
  caller: Caller,
  { key, ...input }: { personId: PersonId; key?: string },
): Promise<Result<PersonId, RestoreAccessProblem>> {
  return inOrganization(world, caller, (scope) =>
    once(scope, 'person.restore-access', key, input, async () => {
      const person = await findPerson(scope, input.personId)
      if (!person) return refused('no-such-person')
      if (!(await updatePersonState(scope, input.personId, ['ended'], 'invited'))) return refused('not-ended')
      await deletePasskeys(scope, input.personId)
      await putLogin(scope, input.personId, person.mail, true)
      await owe(scope, {
        letter: 'person.invited',
        personId: input.personId,
        subjectId: input.personId,
        edition: world.newId(),
      })
      audit(scope, { action: 'person.access-restored', entity: 'person', entityId: input.personId })
      return done(input.personId)
    }),
  )
}
