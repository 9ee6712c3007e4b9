import type { Scope } from '#app/platform/in-organization.ts'
import { seal, sealMaybe } from '#app/platform/sealed.ts'
import type { CaseId, PatientId, TeamId } from '#app/shared/ids.ts'
import type { InstrumentCode } from '../core/instruments.ts'
import type { ContactWay } from '../core/phases.ts'

/*
 * Facts that arrive from elsewhere, many at a time. Inner steps of an import, which answers for whose they are.
 */

/** A fact about a patient on its way into its table. `id` is made by the caller, who remembers where it came from. */
export type Arriving = { readonly id: string; readonly patientId: PatientId } & (
  | {
      readonly target: 'contact'
      readonly at: string
      readonly way: ContactWay
      readonly minutes: number | null
      readonly note: string | null
      readonly labels: readonly string[]
    }
  | {
      readonly target: 'condition'
      readonly text: string
      readonly onset: string | null
      readonly active: boolean
      readonly labels: readonly string[]
    }
  | {
      readonly target: 'medication'
      readonly text: string
      readonly startedOn: string | null
      readonly endedOn: string | null
      readonly active: boolean
      readonly labels: readonly string[]
    }
  | { readonly target: 'allergy'; readonly text: string }
  | {
      readonly target: 'score'
      readonly instrument: InstrumentCode
      readonly takenOn: string
      readonly takenAt: string | null
      readonly total: number | null
      readonly safetyAnswer: number | null
    }
)

export type ArrivingTarget = Arriving['target']

/**
 * Adds facts to their tables. All of them count as reached contacts, since a source tells of what took place.
 *
 * A score that is there already is corrected in place and keeps the time of its arrival: a correction is no new answer.
 */
export async function insertArriving(scope: Scope, facts: readonly Arriving[]): Promise<void> {
  const organization_id = scope.organizationId
  const created_at = scope.now.toJSDate()
  const contacts = facts.flatMap((fact) =>
    fact.target !== 'contact'
      ? []
      : {
          organization_id,
          contact_id: fact.id,
          patient_id: fact.patientId,
          at: fact.at,
          way: fact.way,
          reached: true,
          minutes: fact.minutes,
          note_sealed: sealMaybe(scope, 'contact.note', fact.id, fact.note),
          labels: [...fact.labels],
          created_at,
        },
  )
  const conditions = facts.flatMap((fact) =>
    fact.target !== 'condition'
      ? []
      : {
          organization_id,
          condition_id: fact.id,
          patient_id: fact.patientId,
          text_sealed: seal(scope, 'condition.text', fact.id, fact.text),
          onset: fact.onset,
          active: fact.active,
          labels: [...fact.labels],
        },
  )
  const medications = facts.flatMap((fact) =>
    fact.target !== 'medication'
      ? []
      : {
          organization_id,
          medication_id: fact.id,
          patient_id: fact.patientId,
          text_sealed: seal(scope, 'medication.text', fact.id, fact.text),
          started_on: fact.startedOn,
          ended_on: fact.endedOn,
          active: fact.active,
          labels: [...fact.labels],
        },
  )
  const allergies = facts.flatMap((fact) =>
    fact.target !== 'allergy'
      ? []
      : {
          organization_id,
          allergy_id: fact.id,
          patient_id: fact.patientId,
          text_sealed: seal(scope, 'allergy.text', fact.id, fact.text),
        },
  )
  const scores = facts.flatMap((fact) =>
    fact.target !== 'score'
      ? []
      : {
          organization_id,
          score_id: fact.id,
          patient_id: fact.patientId,
          instrument: fact.instrument,
          taken_on: fact.takenOn,
          taken_at: fact.takenAt,
          total: fact.total,
          safety_answer: fact.safetyAnswer,
          arrived_at: created_at,
        },
  )
  const { trx } = scope
  await inPieces(contacts, (piece) => trx.insertInto('contact').values(piece).execute())
  await inPieces(conditions, (piece) => trx.insertInto('condition').values(piece).execute())
  await inPieces(medications, (piece) => trx.insertInto('medication').values(piece).execute())
  await inPieces(allergies, (piece) => trx.insertInto('allergy').values(piece).execute())
  await inPieces(scores, (piece) =>
    trx
      .insertInto('score')
      .values(piece)
      .onConflict((conflict) =>
        conflict.columns(['organization_id', 'score_id']).doUpdateSet((eb) => ({
          instrument: eb.ref('excluded.instrument'),
          taken_on: eb.ref('excluded.taken_on'),
          taken_at: eb.ref('excluded.taken_at'),
          total: eb.ref('excluded.total'),
          safety_answer: eb.ref('excluded.safety_answer'),
        })),
      )
      .execute(),
  )
}

/** Takes one arrived fact away again. What rested on it stays: a flag that a score raised is for a person to close. */
export async function deleteArrived(scope: Scope, target: ArrivingTarget, id: string): Promise<void> {
  await scope.trx
    .deleteFrom(target)
    .where(`${target}.organization_id`, '=', scope.organizationId)
    .where(`${target}_id`, '=', id)
    .execute()
}

/** Whether the patient has a case, of any phase, on one of these teams. */
export async function hasCaseOn(
  scope: Scope,
  teamIds: readonly TeamId[],
  patientId: PatientId,
): Promise<boolean> {
  if (teamIds.length === 0) return false
  const row = await scope.trx
    .selectFrom('case')
    .where('case.organization_id', '=', scope.organizationId)
    .where('case.team_id', 'in', [...teamIds])
    .where('case.patient_id', '=', patientId)
    .select('case.case_id')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Opens nothing, but keeps a patient who has died findable: their case is closed from the start. */
export async function insertClosedCase(
  scope: Scope,
  input: {
    readonly teamId: TeamId
    readonly patientId: PatientId
    readonly episodeStart: string
    readonly reason: string
  },
): Promise<CaseId> {
  const caseId = scope.world.newId() as CaseId
  await scope.trx
    .insertInto('case')
    .values({
      organization_id: scope.organizationId,
      case_id: caseId,
      team_id: input.teamId,
      patient_id: input.patientId,
      episode_start: input.episodeStart,
      phase: 'closed',
      closed_reason_sealed: seal(scope, 'case.closed_reason', caseId, input.reason),
      created_at: scope.now.toJSDate(),
    })
    .execute()
  return caseId
}

/** Whether anything is known that the patient is allergic to. */
export async function hasAllergies(scope: Scope, patientId: PatientId): Promise<boolean> {
  const row = await scope.trx
    .selectFrom('allergy')
    .where('allergy.organization_id', '=', scope.organizationId)
    .where('allergy.patient_id', '=', patientId)
    .select('allergy.allergy_id')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

// A statement carries 65,535 values at most.
async function inPieces<Row>(
  rows: readonly Row[],
  insert: (piece: Row[]) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < rows.length; from += 1000) await insert(rows.slice(from, from + 1000))
}
