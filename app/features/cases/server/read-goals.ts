import type { Scope } from '#app/platform/in-organization.ts'
import type { PatientId } from '#app/shared/ids.ts'
import { isDueForReview, progressOf, sayReached, sayTarget } from '../core/goals.ts'
import { instrumentOf } from '../core/instruments.ts'
import type { Course } from './course-queries.server.ts'
import { listGoals } from './goal-queries.server.ts'

/** A patient's goals as pages show them: each with its steps and how far the scores have come. `today` is the team's day. */
export async function readGoals(scope: Scope, patientId: PatientId, course: Course, today: string) {
  const goals = await listGoals(scope, patientId)
  const shown = goals.flatMap((goal) => {
    if (goal.text === undefined) return []
    const { goalId, text, state, target, measure, targetOn, reviewOn, endedOn, endedReason, version } = goal
    const { milestones } = goal
    const progress = target && progressOf(target, course.scores, course.episodeStart, today)
    const reachedSteps = milestones.filter(({ reachedOn }) => reachedOn !== null).length
    return [
      {
        goalId,
        text,
        state,
        version,
        measured: target ? sayTarget(target) : measure,
        alsoMeasured: target ? measure : null,
        targetOn,
        reviewOn,
        reviewDue: isDueForReview(goal, today),
        endedOn,
        endedReason,
        progress: progress
          ? {
              percent: progress.percent,
              reached: progress.reached,
              from: progress.baseline.value,
              now: progress.latest.value,
              on: progress.latest.on,
              to: target.total,
              of: instrumentOf(target.instrument).name,
            }
          : null,
        steps: milestones,
        cheer:
          state === 'reached'
            ? sayReached('goal', { done: 0, of: 0 })
            : state === 'active' && reachedSteps > 0
              ? sayReached('milestone', { done: reachedSteps, of: milestones.length })
              : null,
      },
    ]
  })
  return { shown, withheld: goals.length - shown.length }
}

export type ShownGoal = Awaited<ReturnType<typeof readGoals>>['shown'][number]
