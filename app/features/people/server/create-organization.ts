import { audit } from '#app/platform/audit.ts'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import { isOneAddress } from '#app/platform/mail.server.ts'
import type { World } from '#app/platform/world.ts'
import type { OrganizationId, PersonId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { plainMail } from '../core/mail-address.ts'
import { isZone } from '../core/zones.ts'
import { insertKnownOrganization } from './access-queries.server.ts'
import { addInvited } from './invite-person.ts'
import { insertOrganization } from './people-write-queries.server.ts'

export type CreateOrganizationProblem = 'no-such-zone' | 'not-an-address'

/**
 * Begins an organization with its first admin, who gets an invitation by mail.
 *
 * The crisis instruction says what to do when a patient is in danger now. Without one no team can be made, and so no patient come
 * in. `sample` marks an organization of made-up data, once and for all.
 */
export async function createOrganization(
  world: World,
  input: {
    name: string
    zone: string
    crisisInstruction?: string | undefined
    adminMail: string
    adminName: string
    sample?: boolean
  },
): Promise<Result<{ organizationId: OrganizationId; adminId: PersonId }, CreateOrganizationProblem>> {
  if (!isZone(input.zone)) return refused('no-such-zone')
  if (!isOneAddress(plainMail(input.adminMail))) return refused('not-an-address')
  const organizationId = world.newId() as OrganizationId
  return inOrganization(world, asSystem(organizationId), async (scope) => {
    await insertKnownOrganization(scope)
    await insertOrganization(scope, {
      name: input.name.trim(),
      zone: input.zone,
      crisisInstruction: input.crisisInstruction?.trim() || null,
      sample: input.sample ?? false,
    })
    audit(scope, { action: 'organization.created', entity: 'organization', entityId: organizationId })
    const adminId = await addInvited(scope, {
      name: input.adminName.trim(),
      mail: input.adminMail,
      discipline: 'care-manager',
      zone: input.zone,
      admin: true,
      roles: new Map(),
      hours: [],
    })
    return done({ organizationId, adminId })
  })
}
