import { DateTime } from 'luxon'
import { type InstrumentCode, instrumentOf } from '#app/features/cases/core/instruments.ts'
import type { ContactWay } from '#app/features/cases/core/phases.ts'
import { addDays } from '#app/time/calendar-days.ts'
import type { Label } from './fact-base.ts'
import type {
  AllergyFact,
  ContactFact,
  KeptFact,
  MedicationFact,
  NeedKind,
  PatientFact,
  ScoreFact,
} from './facts.ts'

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
  | { readonly target: 'allergy'; readonly text: string; readonly labels: readonly Label[] }
  | {
      readonly target: 'goal'
      readonly text: string
      readonly instrument: InstrumentCode | null
      readonly targetTotal: number | null
      readonly measure: string | null
      readonly targetOn: string | null
      readonly state: 'active' | 'reached' | 'given-up'
      readonly endedOn: string | null
      readonly labels: readonly Label[]
    }
  | {
      readonly target: 'need'
      readonly kind: NeedKind
      /** False: the newest answer says that there is none. */
      readonly present: boolean
      readonly text: string | null
      readonly notedOn: string | null
      readonly labels: readonly Label[]
    }
  | {
      readonly target: 'circle_person'
      readonly kind: 'professional' | 'related'
      readonly details: CircleDetails
      readonly active: boolean
      readonly labels: readonly Label[]
    }
  | {
      readonly target: 'consent'
      readonly decision: 'given' | 'refused' | 'unavailable'
      readonly words: ConsentWords
      readonly recipientKind: 'organization' | 'outside'
      readonly scope: readonly string[]
      readonly from: string
      readonly until: string | null
      readonly endedAt: string | null
    }
  | {
      readonly target: 'score'
      readonly instrument: InstrumentCode
      readonly takenOn: string
      readonly takenAt: string | null
      readonly total: number | null
      readonly safetyAnswer: number | null
      /** Each answer in the order of the items, null where one is not known; null as a whole where only the total is. */
      readonly items: readonly (number | null)[] | null
      readonly labels: readonly Label[]
    }
  | { readonly target: 'nothing' }

/** Somebody around the patient, as they are sealed. */
export interface CircleDetails {
  readonly name: string
  readonly role?: string
  readonly phone?: string
  readonly organization?: string
}

/** What a consent says in words, as it is sealed. */
export interface ConsentWords {
  readonly discloser?: string
  readonly recipient?: string
  readonly purpose?: string
}

const nothing: Kept = { target: 'nothing' }

/** What to keep of a fact. A day without a time is noon in the team's zone, so that it is that day for everyone nearby. */
export function keptOf(fact: KeptFact, zone: string, today: string): Kept {
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
      return medicationOf(fact, today)
    case 'allergy':
      return isInForce(fact) && fact.says === 'allergic'
        ? { target: 'allergy', text: fact.display, labels: fact.labels }
        : nothing
    case 'goal':
      return {
        target: 'goal',
        text: fact.text,
        instrument: fact.target?.instrument ?? null,
        targetTotal: fact.target?.total ?? null,
        measure: fact.measure ?? null,
        targetOn: fact.targetOn ?? null,
        state: fact.state,
        endedOn: fact.endedOn ?? null,
        labels: fact.labels,
      }
    case 'need':
      return {
        target: 'need',
        kind: fact.need,
        present: fact.present,
        text: fact.words ?? null,
        notedOn: fact.on ?? null,
        labels: fact.labels,
      }
    case 'circle': {
      const { name, role, phone, organization, active, labels } = fact
      const details = {
        name,
        ...(role && { role }),
        ...(phone && { phone }),
        ...(organization && { organization }),
      }
      return { target: 'circle_person', kind: fact.circle, details, active, labels }
    }
    case 'consent': {
      const { decision, scope, recipient, discloser, purpose, from, until, endedAt } = fact
      return {
        target: 'consent',
        decision,
        words: {
          ...(discloser && { discloser }),
          ...(recipient && { recipient }),
          ...(purpose && { purpose }),
        },
        // Whoever it names may or may not be one of us: to be shared inside, a person must say so.
        recipientKind: recipient ? 'outside' : 'organization',
        scope,
        from,
        until: until ?? null,
        endedAt: endedAt ?? null,
      }
    }
    case 'noted':
      return nothing
    case 'score':
      return scoreOf(fact, fact.value, safetyAnswerIn(fact), itemsOf(fact))
    case 'answer':
      // Single answers matter for the one about self-harm only; the others have become a score where they were complete.
      if (instrumentOf(fact.instrument).safetyItem !== fact.item) return nothing
      return scoreOf(fact, null, fact.value, null)
    default:
      return fact satisfies never
  }
}

/** Words for what a medication's status says beside its being listed. */
const statusWords: Readonly<Record<string, string>> = {
  'on-hold': 'on hold',
  unknown: 'status not known',
  'not-taken': 'not taken',
}

/** Without a number of days, what was handed out is taken to last for so long. */
const supplyDays = 90

function medicationOf(fact: MedicationFact, today: string): Kept {
  const said = Object.hasOwn(statusWords, fact.status) ? `(${statusWords[fact.status]})` : ''
  const handedOut = fact.status === 'dispensed'
  const lasts = handedOut ? (fact.endedOn ?? addDays(fact.startedOn ?? today, supplyDays)) : undefined
  const active = lasts === undefined ? !ended.includes(fact.status) : lasts >= today
  return {
    target: 'medication',
    text: [[fact.display ?? '', said].join(' ').trim(), fact.dosage ?? '']
      .filter((one) => one !== '')
      .join(', '),
    startedOn: fact.startedOn ?? null,
    endedOn: handedOut && active ? null : (fact.endedOn ?? null),
    active,
    labels: fact.labels,
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

/** The answers in the order of the instrument's items. */
function itemsOf({ instrument, items }: ScoreFact): (number | null)[] | null {
  if (items.length === 0) return null
  const byItem = new Map(items.map(({ item, value }) => [item, value]))
  return Array.from({ length: instrumentOf(instrument).items }, (_, index) => byItem.get(index + 1) ?? null)
}

function scoreOf(
  fact: {
    readonly instrument: InstrumentCode
    readonly on: string
    readonly at?: string
    readonly labels: readonly Label[]
  },
  total: number | null,
  safetyAnswer: number | null,
  items: readonly (number | null)[] | null,
): Kept {
  return {
    target: 'score',
    instrument: fact.instrument,
    takenOn: fact.on,
    takenAt: fact.at ?? null,
    total,
    safetyAnswer,
    items,
    labels: fact.labels,
  }
}
