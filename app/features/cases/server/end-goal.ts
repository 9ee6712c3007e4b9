import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import type { GoalState } from '../core/goals.ts'
import { findCase } from './case-queries.server.ts'
import { findGoal, touchGoal, updateGoalState, updateMilestoneReached } from './goal-queries.server.ts'
import { dayOfTeam } from './team-day.ts'
import { tellOfGoal } from './write-goal.ts'

export type EndGoalProblem = 'no-such-goal' | 'reason-missing' | 'changed-meanwhile'

const kinds = { reached: 'goal-reached', 'given-up': 'goal-given-up', active: 'goal-taken-up' } as const

/** Says what became of a goal: it is reached, given up (which asks for a reason), or taken up again. The day is the team's today. */
export async function endGoal(
  world: World,
  caller: Caller,
  input: {
    readonly key?: string
    readonly caseId: CaseId
    readonly goalId: string
    readonly version: number
    readonly state: GoalState
    readonly reason: string | null
  },
): Promise<Result<string, EndGoalProblem>> {
  const { caseId, goalId, version, state, reason } = input
  return inOrganization(world, caller, (scope) =>
    once<string, EndGoalProblem>(scope, 'goal.end', input.key, input, async () => {
      const found = await findCase(scope, caseId)
      if (!found) return refused('no-such-goal')
      const goal = await findGoal(scope, found.patientId, goalId)
      if (goal?.text === undefined) return refused('no-such-goal')
      if (state === 'given-up' && !reason) return refused('reason-missing')
      const on = state === 'active' ? null : await dayOfTeam(scope, found.teamId)
      const because = state === 'active' ? null : reason
      if (!(await updateGoalState(scope, goalId, version, state, on, because)))
        return refused('changed-meanwhile')
      await tellOfGoal(scope, caseId, found.patientId, kinds[state], goalId)
      return done(goalId)
    }),
  )
}

/** Notes that a step on the way to a goal is reached, today. A step that was reached before stays of its day. */
export async function reachMilestone(
  world: World,
  caller: Caller,
  input: {
    readonly key?: string
    readonly caseId: CaseId
    readonly goalId: string
    readonly milestoneId: string
  },
): Promise<Result<string, 'no-such-goal'>> {
  const { caseId, goalId, milestoneId } = input
  return inOrganization(world, caller, (scope) =>
    once<string, 'no-such-goal'>(scope, 'milestone.reach', input.key, input, async () => {
      const found = await findCase(scope, caseId)
      if (!found) return refused('no-such-goal')
      const goal = await findGoal(scope, found.patientId, goalId)
      if (!goal?.milestones.some((step) => step.milestoneId === milestoneId)) return refused('no-such-goal')
      const today = await dayOfTeam(scope, found.teamId)
      if (await updateMilestoneReached(scope, goalId, milestoneId, today)) {
        await touchGoal(scope, goalId)
        await tellOfGoal(scope, caseId, found.patientId, 'goal-step-reached', goalId)
      }
      return done(goalId)
    }),
  )
}
