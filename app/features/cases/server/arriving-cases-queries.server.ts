import type { Scope } from '#app/platform/in-organization.ts'
import { sealMaybe } from '#app/platform/sealed.ts'
import type { CaseId, PatientId, TeamId } from '#app/shared/ids.ts'
import type { InstrumentCode } from '../core/instruments.ts'

/*
 * What an import asks and does about the cases of many patients at once. Inner steps of an import, which answers for whose they are.
 */

/** Those of the patients who have a case, of any phase, on one of these teams. */
export async function listPatientsOn(
  scope: Scope,
  teamIds: readonly TeamId[],
  patientIds: readonly PatientId[],
): Promise<Set<PatientId>> {
  if (teamIds.length === 0 || patientIds.length === 0) return new Set()
  const rows = await scope.trx
    .selectFrom('case')
    .where('case.organization_id', '=', scope.organizationId)
    .where('case.team_id', 'in', [...teamIds])
    .where('case.patient_id', 'in', [...patientIds])
    .select('case.patient_id')
    .distinct()
    .execute()
  return new Set(rows.map((row) => row.patient_id as PatientId))
}

/** A case as an import opens it. One of a patient who has died is closed from the start: found, and on no list of work. */
export interface ArrivingCase {
  readonly patientId: PatientId
  readonly episodeStart: string
  readonly closedReason?: string
}

/** Puts patients on a team's caseload, with the first line of their history; no rule looks at them yet. */
export async function insertArrivingCases(
  scope: Scope,
  teamId: TeamId,
  cases: readonly ArrivingCase[],
): Promise<{ readonly caseId: CaseId; readonly patientId: PatientId; readonly closed: boolean }[]> {
  if (cases.length === 0) return []
  const opened = cases.map((one) => ({
    ...one,
    caseId: scope.world.newId() as CaseId,
    closed: one.closedReason !== undefined,
  }))
  await scope.trx
    .insertInto('case')
    .values(
      opened.map(({ caseId, patientId, episodeStart, closed, closedReason }) => ({
        organization_id: scope.organizationId,
        case_id: caseId,
        team_id: teamId,
        patient_id: patientId,
        episode_start: episodeStart,
        phase: closed ? 'closed' : 'active',
        closed_reason_sealed: sealMaybe(scope, 'case.closed_reason', caseId, closedReason),
        rules_held: !closed,
        created_at: scope.now.toJSDate(),
      })),
    )
    .execute()
  await insertEvents(
    scope,
    opened.map(({ caseId, closed }) => ({ caseId, kind: closed ? 'imported' : 'opened' })),
  )
  return opened
}

/** Adds a line to the history of cases that an import brought something. */
export async function insertImportedEvents(
  scope: Scope,
  caseIds: readonly CaseId[],
  importId: string,
): Promise<void> {
  await insertEvents(
    scope,
    caseIds.map((caseId) => ({ caseId, kind: 'imported', subjectId: importId })),
  )
}

/** The open cases of patients, whichever team's. */
export async function listOpenCasesOfPatients(
  scope: Scope,
  patientIds: readonly PatientId[],
): Promise<Map<PatientId, CaseId[]>> {
  const cases = new Map<PatientId, CaseId[]>()
  if (patientIds.length === 0) return cases
  const rows = await scope.trx
    .selectFrom('case')
    .where('case.organization_id', '=', scope.organizationId)
    .where('case.patient_id', 'in', [...patientIds])
    .where('case.phase', '<>', 'closed')
    .select(['case.case_id', 'case.patient_id'])
    .orderBy('case.case_id')
    .execute()
  for (const row of rows) {
    const patientId = row.patient_id as PatientId
    cases.set(patientId, [...(cases.get(patientId) ?? []), row.case_id as CaseId])
  }
  return cases
}

/** Those of the patients of whom something is known that they are allergic to. */
export async function listAllergic(scope: Scope, patientIds: readonly PatientId[]): Promise<Set<PatientId>> {
  if (patientIds.length === 0) return new Set()
  const rows = await scope.trx
    .selectFrom('allergy')
    .where('allergy.organization_id', '=', scope.organizationId)
    .where('allergy.patient_id', 'in', [...patientIds])
    .select('allergy.patient_id')
    .distinct()
    .execute()
  return new Set(rows.map((row) => row.patient_id as PatientId))
}

/** A score that is here already, as far as it is needed to tell whether another is the same. */
export interface ScoreHere {
  readonly scoreId: string
  readonly patientId: PatientId
  readonly instrument: InstrumentCode
  readonly takenOn: string
  readonly takenAt: string | null
  readonly total: number
  /** A person typed it in. */
  readonly byHand: boolean
}

/** The totals of patients that are here already. */
export async function listScoresHere(scope: Scope, patientIds: readonly PatientId[]): Promise<ScoreHere[]> {
  if (patientIds.length === 0) return []
  const rows = await scope.trx
    .selectFrom('score')
    .where('score.organization_id', '=', scope.organizationId)
    .where('score.patient_id', 'in', [...patientIds])
    .where('score.total', 'is not', null)
    .select(['score.score_id', 'score.patient_id', 'score.instrument', 'score.taken_on', 'score.taken_at'])
    .select(['score.total', 'score.recorded_by'])
    .execute()
  return rows.map((row) => ({
    scoreId: row.score_id,
    patientId: row.patient_id as PatientId,
    instrument: row.instrument as InstrumentCode,
    takenOn: row.taken_on,
    takenAt: row.taken_at?.toISOString() ?? null,
    total: row.total ?? 0,
    byHand: row.recorded_by !== null,
  }))
}

async function insertEvents(
  scope: Scope,
  events: readonly { readonly caseId: CaseId; readonly kind: string; readonly subjectId?: string }[],
): Promise<void> {
  if (events.length === 0) return
  await scope.trx
    .insertInto('case_event')
    .values(
      events.map(({ caseId, kind, subjectId }) => ({
        organization_id: scope.organizationId,
        case_event_id: scope.world.newId(),
        case_id: caseId,
        at: scope.now.toJSDate(),
        kind,
        actor_kind: scope.actor.kind,
        actor_id: null,
        subject_id: subjectId ?? null,
      })),
    )
    .execute()
}
