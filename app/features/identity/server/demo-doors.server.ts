import { findOrganization, listMemberships } from '#app/features/people/server/people-queries.server.ts'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import { listOrganizations } from '#app/platform/organizations.server.ts'
import { newToken } from '#app/platform/secrets.ts'
import type { DemoDoor, World } from '#app/platform/world.ts'
import { type Role, roles } from '#app/shared/disciplines.ts'

/**
 * Ways into the demo: one lead, one clinician and one staff member of the sample organization, the same people at each start, by
 * secret words that are new at each start. A lead who is an admin comes first, so that a visitor sees everything there is.
 */
export async function mintDemoDoors(world: World): Promise<Map<string, DemoDoor>> {
  const doors = new Map<string, DemoDoor>()
  for (const organizationId of await listOrganizations(world)) {
    const members = await inOrganization(world, asSystem(organizationId), async (scope) =>
      (await findOrganization(scope)).sample ? listMemberships(scope) : [],
    )
    const active = members
      .filter((member) => member.state === 'active')
      .sort(
        (one, other) => Number(other.admin) - Number(one.admin) || (one.personId < other.personId ? -1 : 1),
      )
    for (const [role, label] of Object.entries(roles) as [Role, string][]) {
      const member = active.find((candidate) => candidate.role === role)
      if (member) doors.set(newToken(), { role: label, organizationId, personId: member.personId })
    }
    if (doors.size > 0) break
  }
  return doors
}

/** Whether an address is this very machine. */
export function isLoopback(ip: string): boolean {
  return ip === '::1' || /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(ip)
}
