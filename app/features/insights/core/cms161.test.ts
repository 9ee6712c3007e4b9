import { expect, test } from 'vitest'
import { bundle, concept, condition, encounter, patient } from '#tests/support/qi-core.ts'
import { splitBundle } from '../../exchange/core/split.ts'
import { cms161 } from './cms161.ts'
import { patientsOf } from './records.ts'
import { measurementPeriod } from './spans.ts'

type Fields = Readonly<Record<string, unknown>>

const grown = patient('1980-05-05')
const ambulatory = {
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
  reasonCode: [concept('snomed 15193003')],
}

test('visits are counted, not patients', () => {
  expect(of([grown, visit('2024-01-10'), visit('2024-09-10')])).toEqual([2, 2, 0])
  expect(of([grown])).toEqual([0, 0, 0])
})

test.each([
  ['2007-01-01', 1],
  ['2007-01-02', 0],
])('born on %s, 17 when the period begins: %i', (birth, count) => {
  expect(of([patient(birth), visit('2024-06-20')])[0]).toBe(count)
})

test('a visit within 104 days after another is not new', () => {
  // 104 days after 10 January is 23 April.
  expect(of([grown, visit('2024-01-10'), visit('2024-04-23')])[0]).toBe(1)
  expect(of([grown, visit('2024-01-10'), visit('2024-04-24')])[0]).toBe(2)
  expect(of([grown, visit('2024-01-10'), visit('2024-01-10', { id: 'b' })])[0]).toBe(2)
})

test('an earlier visit counts for that even outside the period', () => {
  expect(of([grown, visit('2023-12-20'), visit('2024-01-10')])[0]).toBe(0)
  expect(of([grown, visit('2023-09-01'), visit('2024-01-10')])[0]).toBe(1)
})

test('a visit lies in the period to the second', () => {
  const last = (end: string) =>
    of([grown, { ...visit('2024-12-31'), period: { start: '2024-12-31T23:00:00Z', end } }])
  expect(last('2024-12-31T23:59:59Z')[0]).toBe(1)
  expect(last('2025-01-01T00:00:00Z')[0]).toBe(0)
})

test('a visit is finished, ambulatory and of a kind', () => {
  const one = (more: Fields) => of([grown, visit('2024-06-20', more)])[0]
  expect(one({})).toBe(1)
  expect(one({ status: 'planned' })).toBe(0)
  expect(one({ class: { ...ambulatory.class, code: 'IMP' } })).toBe(0)
  expect(one({ class: { system: 'http://example.org', code: 'AMB' } })).toBe(0)
  expect(one({ type: [concept('cpt 99284')] })).toBe(1)
  expect(one({ type: [concept('cpt 90845')] })).toBe(1)
  expect(one({ type: [concept('cpt 97161')] })).toBe(0)
})

test('a visit is for major depression by its reason or by the diagnosis it names', () => {
  const named = { reasonCode: undefined, diagnosis: [{ condition: { reference: 'Condition/c1' } }] }
  const diagnosis = (code: string) => ({ ...condition(code, '2020-01-01'), id: 'c1' })
  const one = (more: Fields, ...others: readonly Fields[]) =>
    of([grown, visit('2024-06-20', more), ...others])[0]
  expect(one({ reasonCode: [concept('icd10 F32.0')] })).toBe(1)
  expect(one({ reasonCode: [concept('icd10 F41.1')] })).toBe(0)
  expect(one({ reasonCode: undefined })).toBe(0)
  expect(one(named, diagnosis('icd10 F33.1'))).toBe(1)
  expect(one(named, diagnosis('icd10 F41.1'))).toBe(0)
  expect(one(named, { ...diagnosis('icd10 F33.1'), id: 'c2' })).toBe(0)
})

test('the risk assessment lies wholly within the visit and was done', () => {
  const assessed = (performed: Fields, more: Fields = {}) =>
    of([
      grown,
      visit('2024-06-20'),
      {
        resourceType: 'Procedure',
        status: 'completed',
        code: concept('snomed 225337009'),
        ...performed,
        ...more,
      },
    ])[2]
  expect(assessed({ performedDateTime: '2024-06-20T14:40:00Z' })).toBe(1)
  expect(assessed({ performedDateTime: '2024-06-20T15:00:01Z' })).toBe(0)
  expect(assessed({ performedDateTime: '2024-06-20T14:29:59Z' })).toBe(0)
  expect(assessed({ performedPeriod: { start: '2024-06-20T14:30:00Z', end: '2024-06-20T15:00:00Z' } })).toBe(
    1,
  )
  expect(assessed({ performedPeriod: { start: '2024-06-20T14:40:00Z', end: '2024-06-20T15:10:00Z' } })).toBe(
    0,
  )
  expect(assessed({ performedDateTime: '2024-06-20T14:40:00Z' }, { status: 'not-done' })).toBe(0)
  expect(assessed({ performedDateTime: '2024-06-20T14:40:00Z' }, { code: concept('snomed 73831000') })).toBe(
    0,
  )
})

function visit(day: string, more: Fields = {}): Fields {
  return {
    ...encounter('cpt 99213', `${day}T14:30:00Z`, `${day}T15:00:00Z`),
    id: day,
    ...ambulatory,
    ...more,
  }
}

function of(resources: readonly Fields[]) {
  const [records] = patientsOf([...splitBundle(bundle(...resources))])
  const period = measurementPeriod('2024-01-01', '2024-12-31')
  if (!records || !period) throw new Error('no patient')
  const populations = cms161(records, period)[0]?.populations ?? {}
  return [populations['initial-population'], populations.denominator, populations.numerator]
}
