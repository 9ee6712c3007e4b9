import { describe, expect, test } from 'vitest'
import type { Fact, KeptFact } from './facts.ts'
import { keptOf } from './keep.ts'
import { isSkip, readResource } from './read-resource.ts'
import { resolveFacts } from './resolve.ts'
import type { Skip } from './skips.ts'

// What health records other than the ones we have files of send: the same meaning in other shapes.

const context = { source: 'ehr', zone: 'America/Chicago', today: '2026-12-01' }
const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] })
const snomed = (code: string) => ({ coding: [{ system: 'http://snomed.info/sct', code }] })
const subject = { reference: 'Patient/p1' }
const patient = { resourceType: 'Patient', id: 'p1' }
const items = [
  '44250-9',
  '44255-8',
  '44259-0',
  '44254-1',
  '44251-7',
  '44258-2',
  '44252-5',
  '44253-3',
  '44260-8',
]

function read(...records: object[]): { facts: readonly KeptFact[]; reasons: string[] } {
  const facts: Fact[] = []
  const skips: Skip[] = []
  for (const record of [patient, ...records]) {
    const answer = readResource(record, context)
    if (isSkip(answer)) skips.push(answer)
    else facts.push(...answer)
  }
  const resolved = resolveFacts(facts, skips)
  return {
    facts: resolved.patients.find(({ patient: { key } }) => key.id === 'p1')?.facts ?? [],
    reasons: [...skips, ...resolved.skips].map(({ reason }) => reason),
  }
}

const observation = (more: object) => ({
  resourceType: 'Observation',
  id: 'o1',
  status: 'final',
  subject,
  effectiveDateTime: '2026-11-20T10:00:00-06:00',
  ...more,
})

