import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { audit } from '#app/platform/audit.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { deletePasskey } from './identity-queries.server.ts'

export type RemovePasskeyProblem = 'the-last-one'

/** Removes one of the viewer's passkeys, never the last: without any, a mailed code alone would be enough to make a new one. */
export async function removePasskey(
  world: World,
  viewer: Viewer,
  credentialId: string,
): Promise<Result<'removed', RemovePasskeyProblem>> {
  return inOrganization(world, viewer, async (scope) => {
    if (!(await deletePasskey(scope, viewer.personId, credentialId))) return refused('the-last-one')
    audit(scope, { action: 'passkey.removed', entity: 'person', entityId: viewer.personId })
    return done('removed')
  })
}
