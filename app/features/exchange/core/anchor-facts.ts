import type { InstrumentCode } from '#app/features/cases/core/instruments.ts'
import type { Coding } from './codes.ts'
import type { FactBase } from './fact-base.ts'

/** A Medication record: what a MedicationRequest may point to. */
export interface DrugFact extends FactBase {
  readonly kind: 'drug'
  readonly aliases: readonly string[]
  readonly codings: readonly Coding[]
  readonly display: string
}

/** A Practitioner: who a care team may point to. */
export interface ClinicianFact extends FactBase {
  readonly kind: 'clinician'
  readonly aliases: readonly string[]
  readonly name: string
  readonly role?: string
  readonly phone?: string
}

/** A PractitionerRole: what a practitioner is, and where. */
export interface RoleFact extends FactBase {
  readonly kind: 'role'
  readonly aliases: readonly string[]
  /** The practitioner it is about. */
  readonly clinician?: string
  readonly name?: string
  readonly role?: string
  readonly phone?: string
  readonly organization?: string
}

/** A Questionnaire: which of our questions its items are, for sheets whose items have no codes. */
export interface FormFact extends FactBase {
  readonly kind: 'form'
  readonly aliases: readonly string[]
  readonly panel?: InstrumentCode
  readonly questions: readonly {
    readonly linkId: string
    readonly codes: readonly string[]
    /** What its own answers are worth, by code. */
    readonly answers: readonly { readonly code: string; readonly value: number }[]
  }[]
}

/** What others may point to, and which is about no patient. */
export type AnchorFact = DrugFact | ClinicianFact | RoleFact | FormFact