describe('a score', () => {
  test.each([
    ['a decimal that is whole', { valueQuantity: { value: 12.0 } }],
    ['a text of digits', { valueString: ' 12 ' }],
    ['a text of digits with a nought behind the point', { valueString: '12.0' }],
    ['a quantity whose number is a text', { valueQuantity: { value: '12', unit: '{score}' } }],
    [
      'a quantity with UCUM',
      { valueQuantity: { value: 12, system: 'http://unitsofmeasure.org', code: '{score}' } },
    ],
    ['an integer', { valueInteger: 12 }],
  ])('is read from %s', (_what, value) => {
    expect(read(observation({ code: loinc('44261-6'), ...value })).facts).toMatchObject([
      { kind: 'score', instrument: 'phq-9', value: 12, on: '2026-11-20' },
    ])
  })

  test.each([
    ['300', { valueInteger: 300 }, 'score-out-of-range'],
    ['12.5', { valueQuantity: { value: 12.5 } }, 'score-out-of-range'],
    ['more than 10', { valueQuantity: { value: 10, comparator: '>' } }, 'no-value'],
    ['words', { valueString: 'moderate' }, 'no-value'],
    ['a reason why it is absent', { dataAbsentReason: { text: 'refused' } }, 'no-value'],
  ])('of %s is none', (_what, value, reason) => {
    expect(read(observation({ code: loinc('44261-6'), ...value }))).toMatchObject({
      facts: [],
      reasons: [reason],
    })
  })

  test('is known by the codes of SNOMED CT too, and never by its name', () => {
    expect(read(observation({ code: snomed('720433000'), valueInteger: 14 })).facts).toMatchObject([
      { instrument: 'phq-9', value: 14 },
    ])
    expect(read(observation({ code: snomed('445455005'), valueInteger: 9 })).facts).toMatchObject([
      { instrument: 'gad-7', value: 9 },
    ])
    expect(read(observation({ code: { text: 'PHQ-9 total score' }, valueInteger: 9 })).reasons).toEqual([
      'unsupported-code',
    ])
  })

  test.each([
    ['a period', { effectivePeriod: { start: '2026-11-19', end: '2026-11-20' } }, '2026-11-20'],
    ['an instant', { effectiveInstant: '2026-11-20T23:30:00-06:00' }, '2026-11-20'],
    ['the time it was issued', { issued: '2026-11-21T05:30:00Z' }, '2026-11-20'],
    ['a timing', { effectiveTiming: { event: ['2026-11-20'] } }, '2026-11-20'],
  ])('is dated by %s', (_what, when, on) => {
    const score = observation({
      code: loinc('44261-6'),
      valueInteger: 12,
      effectiveDateTime: undefined,
      ...when,
    })
    expect(read(score).facts).toMatchObject([{ on }])
  })

  test.each([
    ['only a year', '2026', 'bad-date'],
    ['no day of the calendar', '2026-02-30', 'bad-date'],
    ['a day that is yet to come', '2031-01-01', 'future-date'],
    ['the last moment there is', '9999-12-31T23:59:59-14:00', 'bad-date'],
  ])('with %s for a date is none', (_what, effectiveDateTime, reason) => {
    const score = observation({ code: loinc('44261-6'), valueInteger: 12, effectiveDateTime })
    expect(read(score).reasons).toEqual([reason])
  })

  test('keeps its answers in the order of the items, from components with coded answers', () => {
    const likert = ['LA6568-5', 'LA6569-3', 'LA6570-1', 'LA6571-9']
    const component = [...items].reverse().map((code, index) => ({
      code: loinc(code),
      valueCodeableConcept: loinc(likert[index % 4] ?? ''),
    }))
    const [score] = read(observation({ code: loinc('44249-1'), component })).facts
    expect(score && keptOf(score, 'America/Chicago', '2026-12-01')).toMatchObject({
      target: 'score',
      total: 12,
      safetyAnswer: 0,
      items: [0, 3, 2, 1, 0, 3, 2, 1, 0],
    })
  })

  test('is summed from members that are records of their own, wherever they lie', () => {
    const members = items.map((code, index) =>
      observation({ id: `m${index}`, code: loinc(code), valueInteger: 1 }),
    )
    const panel = observation({
      id: 'panel',
      code: loinc('44249-1'),
      hasMember: items.map((_, index) => ({ reference: `Observation/m${index}` })),
    })
    expect(read(panel, ...members).facts.filter(({ kind }) => kind === 'score')).toMatchObject([{ value: 9 }])
  })

  test('from a later change of an old version goes before the old one, in any order', () => {
    const at = (lastUpdated: string, value: number) =>
      observation({ code: loinc('44261-6'), valueInteger: value, meta: { lastUpdated } })
    const [older, newer] = [at('2026-11-20T10:00:00Z', 10), at('2026-11-21T10:00:00Z', 11)]
    expect(read(older, newer).facts).toMatchObject([{ value: 11 }])
    expect(read(newer, older).facts).toMatchObject([{ value: 11 }])
    // A change that is yet to come would stand against every real one.
    expect(read(at('2126-01-01T00:00:00Z', 3), newer).facts).toMatchObject([{ value: 11 }])
  })
})

