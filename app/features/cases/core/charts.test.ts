import { expect, test } from 'vitest'
import { chartsOf, marksOfMedications } from './charts.ts'
import type { InstrumentCode } from './instruments.ts'

const score = (instrument: InstrumentCode, on: string, value: number) => ({ instrument, on, value })
const codes = (...scores: ReturnType<typeof score>[]) =>
  chartsOf({ scores, episodeStart: '2026-05-01' }, '2026-07-01').map(({ code }) => code)

test('PHQ-9 and GAD-7 are there without a score, the teens’ version in its place, others only with one', () => {
  expect(codes()).toEqual(['phq-9', 'gad-7'])
  expect(codes(score('phq-9m', '2026-05-03', 12))).toEqual(['phq-9m', 'gad-7'])
  expect(codes(score('pcl-5', '2026-05-03', 40))).toEqual(['pcl-5', 'phq-9', 'gad-7'])
})

test('the baseline is marked, and what is still to come is drawn and not said', () => {
  const scores = [
    score('phq-9', '2026-05-03', 18),
    score('phq-9', '2026-06-03', 11),
    score('phq-9', '2026-08-01', 4),
  ]
  const [phq] = chartsOf({ scores, episodeStart: '2026-05-01' }, '2026-07-01')
  expect(phq?.points).toEqual([
    { date: '2026-05-03', value: 18, baseline: true },
    { date: '2026-06-03', value: 11 },
    { date: '2026-08-01', value: 4 },
  ])
  expect(phq?.summary).toBe('PHQ-9 fell from 18 on 03-May-2026 to 11 on 03-Jun-2026.')
})

test('the most used instrument comes first', () => {
  expect(
    codes(
      score('phq-9', '2026-05-03', 12),
      score('epds', '2026-05-03', 12),
      score('epds', '2026-06-03', 10),
      score('who-5', '2026-06-03', 40),
    ),
  ).toEqual(['epds', 'phq-9', 'who-5', 'gad-7'])
})

test('a chart names remission, the response from its baseline, and the goals of the team', () => {
  const scores = [score('phq-9', '2026-05-03', 19), score('epds', '2026-05-03', 14)]
  const targets = [
    { instrument: 'phq-9', total: 7 },
    { instrument: 'phq-9', total: 4 },
    { instrument: 'epds', total: 9 },
  ] as const
  const charts = chartsOf({ scores, episodeStart: '2026-05-01' }, '2026-07-01', { marks: [], targets })
  expect(charts.find(({ code }) => code === 'phq-9')?.targets).toEqual([
    { value: 7, label: 'Goal: 7 or less' },
    { value: 4, label: 'Goal and remission: 4 or less' },
    { value: 9, label: 'Response: 9 or less' },
  ])
  expect(charts.find(({ code }) => code === 'epds')?.targets).toEqual([
    { value: 9, label: 'Goal: 9 or less' },
  ])
})

test('medication is marked where it began, ended or took the place of another, by whole days', () => {
  const one = { medicationId: 'a', text: 'sertraline 50 mg', startedOn: '2026-05-10', endedOn: '2026-06-10' }
  const other = {
    medicationId: 'b',
    text: 'sertraline 100 mg',
    startedOn: '2026-06-10',
    endedOn: '2026-07-01',
    replacesId: 'a',
  }
  const old = { medicationId: 'c', text: 'trazodone 50 mg', startedOn: '2025-07', endedOn: null }
  const hidden = { medicationId: 'd', text: undefined, startedOn: '2026-05-10', endedOn: null }
  expect(marksOfMedications([one, other, old, hidden])).toEqual([
    { date: '2026-05-10', kind: 'started', words: 'Started: sertraline 50 mg' },
    { date: '2026-06-10', kind: 'changed', words: 'Changed: sertraline 50 mg to sertraline 100 mg' },
    { date: '2026-07-01', kind: 'stopped', words: 'Stopped: sertraline 100 mg' },
  ])
})

test('what happened before the first score is not marked', () => {
  const marks = [
    { date: '2026-06-01', kind: 'discussed', words: 'Discussed' },
    { date: '2026-05-01', kind: 'started', words: 'Started: sertraline 50 mg' },
  ] as const
  const scores = [score('phq-9', '2026-05-03', 18)]
  const [phq, gad] = chartsOf({ scores, episodeStart: '2026-05-01' }, '2026-07-01', { marks, targets: [] })
  expect(phq?.marks.map(({ date }) => date)).toEqual(['2026-06-01'])
  expect(gad?.marks).toEqual([])
})
