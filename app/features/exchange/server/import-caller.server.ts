import { may, teamsWhere } from '#app/features/people/core/rights.ts'
import { listTeams } from '#app/features/people/server/people-queries.server.ts'
import { notFound, requireViewer, type Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { auditDenied } from '#app/platform/audit-denied.ts'
import type { Context } from '#app/platform/context.ts'
import type { Caller, Scope } from '#app/platform/in-organization.ts'
import type { TeamId } from '#app/shared/ids.ts'

/**
 * Whoever may import, and as what: an admin for every team, since an import shows counts and no case; a lead for the teams they lead.
 * Anybody else gets 404.
 */
export async function requireImporter(
  context: Context,
  request: Request,
  door: { readonly background?: boolean } = {},
): Promise<{ readonly viewer: Viewer; readonly caller: Caller }> {
  const viewer = await requireViewer(context, request, door)
  const teams = viewer.admin ? 'every' : teamsWhere(viewer, 'import.run')
  if (teams !== 'every' && teams.length === 0) {
    await auditDenied(context.world, viewer, { action: 'import.run', entity: 'import' })
    throw notFound()
  }
  return { viewer, caller: { organizationId: viewer.organizationId, actor: viewer.actor, teams } }
}

/** The teams somebody may import for, by name. */
export async function listImportTeams(
  scope: Scope,
  viewer: Viewer,
): Promise<{ readonly value: TeamId; readonly label: string }[]> {
  const teams = await listTeams(scope)
  return teams
    .filter(({ teamId }) => may(viewer, 'import.run', teamId))
    .map(({ teamId, name }) => ({ value: teamId, label: name }))
}