describe('a sheet', () => {
  const sheet = (more: object) => ({
    resourceType: 'QuestionnaireResponse',
    id: 's1',
    status: 'completed',
    subject,
    authored: '2026-11-20',
    ...more,
  })
  const form = {
    resourceType: 'Questionnaire',
    id: 'mood',
    url: 'http://clinic.test/forms/mood',
    version: '2',
    item: [
      {
        linkId: 'group',
        type: 'group',
        item: items.map((code, index) => ({
          linkId: `mood-${String.fromCharCode(97 + index)}`,
          code: [{ system: 'http://loinc.org', code }],
          answerOption: ['never', 'some', 'often', 'always'].map((answer, value) => ({
            valueCoding: {
              system: 'http://clinic.test/answers',
              code: answer,
              extension: [
                { url: 'http://hl7.org/fhir/StructureDefinition/ordinalValue', valueDecimal: value },
              ],
            },
          })),
        })),
      },
    ],
  }
  const answers = items.map((_, index) => ({
    linkId: `mood-${String.fromCharCode(97 + index)}`,
    answer: [{ valueCoding: { system: 'http://clinic.test/answers', code: index === 8 ? 'some' : 'often' } }],
  }))

  test('with groups in groups is read to the bottom', () => {
    let nested: object[] = []
    for (const code of items) {
      const question = { linkId: `/44249-1/${code}`, answer: [{ valueInteger: 2 }] }
      nested = [{ linkId: `g${code}`, item: [...nested, question] }]
    }
    expect(read(sheet({ item: nested })).facts).toMatchObject([{ instrument: 'phq-9', value: 18 }])
  })

  test.each([
    ['address', 'http://clinic.test/forms/mood'],
    ['address and version', 'http://clinic.test/forms/mood|2'],
    ['address and another version', 'http://clinic.test/forms/mood|3'],
    ['id', 'Questionnaire/mood'],
  ])('without codes is read by its Questionnaire, named by %s', (_how, questionnaire) => {
    const filled = sheet({ questionnaire, item: answers })
    const expected = [{ kind: 'score', instrument: 'phq-9', value: 17 }]
    expect(read(form, filled).facts).toMatchObject(expected)
    expect(read(filled, form).facts).toMatchObject(expected)
  })

  test('whose Questionnaire is not there is counted, and one begun keeps its answer about self-harm', () => {
    expect(read(sheet({ questionnaire: 'http://clinic.test/forms/mood', item: answers })).reasons).toEqual([
      'unsupported-code',
    ])
    const begun = sheet({
      status: 'in-progress',
      questionnaire: 'Questionnaire/mood',
      item: answers.slice(8),
    })
    expect(read(form, begun).facts).toMatchObject([{ kind: 'answer', item: 9, value: 1 }])
  })
})

describe('a medication', () => {
  const request = (more: object) => ({
    resourceType: 'MedicationRequest',
    id: 'r1',
    status: 'active',
    intent: 'order',
    subject,
    ...more,
  })
  const keptText = (record: object) => {
    const [fact] = read(record).facts
    return fact && keptOf(fact, 'America/Chicago', '2026-12-01')
  }

  test('contained, by R5, or with nothing but the name on the reference has its name', () => {
    const contained = request({
      contained: [{ resourceType: 'Medication', id: 'm', code: { text: 'Sertraline 50 mg' } }],
      medicationReference: { reference: '#m' },
    })
    expect(keptText(contained)).toMatchObject({ text: 'Sertraline 50 mg', active: true })
    expect(keptText(request({ medication: { concept: { text: 'Sertraline' } } }))).toMatchObject({
      text: 'Sertraline',
    })
    expect(
      keptText(request({ medicationReference: { reference: 'Medication/x', display: 'Bupropion' } })),
    ).toMatchObject({ text: 'Bupropion' })
  })

  test.each([
    ['on-hold', { active: true, text: 'Sertraline (on hold), one a day' }],
    ['unknown', { active: true, text: 'Sertraline (status not known), one a day' }],
    ['stopped', { active: false, text: 'Sertraline, one a day' }],
  ])('that is %s says so', (status, expected) => {
    const record = request({
      status,
      medicationCodeableConcept: { text: 'Sertraline' },
      dosageInstruction: [{ text: 'one a day' }],
    })
    expect(keptText(record)).toMatchObject(expected)
  })

  test('keeps when it was begun and ended', () => {
    const taken = {
      ...request({ status: 'completed', medicationCodeableConcept: { text: 'Sertraline' } }),
      resourceType: 'MedicationStatement',
      effectivePeriod: { start: '2026-03', end: '2026-09-14' },
    }
    expect(keptText(taken)).toMatchObject({ startedOn: '2026-03', endedOn: '2026-09-14', active: false })
  })

  const dispensed = (id: string, on: string, more: object = {}) => ({
    resourceType: 'MedicationDispense',
    id,
    status: 'completed',
    subject,
    whenHandedOver: on,
    medicationCodeableConcept: { coding: [{ system: 'rxnorm', code: '1', display: 'Sertraline 50 mg' }] },
    ...more,
  })

  test('handed out month after month is one, for as long as it lasts', () => {
    const months = ['2026-09-15', '2026-10-15', '2026-11-15'].map((on, index) =>
      dispensed(`d${index}`, on, { daysSupply: { value: 30, unit: 'd' } }),
    )
    const { facts } = read(...months)
    const medications = facts.filter(({ kind }) => kind === 'medication')
    expect(medications).toHaveLength(1)
    expect(medications.map((fact) => keptOf(fact, 'utc', '2026-12-01'))).toMatchObject([
      { text: 'Sertraline 50 mg', startedOn: '2026-09-15', endedOn: null, active: true },
    ])
    expect(medications.map((fact) => keptOf(fact, 'utc', '2027-02-01'))).toMatchObject([
      { endedOn: '2026-12-15', active: false },
    ])
    expect(facts.filter(({ kind }) => kind === 'noted')).toHaveLength(3)
  })

  test('handed out for a prescription that is there is not listed twice', () => {
    const prescription = request({ medicationCodeableConcept: { text: 'Zoloft' } })
    const out = dispensed('d', '2026-11-01', {
      authorizingPrescription: [{ reference: 'MedicationRequest/r1' }],
    })
    expect(read(prescription, out).facts.filter(({ kind }) => kind === 'medication')).toHaveLength(1)
  })
})

