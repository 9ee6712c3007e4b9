import { codesIn, codingOf, codingsOf, displayOf, snomed, statusOf } from './codes.ts'
import { readDate, readDay } from './dates.ts'
import type {
  AllergyFact,
  ConditionFact,
  ContactFact,
  ContactWay,
  DrugFact,
  MedicationFact,
} from './facts.ts'
import { at, field, list, text } from './json.ts'
import { aliasesOf } from './read-patient.ts'
import { dayAndInstant, type FhirRecord, patientOf, type Reading } from './record.ts'
import { referenceKey } from './references.ts'

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
  return [fact]
}

// Wishes and drafts are not medication; neither is an order that was cancelled before anything was given out.
const notOrdered = ['draft', 'cancelled']
const onlyProposed = ['proposal', 'option']

/**
 * A MedicationRequest or MedicationStatement. One whose status its source does not know is kept, and says so: a drug
 * left out of the list is the greater danger. `not-taken` is kept too.
 */
export function readMedication({ json, context, head }: FhirRecord): Reading {
  const patient = patientOf(json)
  if (!patient) return 'no-subject'
  const status = text(field(json, 'status')) ?? 'unknown'
  const proposed = onlyProposed.includes(text(field(json, 'intent')) ?? '')
  if (notOrdered.includes(status) || proposed || field(json, 'doNotPerform') === true) return 'not-done'

  const named = medicationOf(json)
  if (!named.display && !named.drug) return 'no-value'
  const dosage = list(field(json, 'dosageInstruction') ?? field(json, 'dosage'))[0]
  const bounds = at(dosage, 'timing', 'repeat', 'boundsPeriod')
  const day = (...values: unknown[]) =>
    values.map((value) => readDate(value, context.zone)?.on).find((on) => on)
  const period = field(json, 'effectivePeriod')
  const startedOn = day(
    field(bounds, 'start'),
    field(period, 'start'),
    field(json, 'effectiveDateTime'),
    field(json, 'authoredOn'),
  )
  const endedOn = day(field(bounds, 'end'), field(period, 'end'))
  const how = text(field(dosage, 'text'))
  const fact: MedicationFact = {
    kind: 'medication',
    ...head,
    patient,
    ...named,
    status,
    ...(startedOn && { startedOn }),
    ...(endedOn && { endedOn }),
    ...(how && { dosage: how }),
  }
  return [fact]
}

/** A Medication of its own, for those who point to it. */
export function readDrug({ json, key, context, head }: FhirRecord): Reading {
  const display = drugName(json)
  if (!display) return 'no-value'
  const aliases = aliasesOf(key.type, key.id, context.fullUrl)
  const fact: DrugFact = { kind: 'drug', ...head, aliases, codings: codingsOf(field(json, 'code')), display }
  return [fact]
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
}

const happened = ['arrived', 'triaged', 'in-progress', 'onleave', 'finished', 'completed', 'discharged']

/** An Encounter as a contact: the patient was there, so they were reached. */
export function readEncounter({ json, context, head }: FhirRecord): Reading {
  const patient = patientOf(json)
  if (!patient) return 'no-subject'
  const status = text(field(json, 'status'))
  if (status === 'planned' || status === 'cancelled') return 'not-done'
  if (!status || !happened.includes(status)) return 'status-unknown'
  const start = readDay(at(json, 'period', 'start'), context.zone)
  if (!start) return 'bad-date'

  const kind = codingOf(field(json, 'class')) ?? codingsOf(list(field(json, 'class'))[0])[0]
  const display = displayOf(list(field(json, 'type'))[0]) ?? kind?.display
  const minutes = minutesBetween(start.at, readDay(at(json, 'period', 'end'), context.zone)?.at)
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
  const display = displayOf(field(json, 'code'))
  if (!display) return 'no-value'
  const none = codesIn(field(json, 'code'), snomed).find((code) => Object.hasOwn(noneKnown, code))
  const [clinicalStatus, verification, criticality] = [
    statusOf(field(json, 'clinicalStatus')),
    statusOf(field(json, 'verificationStatus')),
    text(field(json, 'criticality')),
  ]
  const fact: AllergyFact = {
    kind: 'allergy',
    ...head,
    patient,
    codings: codingsOf(field(json, 'code')),
    display,
    says: none ? 'none' : 'allergic',
    scope: (none && noneKnown[none]) || 'any',
    ...(clinicalStatus && { clinicalStatus }),
    ...(verification && { verification }),
    ...(criticality && { criticality }),
  }
  return [fact]
}

function medicationOf(json: unknown): Pick<MedicationFact, 'codings' | 'display' | 'drug'> {
  const concept = field(json, 'medicationCodeableConcept')
  const display = displayOf(concept)
  if (display) return { codings: codingsOf(concept), display }
  const reference = field(json, 'medicationReference')
  const key = referenceKey(reference)
  const said = text(field(reference, 'display'))
  if (!key?.startsWith('#')) return { codings: [], ...(said && { display: said }), ...(key && { drug: key }) }
  const contained = list(field(json, 'contained')).find((one) => text(field(one, 'id')) === key.slice(1))
  const name = drugName(contained) ?? said
  return { codings: codingsOf(field(contained, 'code')), ...(name && { display: name }) }
}

function drugName(json: unknown): string | undefined {
  const ingredients = list(field(json, 'ingredient')).flatMap(
    (one) => displayOf(field(one, 'itemCodeableConcept')) ?? [],
  )
  return displayOf(field(json, 'code')) ?? text(ingredients.join(' + '))
}

function minutesBetween(start: string | undefined, end: string | undefined): number | undefined {
  if (!start || !end) return undefined
  const minutes = Math.round((Date.parse(end) - Date.parse(start)) / 60_000)
  return minutes >= 0 && minutes < 24 * 60 ? minutes : undefined
}
