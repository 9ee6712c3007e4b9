import type { InstrumentCode } from '#app/features/cases/core/instruments.ts'
import type { Coding } from './codes.ts'

/** Where a record comes from: the place that sent it, what it is there, and its id there. */
export interface RecordKey {
  readonly source: string
  readonly type: string
  readonly id: string
  /** One record can hold several facts (two questionnaires in one answer sheet): which of them this is. */
  readonly part?: string
}

/** Why a fact may only be shown to some: security labels of the record. */
export type Label = 'part2' | 'eth' | 'sud' | 'psy' | 'hiv'

interface FactBase {
  readonly key: RecordKey
  /** When the source last changed the record, in UTC. */
  readonly lastUpdated?: string
  readonly labels: readonly Label[]
}

interface OfPatient extends FactBase {
  /** The key of the reference to the patient, as `references.ts` writes it. */
  readonly patient: string
}

export interface Identifier {
  readonly system?: string
  readonly value: string
  /** The v2-0203 type where there is one: MR, SS, DL … */
  readonly type?: string
}

export interface PatientFact extends FactBase {
  readonly kind: 'patient'
  /** Every key a reference may call this patient by. */
  readonly aliases: readonly string[]
  readonly family?: string
  readonly given: readonly string[]
  /** Former and other names, for searching: family and given names as they would be written. */
  readonly otherNames: readonly string[]
  /** A day, month or year. */
  readonly birthDate?: string
  readonly gender?: 'male' | 'female' | 'other' | 'unknown'
  readonly identifiers: readonly Identifier[]
  /** The medical record number where one is marked as such, else the first identifier. */
  readonly recordNumber?: string
  readonly deceased: boolean
  readonly deceasedOn?: string
}

export interface ConditionFact extends OfPatient {
  readonly kind: 'condition'
  readonly codings: readonly Coding[]
  readonly display: string
  /** A day, month or year. */
  readonly onset?: string
  readonly clinicalStatus?: string
  /** `refuted` is a diagnosis the patient does not have. */
  readonly verification?: string
}

export interface MedicationFact extends OfPatient {
  readonly kind: 'medication'
  readonly codings: readonly Coding[]
  /** Undefined until the second pass when it stands in another record, `drug`. */
  readonly display?: string
  readonly drug?: string
  /** As FHIR words it: active, completed, on-hold, stopped, not-taken, unknown … */
  readonly status: string
  readonly startedOn?: string
  readonly endedOn?: string
  readonly dosage?: string
}

/** A Medication record: what a MedicationRequest may point to. */
export interface DrugFact extends FactBase {
  readonly kind: 'drug'
  readonly aliases: readonly string[]
  readonly codings: readonly Coding[]
  readonly display: string
}

export type ContactWay = 'visit' | 'home' | 'virtual' | 'emergency' | 'inpatient' | 'other'

export interface ContactFact extends OfPatient {
  readonly kind: 'contact'
  readonly on: string
  readonly at?: string
  readonly way: ContactWay
  /** What the source calls it. */
  readonly display?: string
  /** Whole minutes; undefined while it lasts, and for stays of a day or more. */
  readonly minutes?: number
  readonly reached: true
}

export interface ItemAnswer {
  readonly item: number
  readonly value: number
}

export interface ScoreFact extends OfPatient {
  readonly kind: 'score'
  readonly instrument: InstrumentCode
  readonly value: number
  readonly on: string
  readonly at?: string
  /** The items that came with it, by item; any of them may be missing. */
  readonly items: readonly ItemAnswer[]
}

/** One item of an instrument, answered in a record of its own or without a total. */
export interface AnswerFact extends OfPatient {
  readonly kind: 'answer'
  readonly instrument: InstrumentCode
  readonly item: number
  readonly value: number
  readonly on: string
  readonly at?: string
}

/** A set of answers whose items are records of their own; it becomes a score when all of them are there. */
export interface PanelFact extends OfPatient {
  readonly kind: 'panel'
  readonly instrument: InstrumentCode
  readonly members: readonly string[]
  readonly on: string
  readonly at?: string
}

export interface AllergyFact extends OfPatient {
  readonly kind: 'allergy'
  readonly codings: readonly Coding[]
  readonly display: string
  /** `none` says that no allergy (of that kind) is known. */
  readonly says: 'allergic' | 'none'
  readonly scope: 'any' | 'drug' | 'food' | 'environment'
  readonly clinicalStatus?: string
  readonly verification?: string
  readonly criticality?: string
}

export type Fact =
  | PatientFact
  | ConditionFact
  | MedicationFact
  | DrugFact
  | ContactFact
  | ScoreFact
  | AnswerFact
  | PanelFact
  | AllergyFact

/** The facts that hang on a patient. */
export type PatientsFact = Exclude<Fact, PatientFact | DrugFact>

/** Why a record was not read, by name; `sayings` has the words. */
export const skipReasons = {
  'not-json': 'The line is not JSON',
  'not-a-resource': 'Not a FHIR resource',
  'unsupported-type': 'A kind of record that is not read',
  'unsupported-code': 'A measurement that is not read',
  'no-id': 'No id',
  'entered-in-error': 'Marked as entered in error by its source',
  'status-unknown': 'Its status is not known',
  'not-done': 'Cancelled, planned or never happened',
  'no-subject': 'It is not about a patient',
  'unknown-subject': 'Its patient is not in these files',
  'no-value': 'It holds no value',
  'score-out-of-range': 'A score that the questionnaire cannot have',
  'bad-date': 'No date, or one that cannot be read',
  'dangling-reference': 'It points to a record that is not in these files',
  'other-team': 'Its patient is with another team: an admin can import for both',
  superseded: 'A newer version of the record belongs to another patient',
  'label-psythpn': 'Psychotherapy notes are not taken in',
} as const

export type SkipReason = keyof typeof skipReasons

/** Whether a text read from a row names a reason. */
export function isSkipReason(text: string): text is SkipReason {
  return Object.hasOwn(skipReasons, text)
}

/** Skips that are counted and nothing else: nobody has to mend them. */
export const onlyCounted: readonly SkipReason[] = ['unsupported-type', 'unsupported-code', 'label-psythpn']

/**
 * A record that was not read. It never holds patient text: reason, type and id only.
 *
 * `entered-in-error` takes back what the same record said before, see `resolve.ts`.
 */
export interface Skip {
  readonly reason: SkipReason
  readonly source: string
  readonly type?: string
  readonly id?: string
  readonly lastUpdated?: string
  /** Of a record entered in error, whose it was: an opaque id, never a number a patient is known by. */
  readonly patient?: string
}

/** What stays the same for all records of one import. */
export interface ReadContext {
  /** Names the place the files come from; part of every record's identity. */
  readonly source: string
  /** The team's zone: times become days there. */
  readonly zone: string
  /** The address of the record in its Bundle, where it came in one. */
  readonly fullUrl?: string
  /** Labels that everything from this source has, as from a Part 2 programme. */
  readonly labels?: readonly Label[]
}
