import { describe, expect, test } from 'vitest'
import {
  bundle,
  concept,
  condition,
  encounter,
  observation,
  patient,
  phq9,
  statuses,
} from '#tests/support/qi-core.ts'
import { splitBundle } from '../../exchange/core/split.ts'
import { cms159 } from './cms159.ts'
import { patientsOf } from './records.ts'
import { measurementPeriod } from './spans.ts'

type Fields = Readonly<Record<string, unknown>>

// Watched from 1 November 2022, the start of the identification period, to 19 August 2024, 60 days after a year.
const born = patient('1980-05-05')
const course = [
  encounter('cpt 90791', '2023-06-20T14:30:00Z', '2023-06-20T15:00:00Z'),
  condition('icd10 F32.9', '2023-01-10T09:00:00Z'),
  phq9('2023-06-20T14:35:00Z', 14),
  phq9('2024-06-20T14:30:00Z', 3),
]

test('whoever is excluded is in no numerator, and nobody outside the denominator is excluded', () => {
  const died = patient('1980-05-05', { deceasedDateTime: '2024-01-01' })
  const populations = { 'initial-population': 1, denominator: 1, 'denominator-exclusion': 0, numerator: 1 }
  expect(of([born, ...course])).toEqual(populations)
  expect(of([died, ...course])).toEqual({ ...populations, 'denominator-exclusion': 1, numerator: 0 })
  expect(of([died])).toEqual({
    'initial-population': 0,
    denominator: 0,
    'denominator-exclusion': 0,
    numerator: 0,
  })
})

describe('death', () => {
  test.each([
    ['2024-08-18T23:59:00Z', true],
    ['2024-08-19T00:00:00Z', true],
    // The definition for 2024 counts to the midnight that the last day begins with.
    ['2024-08-19T08:00:00Z', false],
    ['2024-08-20', false],
    ['2019-01-01', true],
  ])('on %s excludes: %s', (deceasedDateTime, excluded) => {
    expect(of([patient('1980-05-05', { deceasedDateTime }), ...course])['denominator-exclusion'] === 1).toBe(
      excluded,
    )
  })

  test('on the last day counts from the definition for 2026 on', () => {
    const later = course.map((one) =>
      JSON.parse(JSON.stringify(one).replace(/202[34]-/g, (year) => `${Number.parseInt(year, 10) + 2}-`)),
    )
    const died = patient('1980-05-05', { deceasedDateTime: '2026-08-19T08:00:00Z' })
    expect(of([died, ...later], '2026')['denominator-exclusion']).toBe(1)
  })

  test('known only to have happened excludes nobody', () => {
    expect(isExcluded([], patient('1980-05-05', { deceasedBoolean: true }))).toBe(false)
  })
})

describe('another disorder', () => {
  test.each(['icd10 F31.9', 'snomed 191765005', 'snomed 111482003', 'icd10 F20.9', 'icd10 F84.0'])(
    '%s',
    (code) => {
      expect(isExcluded([condition(code, '2024-01-01')])).toBe(true)
    },
  )

  test.each([
    ['2024-08-19T23:00:00Z', true],
    ['2024-08-20T00:00:00Z', false],
    ['1999', true],
  ])('that began on %s: %s', (onset, excluded) => {
    expect(isExcluded([condition('icd10 F31.9', onset)])).toBe(excluded)
  })

  test('counts when active and not doubted', () => {
    const called = (clinical: string, verification: string) =>
      isExcluded([condition('icd10 F31.9', '2024-01-01', statuses(clinical, verification))])
    expect(called('relapse', 'provisional')).toBe(true)
    expect(called('resolved', 'confirmed')).toBe(false)
    expect(called('active', 'refuted')).toBe(false)
  })

  test('without an onset it was always there', () => {
    expect(isExcluded([condition('icd10 F31.9', undefined)])).toBe(true)
  })
})

