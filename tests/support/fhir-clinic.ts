import type { DateTime } from 'luxon'
import { instruments } from '#app/features/cases/core/instruments.ts'
import type { SkipReason } from '#app/features/exchange/core/skips.ts'
import type { RuleCode } from '#app/features/flags/core/rule-book.ts'

// The files of a small clinic, dated relative to a clock that the test holds still: six patients, and records that are wrong on purpose.

const loinc = 'http://loinc.org'
const snomed = 'http://snomed.info/sct'
const recordNumber = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] }
const likert = ['LA6568-5', 'LA6569-3', 'LA6570-1', 'LA6571-9']

const ids = {
  tamrakar: 'c0a80001-0001-4000-8000-000000000001',
  penney: 'c0a80001-0002-4000-8000-000000000002',
  gurung: 'c0a80001-0003-4000-8000-000000000003',
  noseworthy: 'c0a80001-0004-4000-8000-000000000004',
  shrestha: 'c0a80001-0005-4000-8000-000000000005',
  tobin: 'c0a80001-0006-4000-8000-000000000006',
  nobody: 'c0a80001-00ff-4000-8000-0000000000ff',
} as const

type PatientKey = keyof typeof ids

/** A patient of these files as pages show them, and what the rules say about them once they are in. */
export interface ExpectedPatient {
  readonly family: string
  readonly given: string
  readonly bornOn: string
  readonly gender: string
  readonly mrn: string
  readonly flags: readonly RuleCode[]
  /** Positive safety answers that are too old for an alarm. */
  readonly earlier: number
  /** The newest PHQ-9 total, where there is one. */
  readonly phq9?: number
}

/** The patients, by name of a test's choosing. */
export const fhirPatients = {
  /** Answered item 9 with 1 two days ago. */
  safety: {
    family: 'Tamrakar-Quill',
    given: 'Sunita',
    bornOn: '1991-04-30',
    gender: 'female',
    mrn: '7301001',
    flags: ['safety-answer'],
    earlier: 0,
    phq9: 15,
  },
  /** Nine weeks of treatment, 17 and still 16. */
  notImproved: {
    family: 'Penney-Hale',
    given: 'Rory',
    bornOn: '1978-11-12',
    gender: 'male',
    mrn: '7301002',
    flags: ['not-improved-week-8'],
    earlier: 0,
    phq9: 16,
  },
  /** From 18 to 7. */
  responder: {
    family: 'Gurung-Wren',
    given: 'Asha',
    bornOn: '1985-02-03',
    gender: 'female',
    mrn: '7301003',
    flags: [],
    earlier: 0,
    phq9: 7,
  },
  /** Anxiety only; no known allergy. */
  anxious: {
    family: 'Noseworthy-Bird',
    given: 'Clara',
    bornOn: '1999-08-21',
    gender: 'female',
    mrn: '7301004',
    flags: [],
    earlier: 0,
  },
  /** Answered item 9 with 1 forty days ago, and with 0 since. */
  earlierPositive: {
    family: 'Shrestha-Lake',
    given: 'Bikash',
    bornOn: '1966-06-09',
    gender: 'male',
    mrn: '7301005',
    flags: [],
    earlier: 1,
    phq9: 6,
  },
  /** Measured once, ten weeks ago. */
  notMeasured: {
    family: 'Tobin-Marsh',
    given: 'Mary',
    bornOn: '1954-12-29',
    gender: 'female',
    mrn: '7301006',
    flags: ['not-measured-week-8'],
    earlier: 0,
    phq9: 15,
  },
} as const satisfies Record<string, ExpectedPatient>

/** How many records are left out, by reason. */
export const fhirSkips = {
  'score-out-of-range': 1,
  'entered-in-error': 1,
  'unknown-subject': 1,
  'status-unknown': 1,
  'bad-date': 1,
  'not-done': 1,
  'unsupported-type': 1,
} as const satisfies Partial<Record<SkipReason, number>>

/** The files as one transaction Bundle: entries name each other by `urn:uuid:`. */
export function fhirBundle(now: DateTime): object {
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    timestamp: now.toUTC().toISO(),
    entry: recordsAt(now, (id) => `urn:uuid:${id}`).map((resource) => ({
      fullUrl: `urn:uuid:${resource.id}`,
      resource,
      request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
    })),
  }
}

/** The same records line by line, naming each other by type and id. To an import they are the same records. */
export function fhirNdjson(now: DateTime): string {
  return recordsAt(now, (id) => `Patient/${id}`)
    .map((record) => JSON.stringify(record))
    .join('\n')
}

interface FhirRecord {
  readonly resourceType: string
  readonly id: string
  readonly [field: string]: unknown
}

