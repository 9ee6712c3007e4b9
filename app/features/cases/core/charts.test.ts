import { expect, test } from 'vitest'
import { chartsOf } from './charts.ts'
import type { InstrumentCode } from './instruments.ts'

const score = (instrument: InstrumentCode, on: string, value: number) => ({ instrument, on, value })
const codes = (...scores: ReturnType<typeof score>[]) =>
  chartsOf({ scores, episodeStart: '2026-05-01' }, '2026-07-01').map(({ code }) => code)

test('PHQ-9 and GAD-7 are there without a score, the teens’ version in its place, others only with one', () => {
  expect(codes()).toEqual(['phq-9', 'gad-7'])
  expect(codes(score('phq-9m', '2026-05-03', 12))).toEqual(['phq-9m', 'gad-7'])
  expect(codes(score('pcl-5', '2026-05-03', 40))).toEqual(['phq-9', 'gad-7', 'pcl-5'])
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
