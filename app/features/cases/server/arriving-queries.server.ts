import { sql } from 'kysely'
import type { Scope } from '#app/platform/in-organization.ts'
import { seal, sealMaybe } from '#app/platform/sealed.ts'
import type { PatientId } from '#app/shared/ids.ts'
import type { InstrumentCode } from '../core/instruments.ts'
import type { ContactWay } from '../core/phases.ts'
import {
  type ArrivingDepth,
  insertArrivingDepth,
  updateConsentEnded,
} from './arriving-depth-queries.server.ts'

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
  | { readonly target: 'allergy'; readonly text: string; readonly labels: readonly string[] }
  | {
      readonly target: 'score'
      readonly instrument: InstrumentCode
      readonly takenOn: string
      readonly takenAt: string | null
      readonly total: number | null
      readonly safetyAnswer: number | null
      /** In the order of the instrument's items. */
      readonly items: readonly (number | null)[] | null
      readonly labels: readonly string[]
    }
  | ArrivingDepth
)

export type ArrivingTarget = Arriving['target']

/**
 * Adds facts to their tables. All of them count as reached contacts, since a source tells of what took place.
 *
 * What is there already is corrected in place: flags and tasks may rest on it. A score keeps the time of its arrival, since a
 * correction is no new answer. What a person has changed here since stays as they said it.
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
          labels: [...fact.labels],
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
          items: fact.items && sql<number[]>`${[...fact.items]}::smallint[]`,
          labels: [...fact.labels],
          arrived_at: created_at,
        },
  )
  const { trx } = scope
  await inPieces(contacts, (piece) =>
    trx
      .insertInto('contact')
      .values(piece)
      .onConflict((conflict) =>
        conflict.columns(['organization_id', 'contact_id']).doUpdateSet((eb) => ({
          at: eb.ref('excluded.at'),
          way: eb.ref('excluded.way'),
          minutes: eb.ref('excluded.minutes'),
          note_sealed: eb.ref('excluded.note_sealed'),
          labels: eb.ref('excluded.labels'),
        })),
      )
      .execute(),
  )
  await inPieces(conditions, (piece) =>
    trx
      .insertInto('condition')
      .values(piece)
      .onConflict((conflict) =>
        conflict.columns(['organization_id', 'condition_id']).doUpdateSet((eb) => ({
          text_sealed: eb.ref('excluded.text_sealed'),
          onset: eb.ref('excluded.onset'),
          active: eb.ref('excluded.active'),
          labels: eb.ref('excluded.labels'),
        })),
      )
      .execute(),
  )
  await inPieces(medications, (piece) =>
    trx
      .insertInto('medication')
      .values(piece)
      .onConflict((conflict) =>
        conflict
          .columns(['organization_id', 'medication_id'])
          .doUpdateSet((eb) => ({
            text_sealed: eb.ref('excluded.text_sealed'),
            started_on: eb.ref('excluded.started_on'),
            ended_on: eb.ref('excluded.ended_on'),
            active: eb.ref('excluded.active'),
            labels: eb.ref('excluded.labels'),
          }))
          .where('medication.version', '=', 1),
      )
      .execute(),
  )
  await inPieces(allergies, (piece) =>
    trx
      .insertInto('allergy')
      .values(piece)
      .onConflict((conflict) =>
        conflict.columns(['organization_id', 'allergy_id']).doUpdateSet((eb) => ({
          text_sealed: eb.ref('excluded.text_sealed'),
          labels: eb.ref('excluded.labels'),
        })),
      )
      .execute(),
  )
  await inPieces(scores, (piece) =>
    trx
      .insertInto('score')
      .values(piece)
      .onConflict((conflict) =>
        conflict
          .columns(['organization_id', 'score_id'])
          .doUpdateSet((eb) => ({
            instrument: eb.ref('excluded.instrument'),
            taken_on: eb.ref('excluded.taken_on'),
            taken_at: eb.ref('excluded.taken_at'),
            total: eb.ref('excluded.total'),
            safety_answer: eb.ref('excluded.safety_answer'),
            items: eb.ref('excluded.items'),
            labels: eb.ref('excluded.labels'),
          }))
          .where('score.version', '=', 1),
      )
      .execute(),
  )
  await insertArrivingDepth(scope, facts)
}

/**
 * Takes one arrived fact away again. What rested on it stays: a flag that a score raised is for a person to close. A consent is revoked
 * instead, since none is ever deleted.
 */
export async function deleteArrived(scope: Scope, target: ArrivingTarget, id: string): Promise<void> {
  if (target === 'consent') {
    await updateConsentEnded(scope, id)
    return
  }
  await scope.trx
    .deleteFrom(target)
    .where(`${target}.organization_id`, '=', scope.organizationId)
    .where(`${target}_id`, '=', id)
    .execute()
}

// A statement carries 65,535 values at most.
async function inPieces<Row>(
  rows: readonly Row[],
  insert: (piece: Row[]) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < rows.length; from += 1000) await insert(rows.slice(from, from + 1000))
}
