import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { audit } from '#app/platform/audit.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { accessTopic, tell } from '#app/platform/tell.ts'
import type { World } from '#app/platform/world.ts'
import { endOtherSessionsOf } from './identity-queries.server.ts'

/** Signs the viewer out everywhere but here, and says from how many places. */
export async function endOtherSessions(world: World, viewer: Viewer): Promise<number> {
  return inOrganization(world, viewer, async (scope) => {
    const ended = await endOtherSessionsOf(scope, viewer.personId, viewer.session.hash)
    await tell(scope, accessTopic(scope.organizationId, viewer.personId))
    audit(scope, { action: 'sessions.ended', entity: 'person', entityId: viewer.personId })
    return ended
  })
}
