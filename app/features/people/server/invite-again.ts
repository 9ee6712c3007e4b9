import { audit } from '#app/platform/audit.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { owe } from '#app/platform/letters.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { PersonId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { findPerson } from './people-queries.server.ts'

export type InviteAgainProblem = 'no-such-person' | 'not-invited' | 'too-many-invitations'

/** Sends the invitation once more to a person who has not come in yet. */
export async function inviteAgain(
  world: World,
  caller: Caller,
  { key, ...input }: { personId: PersonId; key?: string },
): Promise<Result<PersonId, InviteAgainProblem>> {
  if (!(await world.limits.allows('invite', caller.organizationId))) return refused('too-many-invitations')
  return inOrganization(world, caller, (scope) =>
    once(scope, 'person.invite-again', key, input, async () => {
      const person = await findPerson(scope, input.personId)
      if (!person) return refused('no-such-person')
      if (person.state !== 'invited') return refused('not-invited')
      await owe(scope, {
        letter: 'person.invited',
        personId: input.personId,
        subjectId: input.personId,
        edition: world.newId(),
      })
      audit(scope, { action: 'person.invited-again', entity: 'person', entityId: input.personId })
      return done(input.personId)
    }),
  )
}
