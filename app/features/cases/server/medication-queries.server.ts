import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import { open, openMaybe, seal, sealMaybe } from '#app/platform/sealed.ts'
import type { PatientId, PersonId } from '#app/shared/ids.ts'
import { mayShow } from '../core/labels.ts'
import type { ConsentState } from '../core/phases.ts'

/** A medication as whoever changes it has it in front of them. */
export interface KeptMedication {
  readonly medicationId: string
  readonly text: string
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

/** One medication of a patient, if consent lets it be shown. */
export async function findMedication(
  scope: Scope,
  patientId: PatientId,
  medicationId: string,
  consent: ConsentState,
): Promise<KeptMedication | undefined> {
  const row = await scope.trx
    .selectFrom('medication')
    .where('medication.organization_id', '=', scope.organizationId)
    .where('medication.patient_id', '=', patientId)
    .where('medication.medication_id', '=', medicationId)
    .selectAll('medication')
    .executeTakeFirst()
  if (!row || !mayShow(row.labels, consent)) return undefined
  return {
    medicationId,
    text: open(scope, 'medication.text', medicationId, row.text_sealed),
    startedOn: row.started_on,
    endedOn: row.ended_on,
    stopReason: openMaybe(scope, 'medication.stop_reason', medicationId, row.stop_reason_sealed),
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
    /** The medication whose place it takes; its labels go over to this one. */
    readonly replacesId?: string
  },
): Promise<string> {
  const medicationId = scope.world.newId()
  const before = medication.replacesId
    ? await scope.trx
        .selectFrom('medication')
        .where('medication.organization_id', '=', scope.organizationId)
        .where('medication.patient_id', '=', patientId)
        .where('medication.medication_id', '=', medication.replacesId)
        .select('medication.labels')
        .executeTakeFirst()
    : undefined
  await scope.trx
    .insertInto('medication')
    .values({
      organization_id: scope.organizationId,
      medication_id: medicationId,
      patient_id: patientId,
      text_sealed: seal(scope, 'medication.text', medicationId, medication.text),
      started_on: medication.startedOn,
      active: true,
      labels: before?.labels ?? [],
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
