import { audit } from '#app/platform/audit.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import { consentTopic, tell } from '#app/platform/tell.ts'
import type { World } from '#app/platform/world.ts'
import type { OrganizationId, PersonId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { isZone } from '../core/zones.ts'
import { findPerson } from './people-queries.server.ts'
import { type OrganizationFacts, updateOrganization } from './people-write-queries.server.ts'

export type ChangeOrganizationProblem = 'no-such-zone' | 'no-such-person' | 'changed-meanwhile'

/**
 * Changes the organization, at the version that was looked at. Sessions already begun keep the idle minutes they began with. What binds
 * by the law of the state is in force at once, on every screen that is open.
 */
export async function changeOrganization(
  world: World,
  caller: Caller,
  {
    key,
    ...input
  }: OrganizationFacts & {
    version: number
    idleMinutes: number
    onCallPersonId: PersonId | null
    part2Programme?: boolean
    boundLabels?: readonly string[]
    key?: string
  },
): Promise<Result<OrganizationId, ChangeOrganizationProblem>> {
  if (!isZone(input.zone)) return refused('no-such-zone')
  return inOrganization(world, caller, (scope) =>
    once(scope, 'organization.change', key, input, async () => {
      if (input.onCallPersonId && (await findPerson(scope, input.onCallPersonId))?.state !== 'active')
        return refused('no-such-person')
      if (!(await updateOrganization(scope, input.version, input))) return refused('changed-meanwhile')
      await tell(scope, consentTopic(scope.organizationId))
      audit(scope, { action: 'organization.changed', entity: 'organization', entityId: scope.organizationId })
      return done(scope.organizationId)
    }),
  )
}
