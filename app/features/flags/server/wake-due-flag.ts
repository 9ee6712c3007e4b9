import { noteCaseEvent } from '#app/features/cases/server/case-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import type { Job, World } from '#app/platform/world.ts'
import type { FlagId, OrganizationId } from '#app/shared/ids.ts'
import { isSnoozed } from '../core/flag.ts'
import { lockFlag, updateFlag } from './flag-queries.server.ts'

/**
 * Answers `due.snooze`: a flag whose day has come is in the inbox again.
 *
 * The flag says itself until when it is put off, so that a job that runs twice, late, or for a snooze that was taken back, wakes
 * nothing that is not to be woken.
 */
export async function wakeDueFlag(world: World, job: Job): Promise<void> {
  await inOrganization(world, asSystem(job.organizationId as OrganizationId), async (scope) => {
    const flag = await lockFlag(scope, job.id as FlagId)
    if (!flag?.snooze || !isSnoozed(flag)) return
    if (Date.parse(flag.snooze.until) > scope.now.toMillis()) return
    await updateFlag(scope, flag.flagId, flag.version, { wakes: true })
    await noteCaseEvent(scope, flag.caseId, 'flag-woken', flag.flagId)
    audit(scope, { action: 'flag.woken', entity: 'flag', entityId: flag.flagId, detail: 'due' })
  })
}
