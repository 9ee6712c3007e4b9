import { DateTime } from 'luxon'
import type { Scope } from '#app/platform/in-organization.ts'
import { within } from '#app/platform/within.ts'
import type { CaseId, PatientId } from '#app/shared/ids.ts'
import type { InstrumentCode } from '../core/instruments.ts'
import type { ScoreWay } from '../core/score-entry.ts'
import type { Score } from '../core/scores.ts'
import { coverOf } from './cover.ts'

/** A score with the row it came from. */
interface RecordedScore extends Score {
  readonly scoreId: string
  /** Why it is protected; left out where it is not. */
  readonly labels?: readonly string[]
}

/** An answer to an item about self-harm, with the row it came from. */
interface RecordedAnswer {
  readonly scoreId: string
  readonly instrument: InstrumentCode
  readonly value: number
  readonly on: string
  /** The day we heard of it, in the team's zone. */
  readonly arrivedOn: string
  /** Whether a person typed it in, and no import brought it. */
  readonly typed: boolean
  /** Those of its score; left out where it is not protected. */
  readonly labels?: readonly string[]
}

/** A case's measurements, in the shape the rules and the charts ask for. */
export interface Course {
  readonly caseId: CaseId
  readonly episodeStart: string
  /** The team's zone: its days are the ones meant. */
  readonly zone: string
  readonly scores: readonly RecordedScore[]
  readonly safetyItems: readonly RecordedAnswer[]
}

/**
 * The measurements of these cases as whoever reads may see them: what the patient's consent withholds is left out, and counted for
 * the page. A safety answer of a withheld score is left out with it; what is said of that stands in its flag, which is never withheld.
 */
export async function readShownCourse(
  scope: Scope,
  caseIds: readonly CaseId[],
): Promise<Map<CaseId, Course>> {
  const courses = await readCourse(scope, caseIds)
  const all = [...courses.values()].flatMap(({ caseId, scores, safetyItems }) =>
    [...scores, ...safetyItems].map(({ labels = [] }) => ({ caseId, labels })),
  )
  const cover = await coverOf(scope, all)
  return new Map(
    [...courses].map(([caseId, course]) => {
      const isShown = ({ scoreId, labels = [] }: RecordedScore | RecordedAnswer) =>
        cover.shows('score', scoreId, { caseId, labels })
      const scores = course.scores.filter(isShown)
      return [caseId, { ...course, scores, safetyItems: course.safetyItems.filter(isShown) }]
    }),
  )
}

/**
 * The measurements of these cases, by case, oldest first, the protected ones too: for the rules, which look at every score. What a
 * person is shown is `readShownCourse`. A case of another team is not in the answer.
 */
export async function readCourse(scope: Scope, caseIds: readonly CaseId[]): Promise<Map<CaseId, Course>> {
  if (caseIds.length === 0) return new Map()
  const rows = await scope.trx
    .selectFrom('case')
    .innerJoin('team', (join) =>
      join
        .onRef('team.organization_id', '=', 'case.organization_id')
        .onRef('team.team_id', '=', 'case.team_id'),
    )
    .leftJoin('score', (join) =>
      join
        .onRef('score.organization_id', '=', 'case.organization_id')
        .onRef('score.patient_id', '=', 'case.patient_id'),
    )
    .where('case.organization_id', '=', scope.organizationId)
    .where(within(scope, 'case.team_id'))
    .where('case.case_id', 'in', [...caseIds])
    .select(['case.case_id', 'case.episode_start', 'team.zone'])
    .select(['score.score_id', 'score.instrument', 'score.taken_on', 'score.taken_at', 'score.total'])
    .select(['score.safety_answer', 'score.arrived_at', 'score.recorded_by', 'score.labels'])
    .orderBy('score.taken_on')
    .orderBy('score.taken_at')
    .orderBy('score.score_id')
    .execute()

  const courses = new Map<CaseId, Course & { scores: RecordedScore[]; safetyItems: RecordedAnswer[] }>()
  for (const row of rows) {
    const caseId = row.case_id as CaseId
    const course = courses.get(caseId) ?? {
      caseId,
      episodeStart: row.episode_start,
      zone: row.zone,
      scores: [],
      safetyItems: [],
    }
    courses.set(caseId, course)
    if (!row.score_id || !row.instrument || !row.taken_on || !row.arrived_at) continue
    const instrument = row.instrument as InstrumentCode
    const labelled = row.labels?.length ? { labels: row.labels } : {}
    if (row.total !== null) {
      course.scores.push({
        scoreId: row.score_id,
        instrument,
        value: row.total,
        on: row.taken_on,
        ...(row.taken_at && { at: row.taken_at.toISOString() }),
        ...labelled,
      })
    }
    if (row.safety_answer !== null) {
      course.safetyItems.push({
        scoreId: row.score_id,
        instrument,
        value: row.safety_answer,
        on: row.taken_on,
        arrivedOn: dayIn(row.zone, row.arrived_at),
        typed: row.recorded_by !== null,
        ...labelled,
      })
    }
  }
  return courses
}

/** A measurement as it is kept: a total, the answer to the item about self-harm, or both; and each answer, where they were typed. */
export interface Measurement {
  readonly instrument: InstrumentCode
  readonly takenOn: string
  readonly takenAt: Date | null
  readonly total: number | null
  readonly safetyAnswer: number | null
  readonly items?: readonly (number | null)[] | null
  readonly way?: ScoreWay | null
}

/** Adds a measurement of a patient; it counts as arrived now. */
export async function insertScore(
  scope: Scope,
  patientId: PatientId,
  measurement: Measurement,
): Promise<string> {
  const scoreId = scope.world.newId()
  await scope.trx
    .insertInto('score')
    .values({
      organization_id: scope.organizationId,
      score_id: scoreId,
      patient_id: patientId,
      ...toScoreRow(measurement),
      arrived_at: scope.now.toJSDate(),
      recorded_by: scope.actor.kind === 'person' ? scope.actor.personId : null,
    })
    .execute()
  return scoreId
}

/** A measurement as columns. Answers that are not known are nulls in their place. */
export function toScoreRow(measurement: Measurement) {
  return {
    instrument: measurement.instrument,
    taken_on: measurement.takenOn,
    taken_at: measurement.takenAt,
    total: measurement.total,
    safety_answer: measurement.safetyAnswer,
    items: measurement.items ? ([...measurement.items] as number[]) : null,
    way: measurement.way ?? null,
  }
}

function dayIn(zone: string, at: Date): string {
  return DateTime.fromJSDate(at, { zone }).toISODate() ?? ''
}
