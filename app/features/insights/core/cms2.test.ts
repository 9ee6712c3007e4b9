import { describe, expect, test } from 'vitest'
import {
  bundle,
  concept,
  condition,
  encounter,
  observation,
  patient,
  statuses,
} from '#tests/support/qi-core.ts'
import { splitBundle } from '../../exchange/core/split.ts'
import { cms2 } from './cms2.ts'
import { patientsOf } from './records.ts'
import { measurementPeriod } from './spans.ts'

type Fields = Readonly<Record<string, unknown>>

const grown = patient('1980-05-05')
const visit = encounter('cpt 99213', '2024-06-20T14:30:00Z', '2024-06-20T15:00:00Z')
const adult = 'loinc 73832-8'
const adolescent = 'loinc 73831-0'
const yes = { valueCodeableConcept: concept('snomed 428181000124104') }
const no = { valueCodeableConcept: concept('snomed 428171000124102') }

describe('the initial population of CMS2', () => {
  const initial = (resources: readonly Fields[], year = 2024) =>
    of(resources, year)['initial-population'] === 1

  test.each([
    ['2012-01-01', true],
    ['2012-01-02', false],
  ])('born on %s, twelve when the period begins: %s', (birth, counts) => {
    expect(initial([patient(birth), visit])).toBe(counts)
  })

  test.each([
    ['cpt 99213', true],
    ['cpt 97161', true],
    ['cpt 99441', true],
    ['cpt 99281', false],
  ])('a visit of the kind %s: %s', (kind, counts) => {
    expect(initial([grown, encounter(kind, '2024-06-20', '2024-06-20')])).toBe(counts)
  })

  test('a visit is finished and lies in the period by its days', () => {
    expect(initial([grown, { ...visit, status: 'in-progress' }])).toBe(false)
    expect(initial([grown, encounter('cpt 99213', '2024-12-31T23:00:00Z', '2024-12-31T23:59:00Z')])).toBe(
      true,
    )
    expect(initial([grown, encounter('cpt 99213', '2024-12-31T23:00:00Z', '2025-01-01T00:10:00Z')])).toBe(
      false,
    )
  })
})

describe('the numerator of CMS2', () => {
  const numerator = (...more: readonly Fields[]) => of([grown, visit, ...more]).numerator === 1
  const screened = (when: string, more: Fields = no) => observation(adult, when, more)

  test.each([
    ['2024-06-06T00:00:00Z', true],
    ['2024-06-05T23:59:00Z', false],
    ['2024-06-20T23:00:00Z', true],
    ['2024-06-21', false],
  ])('a negative screening of %s is within 14 days before the visit: %s', (when, counts) => {
    expect(numerator(screened(when))).toBe(counts)
  })

  test('only a final screening with an answer is one', () => {
    expect(numerator(screened('2024-06-20', { ...no, status: 'amended' }))).toBe(false)
    expect(numerator(screened('2024-06-20', {}))).toBe(false)
    expect(numerator(screened('2024-06-20', { valueString: 'negative' }))).toBe(false)
  })

  test('the last screening decides', () => {
    expect(numerator(screened('2024-06-10', yes), screened('2024-06-19'))).toBe(true)
    expect(numerator(screened('2024-06-19', yes), screened('2024-06-10'))).toBe(false)
  })

  test('until 16 the adolescent screening counts, at 17 either, from 18 the adult one', () => {
    const at = (birth: string, code: string) =>
      of([patient(birth), visit, observation(code, '2024-06-20', no)]).numerator
    expect([at('2007-06-01', adolescent), at('2007-06-01', adult)]).toEqual([1, 0])
    expect([at('2006-06-01', adolescent), at('2006-06-01', adult)]).toEqual([1, 1])
    expect([at('2005-06-01', adolescent), at('2005-06-01', adult)]).toEqual([0, 1])
  })

  describe('a positive screening is followed up', () => {
    const positive = screened('2024-06-20T14:40:00Z', yes)
    const referral = (authoredOn: string, more: Fields = {}) => ({
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'order',
      code: concept('snomed 183524004'),
      authoredOn,
      ...more,
    })
    const medication = (more: Fields = {}) => ({
      resourceType: 'MedicationRequest',
      status: 'active',
      intent: 'order',
      medicationCodeableConcept: {
        coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '1000048' }],
      },
      authoredOn: '2024-06-21',
      ...more,
    })
    const procedure = (performedDateTime: string, more: Fields = {}) => ({
      resourceType: 'Procedure',
      status: 'completed',
      code: concept('snomed 108313002'),
      performedDateTime,
      ...more,
    })

    test('or not at all', () => {
      expect(numerator(positive)).toBe(false)
    })

    test.each([
      ['2024-06-19', false],
      ['2024-06-20', true],
      ['2024-06-22T23:00:00Z', true],
      ['2024-06-23', false],
    ])('by a referral of %s, within 2 days after the visit: %s', (day, counts) => {
      expect(numerator(positive, referral(day))).toBe(counts)
    })

    test('by an order that stands', () => {
      expect(numerator(positive, referral('2024-06-20', { status: 'revoked' }))).toBe(false)
      expect(numerator(positive, referral('2024-06-20', { doNotPerform: true }))).toBe(false)
      expect(numerator(positive, medication())).toBe(true)
      expect(numerator(positive, medication({ intent: 'plan' }))).toBe(false)
      expect(numerator(positive, medication({ doNotPerform: true }))).toBe(false)
    })

    test('by a procedure that began while the visit lasted', () => {
      expect(numerator(positive, procedure('2024-06-20T14:45:00Z'))).toBe(true)
      expect(numerator(positive, procedure('2024-06-20T15:01:00Z'))).toBe(false)
      expect(numerator(positive, procedure('2024-06-20T14:45:00Z', { status: 'not-done' }))).toBe(false)
    })

    test('within the period', () => {
      const late = encounter('cpt 99213', '2024-12-31T14:30:00Z', '2024-12-31T15:00:00Z')
      const taken = screened('2024-12-31', yes)
      const followed = (day: string) => of([grown, late, taken, referral(day)]).numerator
      expect([followed('2024-12-31'), followed('2025-01-01')]).toEqual([1, 0])
    })
  })
})

