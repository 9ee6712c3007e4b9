import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bundle, condition, encounter, patient, phq9 } from '#tests/support/qi-core.ts'
import { runMeasure } from './measure-command.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'measure-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const records = [
  patient('1980-05-05'),
  encounter('cpt 90791', '2023-06-20T14:30:00Z', '2023-06-20T15:00:00Z'),
  condition('icd10 F32.9', '2023-01-10'),
  phq9('2023-06-20', 14),
  phq9('2024-06-20', 3),
]

test('prints where each patient counts, for the period of the report', async () => {
  write('ada.json', bundle(...records, report(1)))
  const { answer, out } = await run(['cms159', folder])
  expect(answer).toEqual({ ok: true, value: 0 })
  const populations = {
    'initial-population': 1,
    denominator: 1,
    'denominator-exclusion': 0,
    numerator: 1,
  }
  const none = { 'initial-population': 0, denominator: 0, 'denominator-exclusion': 0, numerator: 0 }
  expect(JSON.parse(out)).toEqual([
    {
      measure: 'cms159',
      patient: 'p1',
      file: join(folder, 'ada.json'),
      from: '2024-01-01',
      to: '2024-12-31',
      groups: [{ populations, strata: { '12-17': none, '18+': populations } }],
      equal: true,
    },
  ])
})

test('compares with the report and says which differ', async () => {
  write('ada.json', bundle(...records, report(1)))
  write('bea.json', bundle(...records, report(0)))
  const { answer, err } = await run(['cms159', folder], { compare: true })
  expect(answer).toEqual({ ok: true, value: 1 })
  expect(err).toEqual([
    `${join(folder, 'bea.json')}: differs from its report`,
    '2 patients, 2 with a report, 1 equal',
  ])
})

test('nothing to compare with is no success', async () => {
  write('ada.json', bundle(...records))
  const { answer } = await run(['cms159', folder], { compare: true, from: '2024-01-01', to: '2024-12-31' })
  expect(answer).toEqual({ ok: true, value: 1 })
})

test('reads lines of bundles, and puts records of files together that are in none', async () => {
  write('lines.ndjson', `${JSON.stringify(bundle(...records))}\n\n${JSON.stringify(bundle(...records))}\n`)
  for (const [index, one] of records.entries()) write(`loose-${index}.json`, one)
  const { out } = await run(['cms159', folder], { from: '2024-01-01', to: '2024-12-31', ndjson: true })
  const lines = out.trim().split('\n')
  expect(lines.map((line) => JSON.parse(line).groups[0].populations.numerator)).toEqual([1, 1, 1])
})

test.each([
  [[], {}, 'say which measure: cms2, cms128, cms159, cms161'],
  [['cms1'], {}, 'say which measure: cms2, cms128, cms159, cms161'],
  [['cms159'], {}, 'missing: the files or folders to read'],
  [['cms159', '/nowhere'], {}, '/nowhere cannot be read'],
  [['cms159', '.'], { from: '2024-01-01' }, '--from and --to belong together'],
  [['cms159', '.'], { from: '2024-02-30', to: '2024-12-31' }, '2024-02-30 is no day; write it as 2024-01-31'],
  [['cms159', '.'], { from: '2024-12-31', to: '2024-01-01' }, '--from must not be after --to'],
])('%j %j: %s', async (args, options, problem) => {
  const { answer } = await run(args, options)
  if (answer.ok) throw new Error('not refused')
  expect(answer.problem).toMatch(problem)
})

test('a measure is not computed for years it is not defined for', async () => {
  write('ada.json', bundle(...records))
  const { answer } = await run(['cms161', folder], { from: '2025-01-01', to: '2025-12-31' })
  expect(answer).toEqual({
    ok: false,
    problem: 'Adult Major Depressive Disorder: Suicide Risk Assessment is defined here for 2024',
  })
})

test('a file that is no JSON, a bundle without a period and a folder without a patient are said by name', async () => {
  write('notes.txt', {})
  expect((await run(['cms159', folder])).answer).toEqual({
    ok: false,
    problem: `there is no patient in ${folder}`,
  })
  write('a.json', bundle(...records))
  expect((await run(['cms159', folder])).answer).toEqual({
    ok: false,
    problem: `${join(folder, 'a.json')} holds no MeasureReport; give --from and --to`,
  })
  write('0.json', '{"resourceType":')
  expect((await run(['cms159', folder])).answer).toEqual({
    ok: false,
    problem: `${join(folder, '0.json')} is not JSON`,
  })
})

function report(numerator: number): Readonly<Record<string, unknown>> {
  const counts = { 'initial-population': 1, denominator: 1, 'denominator-exclusion': 0, numerator }
  const system = 'http://terminology.hl7.org/CodeSystem/measure-population'
  return {
    resourceType: 'MeasureReport',
    measure: 'http://ecqi.healthit.gov/ecqms/Measure/DepressionRemissionatTwelveMonthsFHIR',
    period: { start: '2024-01-01', end: '2024-12-31' },
    group: [
      {
        population: Object.entries(counts).map(([code, count]) => ({
          code: { coding: [{ system, code }] },
          count,
        })),
      },
    ],
  }
}

function write(name: string, content: unknown): void {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
}

async function run(
  args: readonly string[],
  options: { from?: string; to?: string; compare?: boolean; ndjson?: boolean } = {},
) {
  const printed = { out: '', err: [] as string[] }
  const answer = await runMeasure(
    args,
    { compare: false, ndjson: false, ...options },
    { out: (text) => (printed.out += text), err: (line) => printed.err.push(line) },
  )
  return { answer, ...printed }
}
