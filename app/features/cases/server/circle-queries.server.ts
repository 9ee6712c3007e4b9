import type { Scope } from '#app/platform/in-organization.ts'
import { seal } from '#app/platform/sealed.ts'
import type { PatientId } from '#app/shared/ids.ts'
import type { CircleKind } from '../core/circle.ts'
import { type Cover, coverOf } from './cover.ts'

/** Somebody around the patient. What is not known is an empty text. */
export interface CircleDetails {
  readonly name: string
  /** What they are to the patient: sister, primary care physician. */
  readonly role: string
  readonly phone: string
  /** Where they work. */
  readonly organization: string
}

export interface CirclePerson extends CircleDetails {
  readonly circlePersonId: string
  readonly kind: CircleKind
  readonly active: boolean
  readonly version: number
}

/*
 * Asked by patient. A patient's id comes from a case of the scope (`findCase`), so a team reaches those on its caseload and no others.
 */

/** The people around a patient by name: those who are there now first. Those whom consent does not let be shown are only counted. */
export async function listCircle(
  scope: Scope,
  patientId: PatientId,
  most = 200,
): Promise<{ readonly shown: CirclePerson[]; readonly withheld: number }> {
  const rows = await circle(scope, patientId)
    .orderBy('circle_person.active', 'desc')
    .orderBy('circle_person.circle_person_id')
    .limit(most)
    .execute()
  const shown = await toPersons(scope, rows)
  return {
    shown: shown.sort(
      (one, other) => Number(other.active) - Number(one.active) || one.name.localeCompare(other.name, 'en'),
    ),
    withheld: rows.length - shown.length,
  }
}

/** One of them. */
export async function findCirclePerson(
  scope: Scope,
  patientId: PatientId,
  circlePersonId: string,
): Promise<CirclePerson | undefined> {
  const rows = await circle(scope, patientId)
    .where('circle_person.circle_person_id', '=', circlePersonId)
    .execute()
  return (await toPersons(scope, rows))[0]
}

/** Adds somebody, and answers with their id. */
export async function insertCirclePerson(
  scope: Scope,
  patientId: PatientId,
  kind: CircleKind,
  details: CircleDetails,
  labels: readonly string[],
): Promise<string> {
  const id = scope.world.newId()
  await scope.trx
    .insertInto('circle_person')
    .values({
      organization_id: scope.organizationId,
      circle_person_id: id,
      patient_id: patientId,
      kind,
      details_sealed: sealDetails(scope, id, details),
      labels: [...labels],
    })
    .execute()
  return id
}

/** Says somebody anew, if they are still at that version. */
export async function updateCirclePerson(
  scope: Scope,
  circlePersonId: string,
  version: number,
  person: { readonly kind: CircleKind; readonly active: boolean; readonly details: CircleDetails },
): Promise<boolean> {
  const updated = await scope.trx
    .updateTable('circle_person')
    .set({
      kind: person.kind,
      active: person.active,
      details_sealed: sealDetails(scope, circlePersonId, person.details),
      version: version + 1,
    })
    .where('circle_person.organization_id', '=', scope.organizationId)
    .where('circle_person.circle_person_id', '=', circlePersonId)
    .where('circle_person.version', '=', version)
    .executeTakeFirst()
  return updated.numUpdatedRows === 1n
}

function sealDetails(scope: Scope, id: string, details: CircleDetails): Buffer {
  return seal(scope, 'circle_person.details', id, JSON.stringify(details))
}

function circle(scope: Scope, patientId: PatientId) {
  return scope.trx
    .selectFrom('circle_person')
    .where('circle_person.organization_id', '=', scope.organizationId)
    .where('circle_person.patient_id', '=', patientId)
    .selectAll('circle_person')
}

type CircleRow = Awaited<ReturnType<ReturnType<typeof circle>['execute']>>[number]

// Whom the patient's consent keeps back is not in the answer.
async function toPersons(scope: Scope, rows: readonly CircleRow[]): Promise<CirclePerson[]> {
  const items = rows.map((row) => ({ patientId: row.patient_id, labels: row.labels }))
  const cover = await coverOf(scope, items)
  return rows.flatMap((row) => toPerson(cover, row) ?? [])
}

function toPerson(cover: Cover, row: CircleRow): CirclePerson | undefined {
  const { circle_person_id: id, patient_id: patientId, labels } = row
  const text = cover.text('circle_person.details', id, row.details_sealed, { patientId, labels })
  if (text === undefined) return undefined
  const details = JSON.parse(text) as Partial<CircleDetails>
  return {
    name: '',
    role: '',
    phone: '',
    organization: '',
    ...details,
    circlePersonId: row.circle_person_id,
    kind: row.kind as CircleKind,
    active: row.active,
    version: row.version,
  }
}
