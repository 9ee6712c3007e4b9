import { audit } from './audit.ts'
import { inOrganization } from './in-organization.ts'
import type { AuditEntry, Caller } from './scope.ts'
import type { World } from './world.ts'

/** Notes an attempt that was refused, in a transaction of its own, since the refused one leaves nothing behind. */
export async function auditDenied(world: World, caller: Caller, entry: AuditEntry): Promise<void> {
  await inOrganization(world, caller, async (scope) => audit(scope, { ...entry, outcome: 'denied' }))
}
