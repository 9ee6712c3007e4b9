import { describe, expect, test } from 'vitest'
import { bundle, condition, encounter, patient, phq9, statuses } from '#tests/support/qi-core.ts'
import { splitBundle } from '../../exchange/core/split.ts'
import { cms159 } from './cms159.ts'
import { patientsOf } from './records.ts'
import { measurementPeriod } from './spans.ts'

type Fields = Readonly<Record<string, unknown>>

const year: Readonly<Record<2024 | 2025, readonly [string, string]>> = {
  2024: ['2024-01-01', '2024-12-31'],
  2025: ['2025-01-01', '2025-12-31'],
}

const born = patient('1980-05-05')
const visit = encounter('cpt 90791', '2023-06-20T14:30:00Z', '2023-06-20T15:00:00Z')
const depression = condition('icd10 F32.9', '2023-01-10T09:00:00Z')
const index = phq9('2023-06-20T14:35:00Z', 14)
const better = phq9('2024-06-20T14:30:00Z', 3)

describe('the initial population of CMS159', () => {
  const initial = (resources: readonly Fields[], period = year[2024]) =>
    of(resources, period)['initial-population'] === 1

  test('is whoever had a PHQ-9 above 9 at a visit for depression', () => {
    expect(initial([born, visit, depression, index])).toBe(true)
  })

  test.each([9, 0])('needs more than 9: a total of %i is not enough', (total) => {
    expect(initial([born, visit, depression, phq9('2023-06-20T14:35:00Z', total)])).toBe(false)
  })

  test.each([
    ['final', true],
    ['amended', true],
    ['corrected', true],
    ['preliminary', false],
    ['unknown', false],
    ['entered-in-error', false],
    ['cancelled', false],
  ])('an assessment that is %s: %s', (status, counts) => {
    expect(initial([born, visit, depression, phq9('2023-06-20T14:35:00Z', 14, { status })])).toBe(counts)
  })

  test('reads whole numbers only: a quantity of 14 is no total of this definition', () => {
    const quantity = phq9('2023-06-20T14:35:00Z', 14, {
      valueInteger: undefined,
      valueQuantity: { value: 14 },
    })
    expect(initial([born, visit, depression, quantity])).toBe(false)
  })

  test('takes the PHQ-9 for teenagers as well, and no other scale', () => {
    const scale = (code: string) =>
      phq9('2023-06-20T14:35:00Z', 14, { code: { coding: [{ system: 'http://loinc.org', code }] } })
    expect(initial([born, visit, depression, scale('89204-2')])).toBe(true)
    expect(initial([born, visit, depression, scale('70274-6')])).toBe(false)
    const elsewhere = { code: { coding: [{ system: 'http://example.org', code: '44261-6' }] } }
    expect(initial([born, visit, depression, phq9('2023-06-20T14:35:00Z', 14, elsewhere)])).toBe(false)
  })

  test.each([
    ['2011-06-20', true],
    ['2011-06-21', false],
  ])('born on %s, twelve on the day of the assessment: %s', (birth, counts) => {
    expect(initial([patient(birth), visit, depression, index])).toBe(counts)
  })

  test('does not take somebody whose age it cannot tell', () => {
    expect(initial([patient('2011'), visit, depression, index])).toBe(false)
    expect(initial([patient('2010'), visit, depression, index])).toBe(true)
  })

  test.each([
    ['2022-11-01T00:00:00Z', true],
    ['2022-10-31T23:59:59Z', false],
    ['2023-10-31T23:59:59Z', true],
    ['2023-11-01T00:00:00Z', false],
  ])('a visit that ends at %s is in the identification period: %s', (end, counts) => {
    const start = end.replace(/T.*/, 'T00:00:00Z')
    const taken = phq9(start, 14)
    const early = condition('icd10 F32.9', '2020-01-01')
    expect(initial([born, encounter('cpt 90791', start, end), early, taken])).toBe(counts)
  })

  test('a visit that began before the period and ended in it counts, one without an end does not', () => {
    const early = condition('icd10 F32.9', '2020-01-01')
    const long = encounter('cpt 90791', '2022-10-31T23:00:00Z', '2022-11-01T01:00:00Z')
    expect(initial([born, long, early, phq9('2022-11-01T00:30:00Z', 14)])).toBe(true)
    const open = encounter('cpt 90791', '2023-06-20T14:30:00Z', undefined)
    expect(initial([born, open, early, index])).toBe(false)
  })

  test.each([
    ['2023-06-13T00:10:00Z', true],
    ['2023-06-12T23:50:00Z', false],
    ['2023-06-20T23:50:00Z', true],
    ['2023-06-21T00:10:00Z', false],
    ['2023-06-13', true],
    ['2023-06', false],
  ])('an assessment of %s is at the visit of 20 June or within 7 days before: %s', (when, counts) => {
    expect(initial([born, visit, depression, phq9(when, 14)])).toBe(counts)
  })

  test('an assessment that took a while must lie wholly around the visit', () => {
    const over = (start: string, end: string) =>
      phq9('', 14, { effectiveDateTime: undefined, effectivePeriod: { start, end } })
    expect(initial([born, visit, depression, over('2023-06-19', '2023-06-20')])).toBe(true)
    expect(initial([born, visit, depression, over('2023-06-20', '2023-06-21')])).toBe(false)
  })

  test.each(['planned', 'arrived', 'in-progress', 'cancelled', 'entered-in-error'])(
    'no visit that is %s',
    (status) => {
      expect(initial([born, { ...visit, status }, depression, index])).toBe(false)
    },
  )

  test('the kind of visit decides, by the codes of the year', () => {
    const kind = (type: string, period = year[2024]) =>
      initial(
        [born, encounter(type, '2023-06-20T14:30:00Z', '2023-06-20T15:00:00Z'), depression, index],
        period,
      )
    expect(kind('cpt 99213')).toBe(true)
    expect(kind('hcpcs G0438')).toBe(true)
    expect(kind('cpt 99281')).toBe(false)
    expect(kind('snomed 90791')).toBe(false)
    expect(kind('cpt 90840')).toBe(true)
  })

  test.each([
    ['icd10 F33.1', true],
    ['icd10 F34.1', true],
    ['snomed 191611001', true],
    ['icd10 F31.9', false],
    ['icd10 F41.1', false],
    ['icd10 F32.8', false],
  ])('a diagnosis of %s: %s', (code, counts) => {
    expect(initial([born, visit, condition(code, '2023-01-10'), index])).toBe(counts)
  })

  test.each([
    ['active', true],
    ['recurrence', true],
    ['relapse', true],
    ['remission', false],
    ['resolved', false],
    ['inactive', false],
  ])('a depression that is %s: %s', (clinical, counts) => {
    expect(initial([born, visit, { ...depression, ...statuses(clinical, 'confirmed') }, index])).toBe(counts)
  })

  test.each([
    ['confirmed', true, true],
    ['provisional', true, false],
    ['differential', true, false],
    ['unconfirmed', false, false],
    ['refuted', false, false],
    ['entered-in-error', false, false],
  ])('a depression that is %s: %s in 2024, %s a year later', (verification, first, later) => {
    const called = { ...depression, ...statuses('active', verification) }
    expect(initial([born, visit, called, index])).toBe(first)
    const next = encounter('cpt 90791', '2024-06-20T14:30:00Z', '2024-06-20T15:00:00Z')
    expect(initial([born, next, called, phq9('2024-06-20', 14)], year[2025])).toBe(later)
  })

  test('a depression nobody has said more of is a diagnosis in 2024 and none from 2025', () => {
    const silent = { ...depression, verificationStatus: undefined }
    expect(initial([born, visit, silent, index])).toBe(true)
    const next = encounter('cpt 90791', '2024-06-20T14:30:00Z', '2024-06-20T15:00:00Z')
    expect(initial([born, next, silent, phq9('2024-06-20', 14)], year[2025])).toBe(false)
  })

  test('the depression must have been there during the visit', () => {
    const from = (onset: string | undefined, more: Fields = {}) =>
      initial([born, visit, condition('icd10 F32.9', onset, more), index])
    expect(from('2023-06-20T15:00:00Z')).toBe(true)
    expect(from('2023-06-20T15:00:01Z')).toBe(false)
    expect(from(undefined)).toBe(true)
    expect(from('2023-01-01', { abatementDateTime: '2023-06-20T14:30:00Z' })).toBe(true)
    expect(from('2023-01-01', { abatementDateTime: '2023-06-20T14:29:59Z' })).toBe(false)
    expect(from(undefined, { onsetPeriod: { start: '2023-06-01', end: '2023-07-01' } })).toBe(true)
    // At 43 she was from 5 May 2023 on.
    expect(from(undefined, { onsetAge: { value: 43, code: 'a' } })).toBe(true)
    expect(from(undefined, { onsetAge: { value: 44, code: 'a' } })).toBe(false)
    expect(from(undefined, { onsetString: 'last spring' })).toBe(true)
  })
})