describe('hospice', () => {
  const watched: [string, boolean][] = [
    ['2022-10-31', false],
    ['2022-11-01', true],
    ['2024-08-19', true],
    ['2024-08-20', false],
  ]

  test.each(watched)('met on %s: %s', (day, excluded) => {
    const at = (type: string) => encounter(type, `${day}T10:00:00Z`, `${day}T11:00:00Z`)
    expect(isExcluded([at('snomed 305336008')])).toBe(excluded)
    expect(isExcluded([at('hcpcs G9473')])).toBe(excluded)
  })

  test('met and not cancelled; being there from before until after is enough', () => {
    const met = (status: string) =>
      isExcluded([encounter('snomed 305336008', '2022-01-01', '2025-01-01', { status })])
    expect(['finished', 'in-progress', 'planned'].map(met)).toEqual([true, true, true])
    expect(['cancelled', 'entered-in-error', 'unknown'].map(met)).toEqual([false, false, false])
    expect(isExcluded([encounter('snomed 305336008', '2022-01-01', undefined)])).toBe(true)
  })

  test.each(watched)('discharged to it on %s: %s', (day, excluded) => {
    const discharged = (code: string, more: Fields = {}) =>
      isExcluded([
        encounter('snomed 183452005', '2022-01-01', day, {
          hospitalization: { dischargeDisposition: concept(code) },
          ...more,
        }),
      ])
    expect(discharged('snomed 428361000124107')).toBe(excluded)
    expect(discharged('snomed 428371000124100')).toBe(excluded)
    expect(discharged('snomed 306689006')).toBe(false)
    expect(discharged('snomed 428361000124107', { status: 'in-progress' })).toBe(false)
    expect(discharged('snomed 428361000124107', { type: [concept('cpt 99213')] })).toBe(false)
  })

  test.each(watched)('assessed as in hospice on %s: %s', (day, excluded) => {
    const assessed = (more: Fields) => isExcluded([observation('loinc 45755-6', day, more)])
    const yes = { valueCodeableConcept: concept('snomed 373066001') }
    expect(assessed(yes)).toBe(excluded)
    expect(assessed({ valueCodeableConcept: concept('snomed 373067005') })).toBe(false)
    expect(assessed({ ...yes, status: 'preliminary' })).toBe(false)
  })

  test.each(watched)('ordered on %s: %s', (day, excluded) => {
    const ordered = (more: Fields = {}) =>
      isExcluded([
        {
          resourceType: 'ServiceRequest',
          status: 'active',
          intent: 'order',
          code: concept('snomed 385763009'),
          authoredOn: `${day}T08:00:00Z`,
          ...more,
        },
      ])
    expect(ordered()).toBe(excluded)
    expect(ordered({ status: 'completed', intent: 'filler-order' })).toBe(excluded)
    expect(ordered({ status: 'draft' })).toBe(false)
    expect(ordered({ intent: 'plan' })).toBe(false)
    expect(ordered({ doNotPerform: true })).toBe(false)
  })

  test.each(watched)('given on %s: %s', (day, excluded) => {
    const given = (more: Fields = {}) =>
      isExcluded([
        {
          resourceType: 'Procedure',
          status: 'completed',
          code: concept('snomed 385765002'),
          performedDateTime: day,
          ...more,
        },
      ])
    expect(given()).toBe(excluded)
    expect(given({ status: 'in-progress' })).toBe(excluded)
    expect(given({ status: 'not-done' })).toBe(false)
    expect(given({ status: undefined })).toBe(false)
    expect(given({ performedDateTime: undefined, performedPeriod: { start: '2022-01-01', end: day } })).toBe(
      day >= '2022-11-01',
    )
    expect(given({ performedDateTime: undefined })).toBe(false)
  })

  test('diagnosed: a condition goes on until its abatement', () => {
    const diagnosed = (more: Fields) => isExcluded([condition('snomed 305911006', '2020-01-01', more)])
    expect(diagnosed({})).toBe(true)
    expect(diagnosed({ abatementDateTime: '2022-11-01' })).toBe(true)
    expect(diagnosed({ abatementDateTime: '2022-10-31' })).toBe(false)
    expect(isExcluded([condition('snomed 305911006', '2024-08-20')])).toBe(false)
  })
})

describe('palliative care', () => {
  const watched: [string, boolean][] = [
    ['2022-10-31T23:59:59Z', false],
    ['2022-11-01T00:00:00Z', true],
    ['2024-08-19T00:00:00Z', true],
    ['2024-08-19T08:00:00Z', false],
  ]

  test.each(watched)('at %s: %s', (time, excluded) => {
    const procedure = {
      resourceType: 'Procedure',
      status: 'completed',
      code: concept('snomed 103735009'),
      performedDateTime: time,
    }
    expect(isExcluded([observation('loinc 71007-9', time)])).toBe(excluded)
    expect(isExcluded([encounter('snomed 305284002', time, time)])).toBe(excluded)
    expect(isExcluded([procedure])).toBe(excluded)
    expect(isExcluded([condition('icd10 Z51.5', time, { abatementDateTime: time })])).toBe(excluded)
  })

  test('not when it did not happen', () => {
    expect(isExcluded([observation('loinc 71007-9', '2024-01-01', { status: 'cancelled' })])).toBe(false)
    expect(
      isExcluded([encounter('snomed 305284002', '2024-01-01', '2024-01-01', { status: 'planned' })]),
    ).toBe(false)
    expect(isExcluded([condition('icd10 Z51.5', '2024-01-01', statuses('active', 'entered-in-error'))])).toBe(
      false,
    )
  })
})

function isExcluded(more: readonly Fields[], who: Fields = born): boolean {
  return of([who, ...course, ...more])['denominator-exclusion'] === 1
}

function of(resources: readonly Fields[], year = '2024') {
  const [records] = patientsOf([...splitBundle(bundle(...resources))])
  const period = measurementPeriod(`${year}-01-01`, `${year}-12-31`)
  if (!records || !period) throw new Error('no patient')
  return cms159(records, period)[0]?.populations ?? {}
}
