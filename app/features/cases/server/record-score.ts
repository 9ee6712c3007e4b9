import { audit } from '#app/platform/audit.ts'
import { announce } from '#app/platform/facts.ts'
import { type Caller, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId, PatientId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { readSheet, type SheetProblem } from '../core/score-entry.ts'
import { findCase, listOpenCasesOf, noteCaseEvent } from './case-queries.server.ts'
import { insertScore, type Measurement } from './course-queries.server.ts'

export type ScoreProblem = 'no-such-case' | SheetProblem

/** Records a measurement of a case's patient, as somebody typed it in, and answers with its id. */
export async function recordScore(
  world: World,
  caller: Caller,
  input: { readonly key?: string; readonly caseId: CaseId } & Measurement,
): Promise<Result<string, ScoreProblem>> {
  const { key, caseId, ...measurement } = input
  return inOrganization(world, caller, (scope) =>
    once<string, ScoreProblem>(scope, 'score.record', key, input, async () => {
      const found = await findCase(scope, caseId)
      if (!found) return refused('no-such-case')
      const sheet = readSheet({ ...measurement, answers: measurement.items ?? [] })
      if (!sheet.ok) return sheet
      return done(await recordScoreIn(scope, found.patientId, { ...measurement, ...sheet.value }))
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
  await tellOfScore(scope, patientId, 'score-recorded', scoreId)
  audit(scope, { action: 'score.recorded', entity: 'score', entityId: scoreId, patientId })
  return scoreId
}

/** An inner step: writes into the history of every open case of the patient what became of a score, and lets the rules look at them. */
export async function tellOfScore(
  scope: Scope,
  patientId: PatientId,
  kind: 'score-recorded' | 'score-corrected' | 'score-taken-back',
  scoreId: string,
): Promise<void> {
  // The patient may be on another team's caseload too, and that team must hear of it as well.
  for (const { caseId } of await listOpenCasesOf({ ...scope, teams: 'every' }, patientId)) {
    await noteCaseEvent(scope, caseId, kind, scoreId)
    await announce(scope, 'score.recorded', caseId)
  }
}
