import { describe, expect, test } from 'vitest'
import { addDays } from '#app/time/calendar-days.ts'
import { bundle, concept, condition, encounter, observation, patient } from '#tests/support/qi-core.ts'
import { splitBundle } from '../../exchange/core/split.ts'
import { cms128 } from './cms128.ts'
import { coveredDays, dispensedDays } from './medication-days.ts'
import { readMoment } from './moments.ts'
import { patientsOf } from './records.ts'
import { measurementPeriod } from './spans.ts'

type Fields = Readonly<Record<string, unknown>>

const start = '2025-01-10'
const grown = patient('1980-05-05')
const visit = encounter('cpt 99213', `${start}T10:00:00Z`, `${start}T10:30:00Z`)
const depression = condition('icd10 F32.9', start)
const sertraline = {
  medicationCodeableConcept: {
    coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '1099316' }],
  },
}

function dispensed(day: string, days: number, more: Fields = {}): Fields {
  return {
    resourceType: 'MedicationDispense',
    status: 'completed',
    ...sertraline,
    whenHandedOver: `${day}T09:00:00Z`,
    daysSupply: { value: days, code: 'd' },
    ...more,
  }
}

describe('the initial population of CMS128', () => {
  const initial = (...resources: readonly Fields[]) => of(resources).initial
  const first = dispensed(start, 30)

  test('is whoever began an antidepressant with a depression and an encounter', () => {
    expect(initial(grown, visit, depression, first)).toBe(1)
    expect(initial(grown, visit, depression)).toBe(0)
    expect(initial(grown, visit, first)).toBe(0)
    expect(initial(grown, depression, first)).toBe(0)
  })

  test.each([
    ['2007-04-30', 1],
    ['2007-05-01', 0],
  ])('born on %s, 18 on 30 April: %i', (birth, count) => {
    expect(initial(patient(birth), visit, depression, first)).toBe(count)
  })

  test.each([
    ['2024-04-30', 0],
    ['2024-05-01', 1],
    ['2025-04-30', 1],
    ['2025-05-01', 0],
  ])('a treatment that began on %s is of the intake period: %i', (day, count) => {
    const around = [encounter('cpt 99213', day, day), condition('icd10 F32.9', day)]
    expect(initial(grown, ...around, dispensed(day, 30))).toBe(count)
  })

  test.each([
    [-60, 1],
    [-61, 0],
    [60, 1],
    [61, 0],
  ])('an encounter and a diagnosis %i days from the start: %i', (days, count) => {
    const day = addDays(start, days)
    expect(initial(grown, encounter('cpt 99213', day, day), depression, first)).toBe(count)
    expect(initial(grown, visit, condition('icd10 F32.9', day), first)).toBe(count)
  })

  test('a drug that was not handed over, or is another, begins nothing', () => {
    expect(initial(grown, visit, depression, dispensed(start, 30, { status: 'cancelled' }))).toBe(0)
    const other = { medicationCodeableConcept: concept('snomed 1099316') }
    expect(initial(grown, visit, depression, dispensed(start, 30, other))).toBe(0)
    expect(initial(grown, visit, depression, dispensed(start, 30, { daysSupply: undefined }))).toBe(0)
    const prepared = { whenHandedOver: undefined, whenPrepared: start }
    expect(initial(grown, visit, depression, dispensed(start, 30, prepared))).toBe(1)
  })
})

describe('the numerators of CMS128', () => {
  const rates = (...dispenses: readonly Fields[]) => of([grown, visit, depression, ...dispenses]).rates

  test('are 84 days of the first 115, and 180 of the first 232', () => {
    expect(rates(dispensed(start, 83))).toEqual([0, 0])
    expect(rates(dispensed(start, 84))).toEqual([1, 0])
    expect(rates(dispensed(start, 179))).toEqual([1, 0])
    expect(rates(dispensed(start, 180))).toEqual([1, 1])
  })

  test('a day counts once, and only within the time', () => {
    expect(rates(dispensed(start, 60), dispensed(start, 60))).toEqual([0, 0])
    expect(rates(dispensed(start, 42), dispensed(addDays(start, 42), 42))).toEqual([1, 0])
    // The 115th day is the last: from the 32nd on there are 84 of them, from the 33rd on 83; and the first one.
    expect(rates(dispensed(start, 1), dispensed(addDays(start, 32), 100))[0]).toBe(1)
    expect(rates(dispensed(start, 1), dispensed(addDays(start, 33), 100))[0]).toBe(0)
  })
})

