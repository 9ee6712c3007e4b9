import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { audit } from '#app/platform/audit.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { dropSession } from '#app/platform/sessions.server.ts'
import { accessTopic, tell } from '#app/platform/tell.ts'
import type { World } from '#app/platform/world.ts'

/** Ends the viewer's session here; streams it has open are told. */
export async function signOut(world: World, viewer: Viewer): Promise<void> {
  await dropSession(world, viewer.session)
  await inOrganization(world, viewer, async (scope) => {
    await tell(scope, accessTopic(scope.organizationId, viewer.personId))
    audit(scope, { action: 'signed-out', entity: 'person', entityId: viewer.personId })
  })
}
