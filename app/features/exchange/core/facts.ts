import type { InstrumentCode } from '#app/features/cases/core/instruments.ts'
import type { AnchorFact } from './anchor-facts.ts'
import type { Coding } from './codes.ts'
import type { FactBase, Label, OfPatient } from './fact-base.ts'

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
  /** Ids of prescriptions of which any, known from before, says the same. */
  readonly prescribedBy?: readonly string[]
}

/** Medication that was handed out. It becomes medication of the patient's where no prescription says it already. */
export interface DispenseFact extends OfPatient {
  readonly kind: 'dispense'
  readonly codings: readonly Coding[]
  readonly display?: string
  readonly drug?: string
  readonly on: string
  /** The last day it was enough for, where the record says how many days that are. */
  readonly until?: string
  readonly dosage?: string
  /** The prescription it was handed out for. */
  readonly prescription?: string
}

/** What the patient and somebody else's team work towards. */
export interface GoalFact extends OfPatient {
  readonly kind: 'goal'
  readonly text: string
  /** A total of an instrument to come down to, or below. */
  readonly target?: { readonly instrument: InstrumentCode; readonly total: number }
  /** What else is to be measured, in words. */
  readonly measure?: string
  /** A day, month or year. */
  readonly targetOn?: string
  readonly state: 'active' | 'reached' | 'given-up'
  readonly endedOn?: string
}

export type NeedKind =
  | 'housing'
  | 'food'
  | 'transport'
  | 'isolation'
  | 'money'
  | 'safety'
  | 'interpreter'
  | 'language'
  | 'other'

/** What one record says about one need: that there is one, or (a later answer) that there is none. */
export interface NeedSignFact extends OfPatient {
  readonly kind: 'need-sign'
  readonly need: NeedKind
  readonly present: boolean
  /** Undefined where the record has no date: then any dated sign is newer. */
  readonly on?: string
  /** What more is certain, in our words: which utility, which language. */
  readonly words?: string
}

/** A need as its newest sign says; `on` is the day of that sign. */
export interface NeedFact extends OfPatient {
  readonly kind: 'need'
  readonly need: NeedKind
  readonly present: boolean
  /** Undefined where the record has no date: then any dated sign is newer. */
  readonly on?: string
  readonly words?: string
}

/** Somebody of a care team, as the care team names them: by reference, by name, or both. */
export interface MemberFact extends OfPatient {
  readonly kind: 'member'
  readonly member?: string
  readonly name?: string
  readonly role?: string
  readonly active: boolean
}

/** Somebody around the patient: a practitioner elsewhere, a relative, a friend. Never an account. */
export interface CircleFact extends OfPatient {
  readonly kind: 'circle'
  readonly circle: 'professional' | 'related'
  readonly name: string
  readonly role?: string
  readonly phone?: string
  readonly organization?: string
  readonly active: boolean
}

/** What the patient has said about sharing their records. */
export interface ConsentFact extends OfPatient {
  readonly kind: 'consent'
  /** `unavailable`: there is a consent, and what it allows is more than its record tells us. */
  readonly decision: 'given' | 'refused' | 'unavailable'
  /** The labels it speaks of; `general` where it names none: that releases nothing which is labelled. */
  readonly scope: readonly string[]
  /** Whether it names somebody it shares with. Nobody named means whoever holds the record. */
  readonly recipient?: string
  readonly discloser?: string
  readonly purpose?: string
  readonly from: string
  readonly until?: string
  /** Since when it is no longer in force, where its source says so. */
  readonly endedAt?: string
}

/** A filled-in sheet whose questions only its Questionnaire can tell. */
export interface SheetFact extends OfPatient {
  readonly kind: 'sheet'
  readonly form: string
  /** The instrument its form is named after, where it is. */
  readonly panel?: InstrumentCode
  readonly on: string
  readonly at?: string
  readonly answers: readonly {
    readonly linkId: string
    readonly value?: number
    readonly code?: string
  }[]
}

/** A record that was understood and adds nothing by itself: what it says went into another fact, or needs no keeping. */
export interface NotedFact extends OfPatient {
  readonly kind: 'noted'
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

/** The facts that hang on a patient, as they are read. */
export type PatientsFact =
  | ConditionFact
  | MedicationFact
  | DispenseFact
  | ContactFact
  | ScoreFact
  | AnswerFact
  | PanelFact
  | SheetFact
  | AllergyFact
  | GoalFact
  | NeedSignFact
  | MemberFact
  | CircleFact
  | ConsentFact

export type Fact = PatientFact | AnchorFact | PatientsFact

/** A fact as it is kept: complete, and what many records say together said once. */
export type KeptFact =
  | Exclude<PatientsFact, PanelFact | SheetFact | DispenseFact | NeedSignFact | MemberFact>
  | NeedFact
  | NotedFact

/** What stays the same for all records of one import. */
export interface ReadContext {
  /** Names the place the files come from; part of every record's identity. */
  readonly source: string
  /** The team's zone: times become days there. */
  readonly zone: string
  /** The address of the record in its Bundle, where it came in one. */
  readonly fullUrl?: string
  /** Today in that zone: what is dated later is a mistake. Undefined: nothing is. */
  readonly today?: string
  /** Labels that everything from this source has, as from a Part 2 programme. */
  readonly labels?: readonly Label[]
}
