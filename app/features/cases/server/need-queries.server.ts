import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import { openMaybe, sealMaybe } from '#app/platform/sealed.ts'
import type { PatientId, PersonId } from '#app/shared/ids.ts'
import { mayShow } from '../core/labels.ts'
import type { NeedKind, NeedState } from '../core/needs.ts'
import type { ConsentState } from '../core/phases.ts'

/** Something that stands in the way of getting well, or the language help that is needed. */
export interface Need {
  readonly needId: string
  readonly kind: NeedKind
  readonly state: NeedState
  readonly text: string | null
  /** Consent does not let it be shown: then there is no text, and it is only counted. */
  readonly withheld: boolean
  readonly serviceId: string | null
  /** A calendar day. */
  readonly notedOn: string
  readonly notedBy: PersonId | null
  readonly version: number
}

export interface NeedText {
  readonly kind: NeedKind
  readonly state: NeedState
  readonly text: string | null
  readonly serviceId: string | null
}

/*
 * Asked by patient. A patient's id comes from a case of the scope (`findCase`), so a team reaches those on its caseload and no others.
 */

/** A patient's needs: what is open first, then what is in hand, then the rest; within that the newest first. */
export async function listNeeds(
  scope: Scope,
  patientId: PatientId,
  consent: ConsentState,
  most = 100,
): Promise<Need[]> {
  const rows = await needs(scope, patientId)
    .orderBy((eb) =>
      eb
        .case()
        .when('need.state', '=', 'open')
        .then(0)
        .when('need.state', '=', 'in-hand')
        .then(1)
        .else(2)
        .end(),
    )
    .orderBy('need.noted_on', 'desc')
    .orderBy('need.need_id', 'desc')
    .limit(most)
    .execute()
  return rows.map((row) => toNeed(scope, row, consent))
}

/** One need of a patient. */
export async function findNeed(
  scope: Scope,
  patientId: PatientId,
  needId: string,
  consent: ConsentState,
): Promise<Need | undefined> {
  const row = await needs(scope, patientId).where('need.need_id', '=', needId).executeTakeFirst()
  return row && toNeed(scope, row, consent)
}

/** Adds a need noted on the day `on`, and answers with its id. */
export async function insertNeed(
  scope: Scope,
  patientId: PatientId,
  need: NeedText,
  on: string,
): Promise<string> {
  const needId = scope.world.newId()
  await scope.trx
    .insertInto('need')
    .values({
      organization_id: scope.organizationId,
      need_id: needId,
      patient_id: patientId,
      ...toRow(scope, needId, need),
      noted_on: on,
      noted_by: actingPerson(scope) ?? null,
    })
    .execute()
  return needId
}

/** Says a need anew, if it is still at that version. */
export async function updateNeed(
  scope: Scope,
  needId: string,
  version: number,
  need: NeedText,
): Promise<boolean> {
  const updated = await scope.trx
    .updateTable('need')
    .set({ ...toRow(scope, needId, need), version: version + 1 })
    .where('need.organization_id', '=', scope.organizationId)
    .where('need.need_id', '=', needId)
    .where('need.version', '=', version)
    .executeTakeFirst()
  return updated.numUpdatedRows === 1n
}

function toRow(scope: Scope, needId: string, need: NeedText) {
  return {
    kind: need.kind,
    state: need.state,
    text_sealed: sealMaybe(scope, 'need.text', needId, need.text),
    service_id: need.serviceId,
  }
}

function needs(scope: Scope, patientId: PatientId) {
  return scope.trx
    .selectFrom('need')
    .where('need.organization_id', '=', scope.organizationId)
    .where('need.patient_id', '=', patientId)
    .selectAll('need')
}

type NeedRow = Awaited<ReturnType<ReturnType<typeof needs>['execute']>>[number]

function toNeed(scope: Scope, row: NeedRow, consent: ConsentState): Need {
  const shown = mayShow(row.labels, consent)
  return {
    needId: row.need_id,
    kind: row.kind as NeedKind,
    state: row.state as NeedState,
    text: shown ? openMaybe(scope, 'need.text', row.need_id, row.text_sealed) : null,
    withheld: !shown,
    serviceId: row.service_id,
    notedOn: row.noted_on,
    notedBy: row.noted_by as PersonId | null,
    version: row.version,
  }
}
