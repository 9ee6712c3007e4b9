import { audit } from '#app/platform/audit.ts'
import { broke, type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { type SaveViewProblem, sameName } from './save-view.ts'
import { clearDefaultView, listViews, lockView, updateView } from './view-queries.server.ts'

/** Gives a view of one's own another name, and says whether the caseload opens with it. */
export async function changeView(
  world: World,
  caller: Caller,
  input: {
    readonly key?: string
    readonly viewId: string
    readonly version: number
    readonly name: string
    readonly isDefault: boolean
  },
): Promise<Result<string, Exclude<SaveViewProblem, 'too-many' | 'no-such-team'>>> {
  const { viewId, version, name, isDefault } = input
  try {
    return await inOrganization(world, caller, (scope) =>
      once(scope, 'caseload-view.change', input.key, input, async () => {
        const view = await lockView(scope, viewId)
        if (!view) return refused('no-such-view')
        if (view.version !== version) return refused('changed-meanwhile')
        const others = (await listViews(scope, view.teamId)).filter((one) => one.viewId !== viewId)
        if (others.some((one) => sameName(one.name, name))) return refused('name-taken')
        if (isDefault) await clearDefaultView(scope, view.teamId)
        await updateView(scope, viewId, { name, isDefault })
        audit(scope, { action: 'caseload-view.changed', entity: 'caseload-view', entityId: viewId })
        return done(viewId)
      }),
    )
  } catch (error) {
    // Two defaults at once, as from two windows: the database lets one through.
    if (broke('caseload_view_one_default', error)) return refused('changed-meanwhile')
    throw error
  }
}
