import { DateTime } from 'luxon'
import { type InstrumentCode, instrumentOf } from '#app/features/cases/core/instruments.ts'
import type { ContactWay } from '#app/features/cases/core/phases.ts'
import type { AllergyFact, ContactFact, Label, PatientFact, ScoreFact } from './facts.ts'
import type { KeptFact } from './resolve.ts'

/** What a fact becomes in our own tables. `nothing`: it was understood, and there is nothing of it to keep. */
export type Kept =
  | {
      readonly target: 'contact'
      readonly at: string
      readonly way: ContactWay
      readonly minutes: number | null
      readonly note: string | null
      readonly labels: readonly Label[]
    }
  | {
      readonly target: 'condition'
      readonly text: string
      readonly onset: string | null
      readonly active: boolean
      readonly labels: readonly Label[]
    }
  | {
      readonly target: 'medication'
      readonly text: string
      readonly startedOn: string | null
      readonly endedOn: string | null
      readonly active: boolean
      readonly labels: readonly Label[]
    }
  | { readonly target: 'allergy'; readonly text: string }
  | {
      readonly target: 'score'
      readonly instrument: InstrumentCode
      readonly takenOn: string
      readonly takenAt: string | null
      readonly total: number | null
      readonly safetyAnswer: number | null
    }
  | { readonly target: 'nothing' }

const nothing: Kept = { target: 'nothing' }

/** What to keep of a fact. A day without a time is noon in the team's zone, so that it is that day for everyone nearby. */
export function keptOf(fact: KeptFact, zone: string): Kept {
  switch (fact.kind) {
    case 'contact':
      return {
        target: 'contact',
        at: fact.at ?? DateTime.fromISO(`${fact.on}T12:00`, { zone }).toUTC().toJSDate().toISOString(),
        way: ways[fact.way],
        minutes: fact.minutes !== undefined && fact.minutes <= 1440 ? fact.minutes : null,
        note: fact.display ?? null,
        labels: fact.labels,
      }
    case 'condition':
      if (fact.verification === 'refuted') return nothing
      return {
        target: 'condition',
        text: fact.display,
        onset: fact.onset ?? null,
        active: !['inactive', 'remission', 'resolved'].includes(fact.clinicalStatus ?? ''),
        labels: fact.labels,
      }
    case 'medication':
      return {
        target: 'medication',
        text: [fact.display ?? '', fact.dosage ?? ''].filter((text) => text !== '').join(', '),
        startedOn: fact.startedOn ?? null,
        endedOn: fact.endedOn ?? null,
        active: !ended.includes(fact.status),
        labels: fact.labels,
      }
    case 'allergy':
      return isInForce(fact) && fact.says === 'allergic' ? { target: 'allergy', text: fact.display } : nothing
    case 'score':
      return scoreOf(fact, fact.value, safetyAnswerIn(fact))
    case 'answer':
      // Single answers matter for the one about self-harm only; the others have become a score where they were complete.
      if (instrumentOf(fact.instrument).safetyItem !== fact.item) return nothing
      return scoreOf(fact, null, fact.value)
    default:
      return fact satisfies never
  }
}

/** Whether a fact says that no allergy, or none to a drug, is known. "No food allergy" says too little. */
export function saysNoAllergy(fact: KeptFact): boolean {
  return (
    fact.kind === 'allergy' && fact.says === 'none' && isInForce(fact) && ['any', 'drug'].includes(fact.scope)
  )
}

/** A patient as they are sealed. */
export function identityOf(patient: PatientFact) {
  return {
    ...(patient.family && { family: patient.family }),
    given: patient.given,
    ...(patient.otherNames.length > 0 && { otherNames: patient.otherNames }),
    ...(patient.birthDate && { birthDate: patient.birthDate }),
    ...(patient.gender && { gender: patient.gender }),
    ...(patient.recordNumber && { recordNumber: patient.recordNumber }),
    identifiers: patient.identifiers.map(({ value }) => value),
    ...(patient.deceased && { deceased: true }),
    ...(patient.deceasedOn && { deceasedOn: patient.deceasedOn }),
  }
}

const ways: Readonly<Record<ContactFact['way'], ContactWay>> = {
  visit: 'visit',
  home: 'visit',
  virtual: 'video',
  emergency: 'other',
  inpatient: 'other',
  other: 'other',
}

const ended = ['completed', 'stopped', 'cancelled', 'not-taken', 'ended']

function isInForce({ clinicalStatus, verification }: AllergyFact): boolean {
  return !['inactive', 'resolved'].includes(clinicalStatus ?? '') && verification !== 'refuted'
}

function safetyAnswerIn(fact: ScoreFact): number | null {
  const { safetyItem } = instrumentOf(fact.instrument)
  return fact.items.find(({ item }) => item === safetyItem)?.value ?? null
}

function scoreOf(
  fact: { readonly instrument: InstrumentCode; readonly on: string; readonly at?: string },
  total: number | null,
  safetyAnswer: number | null,
): Kept {
  return {
    target: 'score',
    instrument: fact.instrument,
    takenOn: fact.on,
    takenAt: fact.at ?? null,
    total,
    safetyAnswer,
  }
}
