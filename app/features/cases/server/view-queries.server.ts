import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import { open, seal } from '#app/platform/sealed.ts'
import { within } from '#app/platform/within.ts'
import type { TeamId } from '#app/shared/ids.ts'

/** How a person likes to see a team's caseload: a name, and the question of the address. */
export interface CaseloadView {
  readonly viewId: string
  readonly teamId: TeamId
  readonly name: string
  /** Starts with `?`. */
  readonly search: string
  /** What the caseload opens with. */
  readonly isDefault: boolean
  readonly version: number
}

/** Whoever asks has these views of the team's caseload, the oldest first. Nobody sees those of others. */
export async function listViews(scope: Scope, teamId: TeamId): Promise<CaseloadView[]> {
  const rows = await views(scope)
    .where('caseload_view.team_id', '=', teamId)
    .orderBy('caseload_view.created_at')
    .orderBy('caseload_view.caseload_view_id')
    .execute()
  return rows.map((row) => toView(scope, row))
}

/** One of the views of whoever asks; nobody else changes it until this work is done. */
export async function lockView(scope: Scope, viewId: string): Promise<CaseloadView | undefined> {
  const row = await views(scope)
    .where('caseload_view.caseload_view_id', '=', viewId)
    .forUpdate()
    .executeTakeFirst()
  return row && toView(scope, row)
}

/** Keeps a new view of whoever asks. */
export async function insertView(
  scope: Scope,
  view: Pick<CaseloadView, 'teamId' | 'name' | 'search' | 'isDefault'>,
): Promise<string> {
  const viewId = scope.world.newId()
  await scope.trx
    .insertInto('caseload_view')
    .values({
      organization_id: scope.organizationId,
      caseload_view_id: viewId,
      person_id: actingPerson(scope) ?? '',
      team_id: view.teamId,
      name_sealed: seal(scope, 'caseload_view.name', viewId, view.name),
      search: view.search,
      is_default: view.isDefault,
      created_at: scope.now.toJSDate(),
    })
    .execute()
  return viewId
}

/** Another name, and whether the caseload opens with it. */
export async function updateView(
  scope: Scope,
  viewId: string,
  change: Pick<CaseloadView, 'name' | 'isDefault'>,
): Promise<void> {
  await scope.trx
    .updateTable('caseload_view')
    .set((eb) => ({
      name_sealed: seal(scope, 'caseload_view.name', viewId, change.name),
      is_default: change.isDefault,
      version: eb('caseload_view.version', '+', 1),
    }))
    .where('caseload_view.organization_id', '=', scope.organizationId)
    .where('caseload_view.person_id', '=', actingPerson(scope) ?? null)
    .where('caseload_view.caseload_view_id', '=', viewId)
    .execute()
}

/** No view of whoever asks is the one that the team's caseload opens with, until one is made so. */
export async function clearDefaultView(scope: Scope, teamId: TeamId): Promise<void> {
  await scope.trx
    .updateTable('caseload_view')
    .set({ is_default: false })
    .where('caseload_view.organization_id', '=', scope.organizationId)
    .where('caseload_view.person_id', '=', actingPerson(scope) ?? null)
    .where('caseload_view.team_id', '=', teamId)
    .where('caseload_view.is_default', '=', true)
    .execute()
}

/** The view goes. */
export async function deleteView(scope: Scope, viewId: string): Promise<void> {
  await scope.trx
    .deleteFrom('caseload_view')
    .where('caseload_view.organization_id', '=', scope.organizationId)
    .where('caseload_view.person_id', '=', actingPerson(scope) ?? null)
    .where('caseload_view.caseload_view_id', '=', viewId)
    .execute()
}

// Every read of views starts here: a view is its person's, in a team of theirs.
function views(scope: Scope) {
  return scope.trx
    .selectFrom('caseload_view')
    .where('caseload_view.organization_id', '=', scope.organizationId)
    .where(within(scope, 'caseload_view.team_id'))
    .where('caseload_view.person_id', '=', actingPerson(scope) ?? null)
    .selectAll('caseload_view')
}

function toView(
  scope: Scope,
  row: Awaited<ReturnType<ReturnType<typeof views>['execute']>>[number],
): CaseloadView {
  return {
    viewId: row.caseload_view_id,
    teamId: row.team_id as TeamId,
    name: open(scope, 'caseload_view.name', row.caseload_view_id, row.name_sealed),
    search: row.search,
    isDefault: row.is_default,
    version: row.version,
  }
}
