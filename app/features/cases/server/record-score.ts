import { audit } from '#app/platform/audit.ts'
import { announce } from '#app/platform/facts.ts'
import { type Caller, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId, PatientId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { isAnswerOf, isTotalOf } from '../core/instruments.ts'
import { findCase, listOpenCasesOf, noteCaseEvent } from './case-queries.server.ts'
import { asksAboutSafety, insertScore, type Measurement } from './course-queries.server.ts'

export type ScoreProblem = 'no-such-case' | 'out-of-range' | 'says-nothing'

/** Records a measurement of a case's patient, as somebody typed it in. */
export async function recordScore(
  world: World,
  caller: Caller,
  input: { readonly key?: string; readonly caseId: CaseId } & Measurement,
): Promise<Result<CaseId, ScoreProblem>> {
  const { key, caseId, ...measurement } = input
  const { instrument, total, safetyAnswer } = measurement
  return inOrganization(world, caller, (scope) =>
    once(scope, 'score.record', key, input, async () => {
      const found = await findCase(scope, caseId)
      if (!found) return refused('no-such-case')
      if (total === null && safetyAnswer === null) return refused('says-nothing')
      if (total !== null && !isTotalOf(instrument, total)) return refused('out-of-range')
      const answerFits = asksAboutSafety(instrument) && isAnswerOf(instrument, safetyAnswer ?? 0)
      if (safetyAnswer !== null && !answerFits) return refused('out-of-range')
      await recordScoreIn(scope, found.patientId, measurement)
      return done(caseId)
    }),
  )
}

/** An inner step: keeps a measurement and lets the rules look at every open case of the patient. */
export async function recordScoreIn(
  scope: Scope,
  patientId: PatientId,
  measurement: Measurement,
): Promise<string> {
  const scoreId = await insertScore(scope, patientId, measurement)
  // The patient may be on another team's caseload too, and that team must hear of it as well.
  for (const { caseId } of await listOpenCasesOf({ ...scope, teams: 'every' }, patientId)) {
    await noteCaseEvent(scope, caseId, 'score-recorded', scoreId)
    await announce(scope, 'score.recorded', caseId)
  }
  audit(scope, { action: 'score.recorded', entity: 'score', entityId: scoreId, patientId })
  return scoreId
}
