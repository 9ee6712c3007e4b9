import type { DateTime } from 'luxon'
import type { Scope } from '#app/platform/in-organization.ts'
import { actingPerson } from '#app/platform/in-organization.ts'
import { seal } from '#app/platform/sealed.ts'
import { within } from '#app/platform/within.ts'
import type { CaseId, PatientId, PersonId } from '#app/shared/ids.ts'
import type { InstrumentCode } from '../core/instruments.ts'
import type { ScoreWay } from '../core/score-entry.ts'
import { type Measurement, toScoreRow } from './course-queries.server.ts'
import { coverOf } from './cover.ts'

/** One measurement with all that is kept of it. */
export interface KeptScore extends Measurement {
  readonly scoreId: string
  readonly patientId: PatientId
  readonly items: readonly (number | null)[] | null
  readonly way: ScoreWay | null
  /** Who typed it in; null for what a file brought, which its source alone corrects. */
  readonly recordedBy: PersonId | null
  readonly arrivedAt: Date
  readonly version: number
  /** Why it is protected, as its source said. */
  readonly labels: readonly string[]
}

/** What a score said before, and why it says so no more. */
export interface ScoreBefore {
  readonly scoreId: string
  readonly version: number
  readonly instrument: InstrumentCode
  readonly takenOn: string
  readonly total: number | null
  readonly safetyAnswer: number | null
  readonly became: 'corrected' | 'taken-back'
  readonly reason: string
  readonly endedAt: Date
  readonly endedBy: PersonId
}

/** A score of a case's patient; one that the patient's consent withholds from whoever asks is not found. */
export async function findScore(
  scope: Scope,
  caseId: CaseId,
  scoreId: string,
): Promise<KeptScore | undefined> {
  const row = await scoresOfCase(scope, caseId).where('score.score_id', '=', scoreId).executeTakeFirst()
  return (await shownOf(scope, row ? [row] : []))[0]
}

/** The scores of a case's patient, the newest first, at most 500. What consent withholds is left out, and counted for the page. */
export async function listScores(scope: Scope, caseId: CaseId): Promise<KeptScore[]> {
  const rows = await scoresOfCase(scope, caseId)
    .orderBy('score.taken_on', 'desc')
    .orderBy('score.taken_at', (order) => order.desc().nullsLast())
    .orderBy('score.score_id', 'desc')
    .limit(500)
    .execute()
  return shownOf(scope, rows)
}

/**
 * What scores of a case's patient said before they were corrected or taken back, the latest change first, at most 200. What consent
 * withholds is left out, and counted for the page.
 */
export async function listScoresBefore(scope: Scope, caseId: CaseId): Promise<ScoreBefore[]> {
  const rows = await scope.trx
    .selectFrom('score_before')
    .innerJoin('case', (join) =>
      join
        .onRef('case.organization_id', '=', 'score_before.organization_id')
        .onRef('case.patient_id', '=', 'score_before.patient_id'),
    )
    .where('score_before.organization_id', '=', scope.organizationId)
    .where(within(scope, 'case.team_id'))
    .where('case.case_id', '=', caseId)
    .selectAll('score_before')
    .orderBy('score_before.ended_at', 'desc')
    .orderBy('score_before.version', 'desc')
    .limit(200)
    .execute()
  const itemOf = (row: (typeof rows)[number]) => ({ patientId: row.patient_id, labels: row.labels })
  const cover = await coverOf(scope, rows.map(itemOf))
  const shown = rows.filter((row) =>
    cover.shows('score_before', placeOf(row.score_id, row.version), itemOf(row)),
  )
  return shown.map((row) => ({
    scoreId: row.score_id,
    version: row.version,
    instrument: row.instrument as InstrumentCode,
    takenOn: row.taken_on,
    total: row.total,
    safetyAnswer: row.safety_answer,
    became: row.became as ScoreBefore['became'],
    reason: cover.words(
      'score_before.reason',
      placeOf(row.score_id, row.version),
      row.reason_sealed,
      itemOf(row),
    ),
    endedAt: row.ended_at,
    endedBy: row.ended_by as PersonId,
  }))
}

