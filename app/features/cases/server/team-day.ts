import { findTeam } from '#app/features/people/server/people-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { TeamId } from '#app/shared/ids.ts'

/** Today in a team's zone: the day that is meant where a day of a case is written down. */
export async function dayOfTeam(scope: Scope, teamId: TeamId): Promise<string> {
  const team = await findTeam(scope, teamId)
  if (!team) throw new Error('A case without its team.')
  return scope.now.setZone(team.zone).toFormat('yyyy-MM-dd')
}