describe('the exclusions of CMS128', () => {
  const excluded = (...more: readonly Fields[]) =>
    of([grown, visit, depression, dispensed(start, 90), ...more]).excluded
  const order = (from: string, to: string | undefined, more: Fields = {}) => ({
    resourceType: 'MedicationRequest',
    status: 'active',
    intent: 'order',
    ...sertraline,
    dosageInstruction: [{ timing: { repeat: { boundsPeriod: { start: from, ...(to && { end: to }) } } } }],
    ...more,
  })

  test.each([
    [-106, 0],
    [-105, 1],
    [-1, 1],
  ])('an order for the drug that ended %i days from the start: %i', (days, count) => {
    expect(excluded(order('2024-06-01', addDays(start, days)))).toBe(count)
  })

  test('an order that begins with the treatment, is not active, or does not say when, excludes nobody', () => {
    expect(excluded(order(start, '2025-06-01'))).toBe(0)
    expect(excluded(order('2024-12-01', undefined))).toBe(1)
    expect(excluded(order('2024-12-01', start, { status: 'completed' }))).toBe(0)
    expect(excluded(order('2024-12-01', start, { intent: 'plan' }))).toBe(0)
    expect(excluded(order('2024-12-01', start, { dosageInstruction: undefined }))).toBe(0)
  })

  test('hospice in the measurement period, as encounters that took place and assessments that are surveys', () => {
    const met = (status: string) =>
      excluded(encounter('snomed 305336008', '2025-03-01', '2025-03-02', { status }))
    expect([met('finished'), met('in-progress'), met('planned')]).toEqual([1, 1, 0])
    expect(excluded(encounter('snomed 305336008', '2024-12-01', '2024-12-31'))).toBe(0)
    const yes = { valueCodeableConcept: concept('snomed 373066001') }
    const survey = {
      category: [
        {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey' }],
        },
      ],
    }
    expect(excluded(observation('loinc 45755-6', '2025-03-01', { ...yes, ...survey }))).toBe(1)
    expect(excluded(observation('loinc 45755-6', '2025-03-01', yes))).toBe(0)
    expect(excluded(condition('snomed 305911006', '2025-03-01', { clinicalStatus: undefined }))).toBe(0)
    expect(excluded(condition('snomed 305911006', '2025-03-01'))).toBe(1)
  })
})

describe('the days a dispensed drug covers', () => {
  const days = (more: Fields) => {
    const covered = dispensedDays(dispensed(start, 0, { daysSupply: undefined, ...more }))
    return covered && (covered.last - covered.first) / 86_400_000 + 1
  }
  const dosage = (repeat: Fields, more: Fields = {}) => ({
    quantity: { value: 60 },
    dosageInstruction: [{ timing: { repeat }, doseAndRate: [{ doseQuantity: { value: 2 } }], ...more }],
  })

  test('are the supply, in its unit', () => {
    expect(days({ daysSupply: { value: 30, unit: 'days' } })).toBe(30)
    expect(days({ daysSupply: { value: 4, code: 'wk' } })).toBe(28)
    expect(days({ daysSupply: { value: 2, code: 'boxes' } })).toBeUndefined()
    expect(days({ daysSupply: { value: 0, code: 'd' } })).toBeUndefined()
  })

  test('or the quantity by the doses of a day', () => {
    expect(days(dosage({ frequency: 1, period: 1, periodUnit: 'd' }))).toBe(30)
    expect(days(dosage({ frequency: 1, frequencyMax: 3, period: 1, periodUnit: 'd' }))).toBe(10)
    expect(days(dosage({ frequency: 1, period: 12, periodUnit: 'h' }))).toBe(15)
    expect(days(dosage({ timeOfDay: ['08:00:00', '20:00:00'] }))).toBe(15)
    expect(days(dosage({}))).toBeUndefined()
    const range = { doseAndRate: [{ doseRange: { low: { value: 1 }, high: { value: 3 } } }] }
    expect(days(dosage({ frequency: 1, period: 1, periodUnit: 'd' }, range))).toBe(20)
  })

  test('several dosages tell nothing', () => {
    const one = dosage({ frequency: 1, period: 1, periodUnit: 'd' })
    const twice = { ...one, dosageInstruction: [...one.dosageInstruction, ...one.dosageInstruction] }
    expect(days(twice)).toBeUndefined()
  })

  test('in any order, apart, nested and next to each other, count once each', () => {
    const from = readMoment('2025-01-01')
    if (!from) throw new Error('no day')
    const span = (first: number, last: number) => ({
      first: from.first + first * 86_400_000,
      last: from.first + last * 86_400_000,
    })
    expect(coveredDays([span(5, 9), span(0, 3), span(6, 7), span(10, 10)], from, 100)).toBe(10)
    expect(coveredDays([span(-9, 1), span(99, 300)], from, 100)).toBe(4)
    expect(coveredDays([], from, 100)).toBe(0)
  })
})

function of(resources: readonly Fields[]) {
  const [records] = patientsOf([...splitBundle(bundle(...resources))])
  const period = measurementPeriod('2025-01-01', '2025-12-31')
  if (!records || !period) throw new Error('no patient')
  const groups = cms128(records, period).map(({ populations }) => populations)
  return {
    initial: groups[0]?.['initial-population'],
    excluded: groups[0]?.['denominator-exclusion'],
    rates: groups.map(({ numerator }) => numerator),
  }
}
