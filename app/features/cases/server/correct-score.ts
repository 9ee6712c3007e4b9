import { audit } from '#app/platform/audit.ts'
import { type Caller, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { readSheet, type SheetProblem } from '../core/score-entry.ts'
import type { Measurement } from './course-queries.server.ts'
import { inheritLabels } from './inherit-labels.ts'
import { tellOfScore } from './record-score.ts'
import {
  deleteScore,
  findScore,
  insertScoreBefore,
  type KeptScore,
  updateScore,
} from './score-queries.server.ts'

export type TakeBackProblem = 'no-such-score' | 'not-typed-here' | 'changed-meanwhile'
export type CorrectScoreProblem = TakeBackProblem | SheetProblem

/** Which score, as whoever corrects it had it in front of them, and why it was wrong. */
export interface ScoreInHand {
  readonly key?: string
  readonly caseId: CaseId
  readonly scoreId: string
  readonly version: number
  readonly reason: string
}

/**
 * Puts a typing error right in a score that a person typed in. What it said stays readable, with the reason.
 *
 * The rules look at the case again. A flag that rests on what it said before stays: a person closes it.
 */
export async function correctScore(
  world: World,
  caller: Caller,
  input: ScoreInHand & Measurement,
): Promise<Result<string, CorrectScoreProblem>> {
  const { key, caseId, scoreId, version, reason, ...measurement } = input
  return inOrganization(world, caller, (scope) =>
    once<string, CorrectScoreProblem>(scope, 'score.correct', key, input, async () => {
      const before = await findTyped(scope, input)
      if (!before.ok) return before
      const sheet = readSheet({ ...measurement, answers: measurement.items ?? [] })
      if (!sheet.ok) return sheet
      if (!(await updateScore(scope, scoreId, version, { ...measurement, ...sheet.value })))
        return refused('changed-meanwhile')
      await noteBefore(scope, caseId, before.value, 'corrected', reason)
      return done(scoreId)
    }),
  )
}

/** Takes back a score that a person typed in by mistake, as for another patient. What it said stays readable, with the reason. */
export async function takeBackScore(
  world: World,
  caller: Caller,
  input: ScoreInHand,
): Promise<Result<string, TakeBackProblem>> {
  return inOrganization(world, caller, (scope) =>
    once<string, TakeBackProblem>(scope, 'score.take-back', input.key, input, async () => {
      const before = await findTyped(scope, input)
      if (!before.ok) return before
      if (!(await deleteScore(scope, input.scoreId, input.version))) return refused('changed-meanwhile')
      await noteBefore(scope, input.caseId, before.value, 'taken-back', input.reason)
      return done(input.scoreId)
    }),
  )
}

async function findTyped(
  scope: Scope,
  { caseId, scoreId }: ScoreInHand,
): Promise<Result<KeptScore, 'no-such-score' | 'not-typed-here'>> {
  const score = await findScore(scope, caseId, scoreId)
  if (!score) return refused('no-such-score')
  return score.recordedBy ? done(score) : refused('not-typed-here')
}

async function noteBefore(
  scope: Scope,
  caseId: CaseId,
  score: KeptScore,
  became: 'corrected' | 'taken-back',
  reason: string,
): Promise<void> {
  const { scoreId, patientId, labels } = score
  await insertScoreBefore(scope, score, became, reason, await inheritLabels(scope, caseId, labels))
  await tellOfScore(scope, patientId, `score-${became}`, scoreId)
  audit(scope, { action: `score.${became}`, entity: 'score', entityId: scoreId, patientId })
}
