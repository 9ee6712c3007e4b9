import { findTeam } from '#app/features/people/server/people-queries.server.ts'
import { putDue } from '#app/platform/facts.ts'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import type { Job, World } from '#app/platform/world.ts'
import type { OrganizationId, TeamId } from '#app/shared/ids.ts'
import { nextDailyRun } from '../core/next-run.ts'
import { applyRules } from './apply-rules.ts'
import { listCasesForRules } from './rule-queries.server.ts'

/**
 * Answers `due.daily-rules`: the rules look at every open case of a team, because a day gone by can be all they waited for.
 *
 * The next day is arranged first and by itself, so that a day that fails does not end the days after it.
 */
export async function runDailyRules(world: World, job: Job): Promise<void> {
  const caller = asSystem(job.organizationId as OrganizationId)
  const teamId = job.id as TeamId
  const caseIds = await inOrganization(world, caller, async (scope) => {
    const team = await findTeam(scope, teamId)
    if (!team) return []
    await putDue(scope, 'due.daily-rules', teamId, nextDailyRun(scope.now, team.zone))
    return listCasesForRules(scope, teamId)
  })
  await applyRules(world, caller, caseIds)
}

/** Answers `rules.changed`: a team's rules have other numbers now, so they look at every open case of it. */
export async function runRulesOfTeam(world: World, job: Job): Promise<void> {
  const caller = asSystem(job.organizationId as OrganizationId)
  const caseIds = await inOrganization(world, caller, (scope) => listCasesForRules(scope, job.id as TeamId))
  await applyRules(world, caller, caseIds)
}
