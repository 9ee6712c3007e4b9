import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import { sealMaybe } from '#app/platform/sealed.ts'
import type { PatientId, PersonId } from '#app/shared/ids.ts'
import type { NeedKind, NeedState } from '../core/needs.ts'
import { type Cover, coverOf } from './cover.ts'

/** Something that stands in the way of getting well, or the language help that is needed. */
export interface Need {
  readonly needId: string
  readonly kind: NeedKind
  readonly state: NeedState
  readonly text: string | null
  /** The patient's consent withholds it: then there is no text, and it is only counted. */
  readonly withheld: boolean
  readonly labels: readonly string[]
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
  readonly labels: readonly string[]
}

/*
 * Asked by patient. A patient's id comes from a case of the scope (`findCase`), so a team reaches those on its caseload and no others.
 */

/** A patient's needs: what is open first, then what is in hand, then the rest; within that the newest first. */
export async function listNeeds(scope: Scope, patientId: PatientId, most = 100): Promise<Need[]> {
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
  return toNeeds(scope, rows)
}

/** One need of a patient. */
export async function findNeed(
  scope: Scope,
  patientId: PatientId,
  needId: string,
): Promise<Need | undefined> {
  const rows = await needs(scope, patientId).where('need.need_id', '=', needId).execute()
  return (await toNeeds(scope, rows))[0]
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
    labels: [...need.labels],
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

async function toNeeds(scope: Scope, rows: readonly NeedRow[]): Promise<Need[]> {
  const items = rows.map((row) => ({ patientId: row.patient_id, labels: row.labels }))
  const cover = await coverOf(scope, items)
  return rows.map((row) => toNeed(cover, row))
}

function toNeed(cover: Cover, row: NeedRow): Need {
  const item = { patientId: row.patient_id, labels: row.labels }
  const shown = cover.lets(item)
  return {
    needId: row.need_id,
    kind: row.kind as NeedKind,
    state: row.state as NeedState,
    text: row.text_sealed ? (cover.text('need.text', row.need_id, row.text_sealed, item) ?? null) : null,
    withheld: !shown,
    labels: row.labels,
    serviceId: row.service_id,
    notedOn: row.noted_on,
    notedBy: row.noted_by as PersonId | null,
    version: row.version,
  }
}
