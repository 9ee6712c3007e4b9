import { sql } from 'kysely'
import { asSystem, inOrganization } from './in-organization.ts'
import { listOrganizations } from './organizations.server.ts'
import type { World } from './world.ts'

const KEYS_HOURS = 24

/** Forgets what has had its time: keys of forms that were sent a day ago, and a week after their end sessions and personal links. */
export async function forgetOld(world: World): Promise<void> {
  for (const organizationId of await listOrganizations(world)) {
    await inOrganization(world, asSystem(organizationId), (scope) =>
      scope.trx
        .deleteFrom('idempotency')
        .where('idempotency.organization_id', '=', scope.organizationId)
        .where('idempotency.created_at', '<', scope.now.minus({ hours: KEYS_HOURS }).toJSDate())
        .execute(),
    )
  }
  await sql`select control.forget_ended(${world.now().toJSDate()})`.execute(world.db)
}
