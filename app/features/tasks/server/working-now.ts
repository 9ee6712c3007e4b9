import { listMembers, listWorkingHours } from '#app/features/people/server/people-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { TeamId } from '#app/shared/ids.ts'
import { isWorkingAt } from '../core/working-now.ts'

/** Whether anybody of the team works at this moment, each on their own clock. */
export async function isAnyoneWorking(scope: Scope, teamId: TeamId): Promise<boolean> {
  const members = await listMembers(scope, teamId)
  const hours = await listWorkingHours(
    scope,
    members.map((member) => member.personId),
  )
  return members.some((member) => isWorkingAt(hours.get(member.personId) ?? [], scope.now, member.zone))
}
