import { audit } from '#app/platform/audit.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { deleteView, lockView } from './view-queries.server.ts'

/** Lets go of a view of one's own. The cases in it stay where they are. */
export async function letGoOfView(
  world: World,
  caller: Caller,
  input: { readonly key?: string; readonly viewId: string },
): Promise<Result<string, 'no-such-view'>> {
  return inOrganization(world, caller, (scope) =>
    once(scope, 'caseload-view.delete', input.key, input, async () => {
      const view = await lockView(scope, input.viewId)
      if (!view) return refused('no-such-view')
      await deleteView(scope, input.viewId)
      audit(scope, { action: 'caseload-view.deleted', entity: 'caseload-view', entityId: input.viewId })
      return done(input.viewId)
    }),
  )
}
