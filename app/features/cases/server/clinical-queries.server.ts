import type { Scope } from '#app/platform/in-organization.ts'
import { sealMaybe } from '#app/platform/sealed.ts'
import type { PatientId, PersonId } from '#app/shared/ids.ts'
import type { ContactWay } from '../core/phases.ts'
import { coverOf } from './cover.ts'

/** One reaching out to the patient. */
export interface Contact {
  readonly contactId: string
  readonly at: Date
  readonly byPersonId: PersonId | null
  readonly way: ContactWay
  readonly reached: boolean
  readonly minutes: number | null
  /** Words that say so where the patient's consent withholds it. */
  readonly note: string | null
  readonly labels: readonly string[]
}

export interface Condition {
  readonly conditionId: string
  /** Undefined where consent does not let it be shown. */
  readonly text: string | undefined
  /** A day, a month or a year. */
  readonly onset: string | null
  readonly active: boolean
}

export interface Medication {
  readonly medicationId: string
  /** Undefined where consent does not let it be shown. */
  readonly text: string | undefined
  readonly startedOn: string | null
  readonly endedOn: string | null
  readonly active: boolean
  /** The medication whose place it took. */
  readonly replacesId: string | null
  /** Why it was stopped, where a person said so. */
  readonly stopReason: string | null
}

/*
 * What follows is asked by patient. A patient's id comes from a case of the scope (`findCase`), so a team reaches those on its
 * caseload and no others.
 */

/** Which contacts are asked for: those that reached the patient, or not, or all; and how many of the newest are passed over. */
export interface WhichContacts {
  readonly reached?: boolean | undefined
  readonly skip?: number
}

/** The patient's newest contacts. */
export async function listContacts(
  scope: Scope,
  patientId: PatientId,
  most = 100,
  { reached, skip = 0 }: WhichContacts = {},
): Promise<Contact[]> {
  const rows = await contacts(scope, patientId, reached)
    .select(['contact.contact_id', 'contact.at', 'contact.by_person_id', 'contact.way'])
    .select(['contact.reached', 'contact.minutes', 'contact.note_sealed', 'contact.labels'])
    .orderBy('contact.at', 'desc')
    .orderBy('contact.contact_id', 'desc')
    .offset(skip)
    .limit(most)
    .execute()
  const cover = await coverOf(scope, ofPatient(patientId, rows))
  return rows.map((row) => ({
    contactId: row.contact_id,
    at: row.at,
    byPersonId: row.by_person_id as PersonId | null,
    way: row.way as ContactWay,
    reached: row.reached,
    minutes: row.minutes,
    note: cover.wordsMaybe('contact.note', row.contact_id, row.note_sealed, {
      patientId,
      labels: row.labels,
    }),
    labels: row.labels,
  }))
}

/** How often the patient was reached out to; with `reached` how often they were, or were not. */
export async function countContacts(
  scope: Scope,
  patientId: PatientId,
  { reached }: WhichContacts = {},
): Promise<number> {
  const row = await contacts(scope, patientId, reached)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** The patient's conditions, active ones first, the newest first. */
export async function listConditions(scope: Scope, patientId: PatientId, most = 200): Promise<Condition[]> {
  const rows = await scope.trx
    .selectFrom('condition')
    .where('condition.organization_id', '=', scope.organizationId)
    .where('condition.patient_id', '=', patientId)
    .select(['condition.condition_id', 'condition.text_sealed', 'condition.onset', 'condition.active'])
    .select('condition.labels')
    .orderBy('condition.active', 'desc')
    .orderBy('condition.onset', (order) => order.desc().nullsLast())
    .orderBy('condition.condition_id')
    .limit(most)
    .execute()
  const cover = await coverOf(scope, ofPatient(patientId, rows))
  return rows.map((row) => ({
    conditionId: row.condition_id,
    text: cover.text('condition.text', row.condition_id, row.text_sealed, { patientId, labels: row.labels }),
    onset: row.onset,
    active: row.active,
  }))
}

/** The patient's medication, what is taken now first, the newest first. */
export async function listMedications(scope: Scope, patientId: PatientId, most = 200): Promise<Medication[]> {
  const rows = await scope.trx
    .selectFrom('medication')
    .where('medication.organization_id', '=', scope.organizationId)
    .where('medication.patient_id', '=', patientId)
    .select(['medication.medication_id', 'medication.text_sealed', 'medication.started_on'])
    .select(['medication.ended_on', 'medication.active', 'medication.labels'])
    .select(['medication.replaces_id', 'medication.stop_reason_sealed'])
    .orderBy('medication.active', 'desc')
    .orderBy('medication.started_on', (order) => order.desc().nullsLast())
    .orderBy('medication.medication_id')
    .limit(most)
    .execute()
  const cover = await coverOf(scope, ofPatient(patientId, rows))
  return rows.map((row) => ({
    medicationId: row.medication_id,
    text: cover.text('medication.text', row.medication_id, row.text_sealed, {
      patientId,
      labels: row.labels,
    }),
    startedOn: row.started_on,
    endedOn: row.ended_on,
    active: row.active,
    replacesId: row.replaces_id,
    stopReason: row.stop_reason_sealed
      ? (cover.text('medication.stop_reason', row.medication_id, row.stop_reason_sealed, {
          patientId,
          labels: row.labels,
        }) ?? null)
      : null,
  }))
}

/** What the patient is allergic to, in the source's words; and whether consent withholds some of it from whoever reads. */
export async function listAllergies(
  scope: Scope,
  patientId: PatientId,
): Promise<{ readonly substances: string[]; readonly withheld: boolean }> {
  const rows = await scope.trx
    .selectFrom('allergy')
    .where('allergy.organization_id', '=', scope.organizationId)
    .where('allergy.patient_id', '=', patientId)
    .select(['allergy.allergy_id', 'allergy.text_sealed', 'allergy.labels'])
    .orderBy('allergy.allergy_id')
    .limit(100)
    .execute()
  const cover = await coverOf(scope, ofPatient(patientId, rows))
  const texts = rows.map((row) =>
    cover.text('allergy.text', row.allergy_id, row.text_sealed, { patientId, labels: row.labels }),
  )
  const substances = [...new Set(texts.flatMap((text) => text ?? []))]
  return { substances, withheld: texts.includes(undefined) }
}

/** Adds a contact that a person has made. */
export async function insertContact(
  scope: Scope,
  patientId: PatientId,
  contact: Omit<Contact, 'contactId'>,
): Promise<string> {
  const contactId = scope.world.newId()
  await scope.trx
    .insertInto('contact')
    .values({
      organization_id: scope.organizationId,
      contact_id: contactId,
      patient_id: patientId,
      at: contact.at,
      by_person_id: contact.byPersonId,
      way: contact.way,
      reached: contact.reached,
      minutes: contact.minutes,
      note_sealed: sealMaybe(scope, 'contact.note', contactId, contact.note),
      labels: [...contact.labels],
      created_at: scope.now.toJSDate(),
    })
    .execute()
  return contactId
}

function contacts(scope: Scope, patientId: PatientId, reached: boolean | undefined) {
  const all = scope.trx
    .selectFrom('contact')
    .where('contact.organization_id', '=', scope.organizationId)
    .where('contact.patient_id', '=', patientId)
  return reached === undefined ? all : all.where('contact.reached', '=', reached)
}

function ofPatient(patientId: PatientId, rows: readonly { readonly labels: string[] }[]) {
  return rows.map(({ labels }) => ({ patientId, labels }))
}