describe('a bipolar disorder before the visit excludes', () => {
  const listed = {
    category: [category('http://terminology.hl7.org/CodeSystem/condition-category', 'problem-list-item')],
  }
  const concern = {
    category: [category('http://hl7.org/fhir/us/core/CodeSystem/condition-category', 'health-concern')],
  }
  const excluded = (onset: string, more: Fields, year = 2024) =>
    of([grown, moved(visit, year), condition('icd10 F31.9', onset, more)], year)['denominator-exclusion'] ===
    1

  test('from the list of problems or as a concern', () => {
    expect(excluded('2020-01-01', listed)).toBe(true)
    expect(excluded('2020-01-01', concern)).toBe(true)
    expect(excluded('2020-01-01', {})).toBe(false)
  })

  test('when it began before', () => {
    expect(excluded('2024-06-20T14:29:59Z', listed)).toBe(true)
    expect(excluded('2024-06-20T14:30:00Z', listed)).toBe(false)
  })

  test.each([
    ['remission', true, true],
    ['relapse', true, true],
    ['resolved', false, true],
    ['inactive', false, true],
  ])('and is %s: %s in 2024, %s in 2025', (clinical, first, later) => {
    const status = { ...listed, ...statuses(clinical, 'confirmed') }
    expect(excluded('2020-01-01', status)).toBe(first)
    expect(excluded('2020-01-01', status, 2025)).toBe(later)
  })
})

describe('a reason not to screen excepts', () => {
  const notDone = (reason: string, more: Fields = {}) => ({
    ...observation(adult, '2024-06-20'),
    status: 'cancelled',
    issued: '2024-06-20T14:45:00Z',
    extension: [
      {
        url: 'http://hl7.org/fhir/us/qicore/StructureDefinition/qicore-notDoneReason',
        valueCodeableConcept: concept(reason),
      },
    ],
    ...more,
  })
  const excepted = (...more: readonly Fields[]) => of([grown, visit, ...more])['denominator-exception'] === 1

  test('when given at the visit, and there was no screening', () => {
    expect(excepted(notDone('snomed 720834000'))).toBe(true)
    expect(excepted(notDone('snomed 183932001'))).toBe(true)
    expect(excepted(notDone('snomed 105480006'))).toBe(false)
    expect(excepted(notDone('snomed 720834000', { issued: '2024-06-20T15:10:00Z' }))).toBe(false)
    expect(excepted(notDone('snomed 720834000', { status: 'final' }))).toBe(false)
    expect(excepted(notDone('snomed 720834000'), observation(adult, '2024-06-19', yes))).toBe(false)
  })

  test('nobody who is in the numerator or excluded', () => {
    const both = of([grown, visit, notDone('snomed 720834000'), observation(adult, '2024-06-20', no)])
    expect([both.numerator, both['denominator-exception']]).toEqual([1, 0])
  })
})

function category(system: string, code: string): Fields {
  return { coding: [{ system, code }] }
}

function moved(record: Fields, year: number): Fields {
  return JSON.parse(JSON.stringify(record).replaceAll('2024-', `${year}-`))
}

function of(resources: readonly Fields[], year = 2024) {
  const [records] = patientsOf([...splitBundle(bundle(...resources))])
  const period = measurementPeriod(`${year}-01-01`, `${year}-12-31`)
  if (!records || !period) throw new Error('no patient')
  return cms2(records, period)[0]?.populations ?? {}
}
