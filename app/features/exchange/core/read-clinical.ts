import { codesIn, codingOf, codingsOf, displayOf, snomed, statusOf } from './codes.ts'
import { readDate, readDay } from './dates.ts'
import type { AllergyFact, ConditionFact, ContactFact, ContactWay } from './facts.ts'
import { at, field, list, text } from './json.ts'
import { signsInCondition } from './read-needs.ts'
import { dayAndInstant, type FhirRecord, isAhead, patientOf, type Reading } from './record.ts'

/** A Condition: what the patient has, had, or (`refuted`) has not. */
export function readCondition({ json, context, head }: FhirRecord): Reading {
  const patient = patientOf(json)
  if (!patient) return 'no-subject'
  const display = displayOf(field(json, 'code'))
  if (!display) return 'no-value'
  const onset =
    readDate(field(json, 'onsetDateTime'), context.zone) ??
    readDate(at(json, 'onsetPeriod', 'start'), context.zone)
  const [clinicalStatus, verification] = [
    statusOf(field(json, 'clinicalStatus')),
    statusOf(field(json, 'verificationStatus')),
  ]
  const fact: ConditionFact = {
    kind: 'condition',
    ...head,
    patient,
    codings: codingsOf(field(json, 'code')),
    display,
    ...(onset && { onset: onset.on }),
    ...(clinicalStatus && { clinicalStatus }),
    ...(verification && { verification }),
  }
  return [fact, ...signsInCondition(fact, json, context)]
}

const ways: Readonly<Record<string, ContactWay>> = {
  AMB: 'visit',
  HH: 'home',
  VR: 'virtual',
  EMER: 'emergency',
  IMP: 'inpatient',
  ACUTE: 'inpatient',
  NONAC: 'inpatient',
  OBSENC: 'inpatient',
  SS: 'inpatient',
  ambulatory: 'visit',
  outpatient: 'visit',
  virtual: 'virtual',
  emergency: 'emergency',
  inpatient: 'inpatient',
}

const happened = ['arrived', 'triaged', 'in-progress', 'onleave', 'finished', 'completed', 'discharged']

/** An Encounter as a contact: the patient was there, so they were reached. */
export function readEncounter({ json, context, head }: FhirRecord): Reading {
  const patient = patientOf(json)
  if (!patient) return 'no-subject'
  const status = text(field(json, 'status'))
  if (status === 'planned' || status === 'cancelled') return 'not-done'
  if (!status || !happened.includes(status)) return 'status-unknown'
  const period = field(json, 'period') ?? field(json, 'actualPeriod')
  const start = readDay(field(period, 'start'), context.zone)
  if (!start) return 'bad-date'
  if (isAhead(start.on, context)) return 'future-date'

  // A coding in R4, a list of concepts in R5, a bare word before R4.
  const kind = codingOf(field(json, 'class')) ?? codingsOf(list(field(json, 'class'))[0])[0]
  const display = displayOf(list(field(json, 'type'))[0]) ?? kind?.display
  const minutes = minutesBetween(start.at, readDay(field(period, 'end'), context.zone)?.at)
  const fact: ContactFact = {
    kind: 'contact',
    ...head,
    patient,
    ...dayAndInstant(start),
    way: (kind && Object.hasOwn(ways, kind.code) && ways[kind.code]) || 'other',
    ...(display && { display }),
    ...(minutes !== undefined && { minutes }),
    reached: true,
  }
  return [fact]
}

// SNOMED CT, "no known allergy" and its kinds; the first line has an older and a newer code of one meaning.
const noneKnown: Readonly<Record<string, AllergyFact['scope']>> = {
  '716186003': 'any',
  '160244002': 'any',
  '409137002': 'drug',
  '429625007': 'food',
  '428607008': 'environment',
}

/** An AllergyIntolerance, or the statement that none is known. */
export function readAllergy({ json, head }: FhirRecord): Reading {
  const patient = patientOf(json)
  if (!patient) return 'no-subject'
  const code = field(json, 'code') ?? field(json, 'substance')
  const display = displayOf(code)
  if (!display) return 'no-value'
  const none = codesIn(code, snomed).find((code) => Object.hasOwn(noneKnown, code))
  const [clinicalStatus, verification, criticality] = [
    statusOf(field(json, 'clinicalStatus')),
    statusOf(field(json, 'verificationStatus')),
    text(field(json, 'criticality')),
  ]
  const fact: AllergyFact = {
    kind: 'allergy',
    ...head,
    patient,
    codings: codingsOf(code),
    display,
    says: none ? 'none' : 'allergic',
    scope: (none && noneKnown[none]) || 'any',
    ...(clinicalStatus && { clinicalStatus }),
    ...(verification && { verification }),
    ...(criticality && { criticality }),
  }
  return [fact]
}

function minutesBetween(start: string | undefined, end: string | undefined): number | undefined {
  if (!start || !end) return undefined
  const minutes = Math.round((Date.parse(end) - Date.parse(start)) / 60_000)
  return minutes >= 0 && minutes < 24 * 60 ? minutes : undefined
}