/** Which scores of a patient, who comes from a case of the scope, have arrived after `since`; at most 500. */
export async function listArrivedSince(
  scope: Scope,
  patientId: PatientId,
  since: DateTime,
): Promise<string[]> {
  const rows = await scope.trx
    .selectFrom('score')
    .where('score.organization_id', '=', scope.organizationId)
    .where('score.patient_id', '=', patientId)
    .where('score.arrived_at', '>', since.toJSDate())
    .select('score.score_id')
    .orderBy('score.arrived_at', 'desc')
    .limit(500)
    .execute()
  return rows.map((row) => row.score_id)
}

/** Says anew what was measured, if the score is still at that version. It keeps the time of its arrival: a correction is no new answer. */
export async function updateScore(
  scope: Scope,
  scoreId: string,
  version: number,
  measurement: Measurement,
): Promise<boolean> {
  const updated = await scope.trx
    .updateTable('score')
    .set({ ...toScoreRow(measurement), version: version + 1 })
    .where('score.organization_id', '=', scope.organizationId)
    .where('score.score_id', '=', scoreId)
    .where('score.version', '=', version)
    .executeTakeFirst()
  return updated.numUpdatedRows === 1n
}

/** Takes a score away, if it is still at that version. */
export async function deleteScore(scope: Scope, scoreId: string, version: number): Promise<boolean> {
  const deleted = await scope.trx
    .deleteFrom('score')
    .where('score.organization_id', '=', scope.organizationId)
    .where('score.score_id', '=', scoreId)
    .where('score.version', '=', version)
    .executeTakeFirst()
  return deleted.numDeletedRows === 1n
}

/** Keeps what a score said, and why that was wrong. */
export async function insertScoreBefore(
  scope: Scope,
  score: KeptScore,
  became: ScoreBefore['became'],
  reason: string,
  labels: readonly string[],
): Promise<void> {
  const endedBy = actingPerson(scope)
  if (!endedBy) throw new Error('Only a person corrects a score.')
  const { scoreId, version } = score
  await scope.trx
    .insertInto('score_before')
    .values({
      organization_id: scope.organizationId,
      score_id: scoreId,
      version,
      patient_id: score.patientId,
      instrument: score.instrument,
      taken_on: score.takenOn,
      total: score.total,
      safety_answer: score.safetyAnswer,
      items: toScoreRow(score).items,
      became,
      reason_sealed: seal(scope, 'score_before.reason', placeOf(scoreId, version), reason),
      labels: [...labels],
      ended_at: scope.now.toJSDate(),
      ended_by: endedBy,
    })
    .execute()
}

// A row here has no id of its own: it is named by the score and its version.
function placeOf(scoreId: string, version: number): string {
  return `${scoreId}.${version}`
}

function scoresOfCase(scope: Scope, caseId: CaseId) {
  return scope.trx
    .selectFrom('score')
    .innerJoin('case', (join) =>
      join
        .onRef('case.organization_id', '=', 'score.organization_id')
        .onRef('case.patient_id', '=', 'score.patient_id'),
    )
    .where('score.organization_id', '=', scope.organizationId)
    .where(within(scope, 'case.team_id'))
    .where('case.case_id', '=', caseId)
    .selectAll('score')
}

type ScoreRow = Awaited<ReturnType<ReturnType<typeof scoresOfCase>['execute']>>[number]

async function shownOf(scope: Scope, rows: readonly ScoreRow[]): Promise<KeptScore[]> {
  const itemOf = ({ patient_id, labels }: ScoreRow) => ({ patientId: patient_id, labels })
  const cover = await coverOf(scope, rows.map(itemOf))
  return rows.filter((row) => cover.shows('score', row.score_id, itemOf(row))).map(toScore)
}

function toScore(row: ScoreRow): KeptScore {
  return {
    scoreId: row.score_id,
    patientId: row.patient_id as PatientId,
    instrument: row.instrument as InstrumentCode,
    takenOn: row.taken_on,
    takenAt: row.taken_at,
    total: row.total,
    safetyAnswer: row.safety_answer,
    items: row.items,
    way: row.way as ScoreWay | null,
    recordedBy: row.recorded_by as PersonId | null,
    arrivedAt: row.arrived_at,
    version: row.version,
    labels: row.labels,
  }
}
