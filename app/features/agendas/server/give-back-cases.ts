import { backToQueue } from '#app/features/flags/server/queue-steps.ts'
import { holdHuddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import type { JobHandler } from '#app/platform/world.ts'
import type { HuddleId, OrganizationId } from '#app/shared/ids.ts'
import { listItems, updateItem } from './item-queries.server.ts'

/** Answers `huddle.cancelled`: the cases of its agenda wait in the queue again. A second run finds nothing left to give back. */
export const giveBackCases: JobHandler = async (world, { organizationId, id }) => {
  await inOrganization(world, asSystem(organizationId as OrganizationId), async (scope) => {
    const huddle = await holdHuddle(scope, id as HuddleId)
    if (huddle?.state !== 'cancelled') return
    const left = (await listItems(scope, huddle.huddleId)).filter((item) => item.state === 'planned')
    for (const item of left) {
      await updateItem(scope, item.itemId, { state: 'removed' })
      await backToQueue(scope, item.queueEntryId, { carried: false })
    }
    if (left.length > 0)
      audit(scope, { action: 'agenda.given-back', entity: 'huddle', entityId: huddle.huddleId })
  })
}
