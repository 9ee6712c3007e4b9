import { audit } from '#app/platform/audit.ts'
import { announce } from '#app/platform/facts.ts'
import { type Caller, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId, PatientId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { isTarget } from '../core/goals.ts'
import { withoutHand } from '../core/labels.ts'
import { findCase, listOpenCasesOf, noteCaseEvent } from './case-queries.server.ts'
import {
  findGoal,
  type GoalText,
  insertGoal,
  type Milestone,
  putMilestones,
  updateGoal,
} from './goal-queries.server.ts'
import { inheritLabels } from './inherit-labels.ts'

export type WriteGoalProblem = 'no-such-case' | 'no-such-goal' | 'no-such-target' | 'changed-meanwhile'

/** A step as it is written: a new one has no id yet. */
export type WrittenMilestone = Omit<Milestone, 'milestoneId'> & { readonly milestoneId: string | null }

/**
 * Writes a goal with its steps: a new one, or over the version the writer had in front of them.
 *
 * Of two who write at once one is first; the other is refused and keeps what they typed.
 */
export async function writeGoal(
  world: World,
  caller: Caller,
  input: GoalText & {
    readonly key?: string
    readonly caseId: CaseId
    /** Left out for a new goal. */
    readonly goal?: { readonly goalId: string; readonly version: number }
    readonly milestones: readonly WrittenMilestone[]
  },
): Promise<Result<string, WriteGoalProblem>> {
  const { key, caseId, goal, milestones, ...text } = input
  return inOrganization(world, caller, (scope) =>
    once<string, WriteGoalProblem>(scope, 'goal.write', key, input, async () => {
      const found = await findCase(scope, caseId)
      if (!found) return refused('no-such-case')
      if (text.target && !isTarget(text.target)) return refused('no-such-target')
      const goalId =
        goal?.goalId ??
        (await insertGoal(scope, found.patientId, {
          ...text,
          labels: await inheritLabels(scope, caseId, text.labels),
        }))
      if (goal) {
        const before = await findGoal(scope, found.patientId, goalId)
        if (before?.text === undefined) return refused('no-such-goal')
        const labels = await inheritLabels(scope, caseId, text.labels, withoutHand(before.labels))
        if (!(await updateGoal(scope, goalId, goal.version, { ...text, labels })))
          return refused('changed-meanwhile')
        // An id that is none of this goal's would take another goal's step along.
        const own = new Set(before.milestones.map(({ milestoneId }) => milestoneId))
        if (milestones.some(({ milestoneId }) => milestoneId && !own.has(milestoneId)))
          return refused('changed-meanwhile')
      } else if (milestones.some(({ milestoneId }) => milestoneId)) return refused('no-such-goal')
      await putMilestones(scope, goalId, milestones)
      await tellOfGoal(scope, caseId, found.patientId, goal ? 'goal-changed' : 'goal-set', goalId)
      return done(goalId)
    }),
  )
}

/** An inner step: what became of a goal goes into the case's history, and those who reason about goals hear of each open case. */
export async function tellOfGoal(
  scope: Scope,
  caseId: CaseId,
  patientId: PatientId,
  kind: `goal-${string}`,
  goalId: string,
): Promise<void> {
  await noteCaseEvent(scope, caseId, kind, goalId)
  for (const open of await listOpenCasesOf({ ...scope, teams: 'every' }, patientId))
    await announce(scope, 'goal.changed', open.caseId)
  audit(scope, { action: kind.replace('-', '.'), entity: 'goal', entityId: goalId, patientId })
}
