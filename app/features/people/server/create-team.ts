import { audit } from '#app/platform/audit.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { TeamId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { isZone } from '../core/zones.ts'
import { insertTeam, type Quorum, replaceQuorum, type TeamFacts } from './people-write-queries.server.ts'

export type CreateTeamProblem = 'no-such-zone'

/** Adds a team without members: who is in it is said on each person. */
export async function createTeam(
  world: World,
  caller: Caller,
  { key, ...input }: TeamFacts & { quorum: readonly Quorum[]; key?: string },
): Promise<Result<TeamId, CreateTeamProblem>> {
  if (!isZone(input.zone)) return refused('no-such-zone')
  return inOrganization(world, caller, (scope) =>
    once(scope, 'team.create', key, input, async () => {
      const teamId = world.newId() as TeamId
      await insertTeam(scope, teamId, input)
      await replaceQuorum(scope, teamId, input.quorum)
      audit(scope, { action: 'team.created', entity: 'team', entityId: teamId })
      return done(teamId)
    }),
  )
}
