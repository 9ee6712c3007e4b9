import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import { seal, sealMaybe } from '#app/platform/sealed.ts'
import type { PatientId, PersonId } from '#app/shared/ids.ts'
import { coverOf } from './cover.ts'

/** A medication as whoever changes it has it in front of them. */
export interface KeptMedication {
  readonly medicationId: string
  readonly text: string
  readonly labels: readonly string[]
  /** A day, a month or a year. */
  readonly startedOn: string | null
  readonly endedOn: string | null
  readonly stopReason: string | null
  readonly active: boolean
  /** Null for what a file brought: the next file may say it anew. */
  readonly recordedBy: PersonId | null
  readonly version: number
}

/*
 * Asked by patient. A patient's id comes from a case of the scope (`findCase`), so a team reaches those on its caseload and no others.
 */

/** One medication of a patient, if the patient's consent lets it be shown. */
export async function findMedication(
  scope: Scope,
  patientId: PatientId,
  medicationId: string,
): Promise<KeptMedication | undefined> {
  const row = await scope.trx
    .selectFrom('medication')
    .where('medication.organization_id', '=', scope.organizationId)
    .where('medication.patient_id', '=', patientId)
    .where('medication.medication_id', '=', medicationId)
    .selectAll('medication')
    .executeTakeFirst()
  if (!row) return undefined
  const item = { patientId, labels: row.labels }
  const cover = await coverOf(scope, [item])
  const text = cover.text('medication.text', medicationId, row.text_sealed, item)
  if (text === undefined) return undefined
  const reason = row.stop_reason_sealed
  return {
    medicationId,
    text,
    labels: row.labels,
    startedOn: row.started_on,
    endedOn: row.ended_on,
    stopReason: reason ? (cover.text('medication.stop_reason', medicationId, reason, item) ?? null) : null,
    active: row.active,
    recordedBy: row.recorded_by as PersonId | null,
    version: row.version,
  }
}

/** Adds what a patient takes from a day on, and answers with its id. */
export async function insertMedication(
  scope: Scope,
  patientId: PatientId,
  medication: {
    readonly text: string
    readonly startedOn: string
    /** The medication whose place it takes. */
    readonly replacesId?: string
    readonly labels: readonly string[]
  },
): Promise<string> {
  const medicationId = scope.world.newId()
  await scope.trx
    .insertInto('medication')
    .values({
      organization_id: scope.organizationId,
      medication_id: medicationId,
      patient_id: patientId,
      text_sealed: seal(scope, 'medication.text', medicationId, medication.text),
      started_on: medication.startedOn,
      active: true,
      labels: [...medication.labels],
      replaces_id: medication.replacesId ?? null,
      recorded_by: actingPerson(scope) ?? null,
    })
    .execute()
  return medicationId
}

/** Notes the day on which a medication was stopped, and why. False when it is at another version, or stopped already. */
export async function updateMedicationStopped(
  scope: Scope,
  medicationId: string,
  version: number,
  on: string,
  reason: string | null,
): Promise<boolean> {
  const updated = await scope.trx
    .updateTable('medication')
    .set({
      active: false,
      ended_on: on,
      stop_reason_sealed: sealMaybe(scope, 'medication.stop_reason', medicationId, reason),
      version: version + 1,
    })
    .where('medication.organization_id', '=', scope.organizationId)
    .where('medication.medication_id', '=', medicationId)
    .where('medication.version', '=', version)
    .where('medication.active', '=', true)
    .executeTakeFirst()
  return updated.numUpdatedRows === 1n
}
