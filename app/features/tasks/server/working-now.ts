import { listTeamHours } from '#app/features/people/server/people-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { TeamId } from '#app/shared/ids.ts'
import { isWorkingAt } from '../core/working-now.ts'

/** Whether anybody of the team works at this moment, each on their own clock. */
export async function isAnyoneWorking(scope: Scope, teamId: TeamId): Promise<boolean> {
  const hours = await listTeamHours(scope, teamId)
  return hours.some((range) => isWorkingAt([range], scope.now, range.zone))
}