function recordsAt(now: DateTime, refer: (id: string) => string): FhirRecord[] {
  const day = (ago: number) => now.minus({ days: ago }).toISODate()
  const at = (ago: number) => now.minus({ days: ago }).set({ hour: 10, minute: 20 }).toUTC().toISO()
  const of = (key: PatientKey) => ({ reference: refer(ids[key]) })
  // A record of the same kind of the same patient is told by its number.
  const named = (resourceType: string, key: PatientKey, number: number) => ({
    resourceType,
    id: `${resourceType.toLowerCase()}-${key}-${number}`,
  })

  const total = (key: PatientKey, number: number, ago: number, code: string, value: number): FhirRecord => ({
    ...named('Observation', key, number),
    status: 'final',
    category: [{ coding: [{ code: 'survey' }] }],
    code: { coding: [{ system: loinc, code }] },
    subject: of(key),
    effectiveDateTime: at(ago),
    valueQuantity: { value, unit: '{score}', system: 'http://unitsofmeasure.org', code: '{score}' },
  })
  const phq9 = (key: PatientKey, number: number, ago: number, value: number) =>
    total(key, number, ago, '44261-6', value)
  const gad7 = (key: PatientKey, number: number, ago: number, value: number) =>
    total(key, number, ago, '70274-6', value)
  const sheet = (key: PatientKey, number: number, ago: number, answers: readonly number[]): FhirRecord => ({
    ...named('QuestionnaireResponse', key, number),
    status: 'completed',
    questionnaire: 'http://loinc.org/q/44249-1',
    subject: of(key),
    authored: at(ago),
    item: instruments['phq-9'].loinc.items.map((code, index) => ({
      linkId: `/${code}`,
      answer: [{ valueCoding: { system: loinc, code: likert[answers[index] ?? 0] } }],
    })),
  })
  const visit = (key: PatientKey, number: number, ago: number, minutes: number): FhirRecord => ({
    ...named('Encounter', key, number),
    status: 'finished',
    class: { code: number % 2 === 0 ? 'VR' : 'AMB' },
    subject: of(key),
    period: {
      start: at(ago),
      end: now.minus({ days: ago }).set({ hour: 10, minute: 20 }).plus({ minutes }).toUTC().toISO(),
    },
  })
  const condition = (key: PatientKey, text: string, ago: number): FhirRecord => ({
    ...named('Condition', key, 1),
    clinicalStatus: { coding: [{ code: 'active' }] },
    verificationStatus: { coding: [{ code: 'confirmed' }] },
    code: { text },
    subject: of(key),
    onsetDateTime: day(ago),
  })
  const medication = (key: PatientKey, text: string, how: string, ago: number): FhirRecord => ({
    ...named('MedicationRequest', key, 1),
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: { text },
    subject: of(key),
    authoredOn: day(ago),
    dosageInstruction: [{ text: how }],
  })
  const allergy = (key: PatientKey, code: object): FhirRecord => ({
    ...named('AllergyIntolerance', key, 1),
    clinicalStatus: { coding: [{ code: 'active' }] },
    code,
    patient: of(key),
  })

  return [
    ...patients(),
    condition('tamrakar', 'Major depressive disorder, recurrent', 400),
    medication('tamrakar', 'Sertraline 50 mg tablet', 'one each morning', 21),
    allergy('tamrakar', { text: 'Penicillin' }),
    phq9('tamrakar', 1, 23, 17),
    visit('tamrakar', 1, 23, 45),
    sheet('tamrakar', 1, 2, [2, 2, 2, 2, 1, 2, 2, 1, 1]),

    condition('penney', 'Major depressive disorder, single episode', 80),
    medication('penney', 'Escitalopram 20 mg tablet', 'one each morning', 50),
    phq9('penney', 1, 65, 17),
    phq9('penney', 2, 37, 16),
    phq9('penney', 3, 5, 16),
    gad7('penney', 4, 5, 11),
    visit('penney', 1, 65, 50),
    visit('penney', 2, 37, 20),

    condition('gurung', 'Postpartum depression', 100),
    medication('gurung', 'Sertraline 75 mg', 'in the evening', 70),
    phq9('gurung', 1, 77, 18),
    phq9('gurung', 2, 49, 12),
    phq9('gurung', 3, 14, 7),
    gad7('gurung', 4, 14, 6),

    condition('noseworthy', 'Generalized anxiety disorder', 60),
    allergy('noseworthy', { coding: [{ system: snomed, code: '716186003', display: 'No known allergy' }] }),
    gad7('noseworthy', 1, 30, 14),
    gad7('noseworthy', 2, 3, 9),
    visit('noseworthy', 1, 30, 40),

    condition('shrestha', 'Depressive disorder', 90),
    medication('shrestha', 'Mirtazapine 15 mg tablet', 'at night', 55),
    phq9('shrestha', 1, 62, 14),
    {
      ...named('Observation', 'shrestha', 2),
      status: 'final',
      code: { coding: [{ system: loinc, code: '44260-8' }] },
      subject: of('shrestha'),
      effectiveDateTime: day(40),
      valueCodeableConcept: { coding: [{ system: loinc, code: 'LA6569-3' }] },
    },
    sheet('shrestha', 1, 4, [1, 1, 1, 1, 0, 1, 1, 0, 0]),

    condition('tobin', 'Depressive disorder', 75),
    medication('tobin', 'Bupropion extended release 150 mg tablet', 'one each morning', 68),
    phq9('tobin', 1, 70, 15),

    // What is wrong, one of each.
    phq9('gurung', 9, 7, 300),
    { ...phq9('gurung', 10, 6, 21), status: 'entered-in-error' },
    phq9('nobody', 1, 5, 12),
    { ...phq9('penney', 9, 4, 3), status: 'unknown' },
    { ...phq9('penney', 10, 4, 3), effectiveDateTime: 'last week' },
    { ...visit('tobin', 9, -7, 30), status: 'planned' },
    { ...named('Immunization', 'tobin', 1), status: 'completed', patient: of('tobin') },
  ]
}

const keys = {
  safety: 'tamrakar',
  notImproved: 'penney',
  responder: 'gurung',
  anxious: 'noseworthy',
  earlierPositive: 'shrestha',
  notMeasured: 'tobin',
} as const satisfies Record<keyof typeof fhirPatients, PatientKey>

function patients(): FhirRecord[] {
  return Object.entries(keys).map(([name, key]) => {
    const patient = fhirPatients[name as keyof typeof fhirPatients]
    return {
      resourceType: 'Patient',
      id: ids[key],
      name: [{ use: 'official', family: patient.family, given: [patient.given] }],
      gender: patient.gender,
      birthDate: patient.bornOn,
      identifier: [{ type: recordNumber, system: 'http://clinic.test/mrn', value: patient.mrn }],
    }
  })
}
