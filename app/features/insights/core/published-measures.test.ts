import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { splitBundle } from '../../exchange/core/split.ts'
import { isEqual, isReportOf, type MeasureName, publishedMeasures } from './published-measures.ts'
import { patientsOf, reportsOf } from './records.ts'
import { measurementPeriod } from './spans.ts'

// Published test data that is not part of the project; a worktree lies one folder deeper than a clone.
const folder = ['..', '../..']
  .map((up) => join(process.cwd(), up, 'shared/data/fhir/ecqm-depression'))
  .find((path) => existsSync(path))
if (!folder) console.log('Skipped: ../shared/data/fhir/ecqm-depression is not there.')

const measures = Object.values(publishedMeasures)
const reported = [...bundlesIn(folder)].flatMap(({ name, records }) =>
  reportsOf(records).flatMap((report) => {
    const measure = measures.find((one) => isReportOf(report, one))
    return measure ? [{ name, records, report, measure }] : []
  }),
)

describe.skipIf(!folder)('published bundles', () => {
  test('there are as many of each measure as the folder has', () => {
    const count = (name: MeasureName) =>
      reported.filter(({ measure }) => measure === publishedMeasures[name]).length
    expect([count('cms159'), count('cms2'), count('cms161'), count('cms128')]).toEqual([33, 22, 44, 12])
  })

  test.each(reported)('$name comes to the counts of its report', ({ records, report, measure }) => {
    const period = measurementPeriod(report.from ?? '', report.to ?? '')
    if (!period) throw new Error('a report without a period')
    const groups = measure.of(records, period)
    const counted = groups.map(({ populations }) => populations)
    expect(report.groups.map((counts, index) => pick(counted[index] ?? {}, Object.keys(counts)))).toEqual(
      report.groups,
    )
    expect(isEqual(report, groups)).toBe(true)
  })

  test('the report is no part of what is looked at', () => {
    for (const { records, report, measure } of reported) {
      const period = measurementPeriod(report.from ?? '', report.to ?? '')
      const without = { ...records, of: (type: string) => (type === 'MeasureReport' ? [] : records.of(type)) }
      if (period) expect(measure.of(without, period)).toEqual(measure.of(records, period))
    }
  })
})

test('a report that counts otherwise, or other groups, is not equal', () => {
  const report = { measure: '', from: undefined, to: undefined, groups: [{ denominator: 1 }] }
  expect(isEqual(report, [{ populations: { denominator: 1, numerator: 0 } }])).toBe(true)
  expect(isEqual(report, [{ populations: { denominator: 0 } }])).toBe(false)
  expect(isEqual(report, [{ populations: {} }])).toBe(false)
  expect(isEqual(report, [])).toBe(false)
})

test('records of several patients go to whom they name, of one patient to that one', () => {
  const named = (reference: string) => ({ resource: { resourceType: 'Condition', subject: { reference } } })
  const ada = { resource: { resourceType: 'Patient', id: 'ada' }, fullUrl: 'urn:uuid:1' }
  const bea = { resource: { resourceType: 'Patient', id: 'bea' } }
  const theirs = [
    named('Patient/ada'),
    named('urn:uuid:1'),
    named('http://x.org/fhir/Patient/bea'),
    named('Patient/eve'),
  ]
  expect(patientsOf([ada, bea, ...theirs]).map((one) => one.of('Condition').length)).toEqual([2, 1])
  expect(patientsOf([ada, ada, ...theirs]).map((one) => one.of('Condition').length)).toEqual([4])
})

function* bundlesIn(path: string | undefined) {
  if (!path) return
  for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!name.endsWith('.json')) continue
    const entries = [...splitBundle(JSON.parse(readFileSync(join(path, name), 'utf8')))]
    for (const records of patientsOf(entries)) yield { name, records }
  }
}

function pick(
  counts: Readonly<Record<string, number>>,
  codes: readonly string[],
): Record<string, number | undefined> {
  return Object.fromEntries(codes.map((code) => [code, counts[code]]))
}