describe('other records', () => {
  test('that there are no allergies is told by code', () => {
    const allergy = (code: string) => ({
      resourceType: 'AllergyIntolerance',
      id: code,
      patient: subject,
      clinicalStatus: { coding: [{ code: 'active' }] },
      code: snomed(code),
    })
    expect(read(allergy('716186003')).facts).toMatchObject([{ says: 'none', scope: 'any' }])
    expect(read(allergy('409137002')).facts).toMatchObject([{ says: 'none', scope: 'drug' }])
    expect(read(allergy('91936005')).facts).toMatchObject([{ says: 'allergic' }])
  })

  test('a patient who is said not to have died has not', () => {
    const answer = readResource({ ...patient, deceasedBoolean: false }, context)
    expect(answer).toMatchObject([{ deceased: false }])
  })

  test('a name that ends one day still is the name', () => {
    const name = [
      { family: 'Before', period: { end: '2020-01-01' } },
      { family: 'Now', period: { end: '2030-01-01' } },
    ]
    expect(readResource({ ...patient, name }, context)).toMatchObject([
      { family: 'Now', otherNames: ['Before'] },
    ])
  })

  test('a patient contained in the record, or searched for, is found by number', () => {
    const numbered = { ...patient, id: 'p9', identifier: [{ system: 'http://mrn', value: '7 7' }] }
    const score = (id: string, more: object) =>
      observation({ id, code: loinc('44261-6'), valueInteger: 3, ...more })
    const inside = score('a', {
      contained: [{ resourceType: 'Patient', id: 'x', identifier: [{ system: 'http://mrn', value: '7 7' }] }],
      subject: { reference: '#x' },
    })
    const searched = score('b', { subject: { reference: 'Patient?identifier=http%3A%2F%2Fmrn%7C7%207' } })
    const facts = [numbered, inside, searched].flatMap((one) => {
      const answer = readResource(one, context)
      return isSkip(answer) ? [] : answer
    })
    expect(resolveFacts(facts).patients[0]?.facts).toHaveLength(2)
  })

  test('encounters of R5 and of old versions are contacts; one of next year is none', () => {
    const encounter = (more: object) => ({ resourceType: 'Encounter', id: 'e', subject, ...more })
    const r5 = encounter({
      status: 'completed',
      class: [{ coding: [{ code: 'VR' }] }],
      actualPeriod: { start: '2026-11-02T09:00:00Z', end: '2026-11-02T09:25:00Z' },
    })
    expect(read(r5).facts).toMatchObject([{ way: 'virtual', minutes: 25 }])
    const old = encounter({ status: 'finished', class: 'ambulatory', period: { start: '2016-11-02' } })
    expect(read(old).facts).toMatchObject([{ way: 'visit', on: '2016-11-02' }])
    expect(read(encounter({ status: 'finished', period: { start: '2027-11-02' } })).reasons).toEqual([
      'future-date',
    ])
  })
})