describe('the numerator of CMS159', () => {
  const numerator = (...after: readonly Fields[]) =>
    of([born, visit, depression, index, ...after]).numerator === 1

  test.each([
    ['2024-04-21', true],
    ['2024-04-20', false],
    ['2024-08-19', true],
    ['2024-08-20', false],
  ])('a PHQ-9 of 3 on %s is within 60 days of a year later: %s', (day, counts) => {
    expect(numerator(phq9(`${day}T12:00:00Z`, 3))).toBe(counts)
    expect(numerator(phq9(day, 3))).toBe(counts)
  })

  test.each([
    [0, true],
    [4, true],
    [5, false],
    [300, false],
  ])('a last PHQ-9 of %i is remission: %s', (total, counts) => {
    expect(numerator(phq9('2024-06-20', total))).toBe(counts)
  })

  test('the last one of the time decides, not the best', () => {
    const worse = phq9('2024-07-20', 12)
    expect(numerator(better, worse)).toBe(false)
    expect(numerator(worse, better)).toBe(false)
    expect(numerator(better, { ...worse, status: 'entered-in-error' })).toBe(true)
    expect(numerator(better, phq9('2024-12-20', 12))).toBe(true)
    // The last one decides even when it gave no total.
    expect(numerator(better, { ...worse, valueInteger: undefined })).toBe(false)
  })

  test('the day is that of the clock it was written by', () => {
    expect(numerator(phq9('2024-04-20T23:30:00-05:00', 3))).toBe(false)
    expect(numerator(phq9('2024-08-19T23:30:00-05:00', 3))).toBe(true)
  })

  test('the year runs from the first assessment above 9 that was at a visit', () => {
    const first = phq9('2023-03-01', 25)
    expect(numerator(first, better)).toBe(true)
    const second = encounter('cpt 90791', '2023-03-01T10:00:00Z', '2023-03-01T11:00:00Z')
    expect(numerator(first, second, better)).toBe(false)
  })

  test('from 29 February it is a year to the 28th', () => {
    const leap = (day: string) =>
      of(
        [
          born,
          depression,
          encounter('cpt 90791', '2024-02-29T10:00:00Z', '2024-02-29T11:00:00Z'),
          phq9('2024-02-29', 14),
          phq9(day, 3),
        ],
        year[2025],
      ).numerator
    expect([leap('2024-12-30'), leap('2024-12-29'), leap('2025-04-29'), leap('2025-04-30')]).toEqual([
      1, 0, 1, 0,
    ])
  })
})

test('the strata of CMS159 are by age at the index assessment', () => {
  const strataOf = (birth: string) => {
    const [group] = measured([patient(birth), visit, depression, index, better])
    return [group?.strata?.['12-17']?.numerator, group?.strata?.['18+']?.numerator]
  }
  expect(strataOf('2005-06-21')).toEqual([1, 0])
  expect(strataOf('2005-06-20')).toEqual([0, 1])
  expect(strataOf('2011-06-20')).toEqual([1, 0])
  expect(strataOf('2011-06-21')).toEqual([0, 0])
})

function of(resources: readonly Fields[], period: readonly [string, string] = year[2024]) {
  return measured(resources, period)[0]?.populations ?? {}
}

function measured(resources: readonly Fields[], [from, to]: readonly [string, string] = year[2024]) {
  const [records] = patientsOf([...splitBundle(bundle(...resources))])
  const period = measurementPeriod(from, to)
  if (!records || !period) throw new Error('no patient')
  return cms159(records, period)
}
