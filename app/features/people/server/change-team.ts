import { audit } from '#app/platform/audit.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { TeamId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { isZone } from '../core/zones.ts'
import { findTeam } from './people-queries.server.ts'
import { type Quorum, replaceQuorum, type TeamFacts, updateTeam } from './people-write-queries.server.ts'

export type ChangeTeamProblem = 'no-such-team' | 'no-such-zone' | 'changed-meanwhile'

/** Changes a team, at the version that was looked at. */
export async function changeTeam(
  world: World,
  caller: Caller,
  { key, ...input }: TeamFacts & { teamId: TeamId; version: number; quorum: readonly Quorum[]; key?: string },
): Promise<Result<TeamId, ChangeTeamProblem>> {
  if (!isZone(input.zone)) return refused('no-such-zone')
  return inOrganization(world, caller, (scope) =>
    once(scope, 'team.change', key, input, async () => {
      if (!(await findTeam(scope, input.teamId))) return refused('no-such-team')
      if (!(await updateTeam(scope, input.teamId, input.version, input))) return refused('changed-meanwhile')
      await replaceQuorum(scope, input.teamId, input.quorum)
      audit(scope, { action: 'team.changed', entity: 'team', entityId: input.teamId })
      return done(input.teamId)
    }),
  )
}
