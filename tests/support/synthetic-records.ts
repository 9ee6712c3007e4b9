import { seeded } from '#tests/bench/measure.ts'

const loinc = (code: string) => ({
  coding: [{ system: 'http://loinc.org', code, display: 'as a record spells it out' }],
})
const drugs = [
  'Sertraline 50 MG Oral Tablet',
  'Escitalopram 10 MG Oral Tablet',
  'Bupropion 150 MG Oral Tablet',
]
const problems = ['Major depressive disorder', 'Generalized anxiety disorder', 'Insomnia', 'Hypertension']
const families = ['Abara', 'Bergström', 'Castillo', 'Dimitrov', 'Eze', 'Fujimoto', 'Gallagher', 'Haddad']

/**
 * The records of one made-up patient as lines of NDJSON, some ten of them and 6 kB: who they are, problems, medication, visits, scores,
 * and two measurements that nobody reads. The same for the same number.
 */
export function linesOfPatient(number: number): string[] {
  const random = seeded(number * 7919 + 1)
  const id = `patient-${number}`
  const meta = {
    versionId: '1',
    lastUpdated: '2026-10-01T08:00:00.000Z',
    profile: ['http://hl7.org/fhir/us/core'],
  }
  const subject = { reference: `Patient/${id}` }
  const day = () =>
    new Date(Date.UTC(2026, 0, 1) + random.int(0, 300) * 86_400_000).toISOString().slice(0, 10)
  const at = () => `${day()}T${10 + random.int(0, 8)}:30:00Z`
  const records: object[] = [
    {
      resourceType: 'Patient',
      id,
      meta,
      text: {
        status: 'generated',
        div: `<div xmlns="http://www.w3.org/1999/xhtml">${'about '.repeat(40)}</div>`,
      },
      identifier: [
        {
          type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
          system: 'http://hospital.example.org',
          value: `MRN-${number}`,
        },
      ],
      name: [{ use: 'official', family: random.pick(families), given: [`Given${number % 977}`, 'M'] }],
      gender: random.pick(['female', 'male']),
      birthDate: `${1940 + random.int(0, 65)}-0${1 + random.int(0, 8)}-1${random.int(0, 9)}`,
    },
    {
      resourceType: 'Condition',
      id: `condition-${number}`,
      meta,
      clinicalStatus: { coding: [{ code: 'active' }] },
      code: { text: random.pick(problems) },
      subject,
      onsetDateTime: day(),
    },
    {
      resourceType: 'MedicationRequest',
      id: `medication-${number}`,
      meta,
      status: 'active',
      intent: 'order',
      subject,
      medicationCodeableConcept: { text: random.pick(drugs) },
      authoredOn: day(),
      dosageInstruction: [{ text: 'one a day' }],
    },
    {
      resourceType: 'Encounter',
      id: `encounter-${number}`,
      meta,
      status: 'finished',
      class: { code: 'AMB' },
      subject,
      period: { start: at() },
    },
    ...[1, 2, 3].map((which) => ({
      resourceType: 'Observation',
      id: `phq-${number}-${which}`,
      meta,
      status: 'final',
      category: [
        {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey' }],
        },
      ],
      code: loinc('44261-6'),
      subject,
      effectiveDateTime: at(),
      valueQuantity: {
        value: random.int(0, 27),
        unit: '{score}',
        system: 'http://unitsofmeasure.org',
        code: '{score}',
      },
    })),
    ...['8867-4', '29463-7'].map((code) => ({
      resourceType: 'Observation',
      id: `vital-${code}-${number}`,
      meta,
      status: 'final',
      code: loinc(code),
      subject,
      effectiveDateTime: at(),
      valueQuantity: { value: random.int(50, 120), unit: 'any' },
      note: [{ text: 'measured '.repeat(20) }],
    })),
    {
      resourceType: 'AllergyIntolerance',
      id: `allergy-${number}`,
      meta,
      clinicalStatus: { coding: [{ code: 'active' }] },
      code: { coding: [{ system: 'http://snomed.info/sct', code: '716186003' }] },
      patient: subject,
    },
  ]
  return records.map((record) => JSON.stringify(record))
}
