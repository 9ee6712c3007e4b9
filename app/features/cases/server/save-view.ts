import { may, type Standing } from '#app/features/people/core/rights.ts'
import { audit } from '#app/platform/audit.ts'
import { actingPerson, broke, type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { TeamId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { caseloadSearch, readCaseloadQuery } from '../core/caseload.ts'
import { clearDefaultView, insertView, listViews } from './view-queries.server.ts'

export type SaveViewProblem =
  | 'no-such-team'
  | 'no-such-view'
  | 'name-taken'
  | 'too-many'
  | 'changed-meanwhile'

/** More than anybody finds their way in. */
export const mostViews = 20

/** Keeps how somebody sees a team's caseload now, under a name of their own. Its first page, whatever page they are on. */
export async function saveView(
  world: World,
  caller: Caller & Standing,
  input: {
    readonly key?: string
    readonly teamId: TeamId
    readonly name: string
    /** The question of the caseload's address. */
    readonly search: string
    readonly isDefault: boolean
  },
): Promise<Result<string, SaveViewProblem>> {
  const { teamId, name, isDefault } = input
  try {
    return await inOrganization(world, caller, (scope) =>
      once(scope, 'caseload-view.save', input.key, input, async () => {
        if (!actingPerson(scope) || !may(caller, 'case.read', teamId)) return refused('no-such-team')
        const query = readCaseloadQuery(new URLSearchParams(input.search))
        if (!query) return refused('no-such-view')
        const mine = await listViews(scope, teamId)
        if (mine.length >= mostViews) return refused('too-many')
        if (mine.some((view) => sameName(view.name, name))) return refused('name-taken')
        if (isDefault) await clearDefaultView(scope, teamId)
        const search = caseloadSearch({ ...query, page: 1 })
        const viewId = await insertView(scope, { teamId, name, search, isDefault })
        audit(scope, { action: 'caseload-view.saved', entity: 'caseload-view', entityId: viewId })
        return done(viewId)
      }),
    )
  } catch (error) {
    // Two defaults at once, as from two windows: the database lets one through.
    if (broke('caseload_view_one_default', error)) return refused('changed-meanwhile')
    throw error
  }
}

/** Whether two names read the same in a list. */
export function sameName(one: string, other: string): boolean {
  return one.localeCompare(other, 'en', { sensitivity: 'base' }) === 0
}
