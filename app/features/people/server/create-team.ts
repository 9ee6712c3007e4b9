import { audit } from '#app/platform/audit.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { TeamId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { isZone } from '../core/zones.ts'
import { findOrganization } from './people-queries.server.ts'
import { insertTeam, type Quorum, replaceQuorum, type TeamFacts } from './people-write-queries.server.ts'

export type CreateTeamProblem = 'no-such-zone' | 'no-crisis-instruction'

/**
 * Adds a team without members: who is in it is said on each person.
 *
 * Refused while the organization has not said what to do when a patient is in danger: with a team come patients, and every page of
 * theirs leads to that instruction.
 */
export async function createTeam(
  world: World,
  caller: Caller,
  { key, ...input }: TeamFacts & { quorum: readonly Quorum[]; key?: string },
): Promise<Result<TeamId, CreateTeamProblem>> {
  if (!isZone(input.zone)) return refused('no-such-zone')
  return inOrganization(world, caller, (scope) =>
    once<TeamId, CreateTeamProblem>(scope, 'team.create', key, input, async () => {
      if (!(await findOrganization(scope)).crisisInstruction) return refused('no-crisis-instruction')
      const teamId = world.newId() as TeamId
      await insertTeam(scope, teamId, input)
      await replaceQuorum(scope, teamId, input.quorum)
      audit(scope, { action: 'team.created', entity: 'team', entityId: teamId })
      return done(teamId)
    }),
  )
}
