import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween } from '#app/time/calendar-days.ts'
import { baselineOf, changeOf, latestOf, type Score, seriesOf, weeksSince } from './scores.ts'

const start = '2026-05-01'
const phq = (on: string, value: number, at?: string): Score => ({
  instrument: 'phq-9',
  on,
  value,
  ...(at && { at }),
})

describe('the baseline', () => {
  test('is the nearest to the start within 30 days before and 14 after', () => {
    const scores = [phq('2026-04-20', 12), phq('2026-05-03', 18), phq('2026-06-28', 11)]
    expect(baselineOf(scores, 'phq-9', start)?.value).toBe(18)
  })

  test('counts both ends of the window, and of two equally near takes the earlier', () => {
    expect(baselineOf([phq('2026-04-01', 9)], 'phq-9', start)?.value).toBe(9)
    expect(baselineOf([phq('2026-03-31', 9)], 'phq-9', start)).toBeUndefined()
    const scores = [phq('2026-05-15', 15), phq('2026-04-17', 20)]
    expect(baselineOf(scores, 'phq-9', start)?.value).toBe(20)
  })

  test('is else the first after the window, never one of an earlier episode', () => {
    const scores = [phq('2026-07-01', 12), phq('2025-01-01', 25), phq('2026-06-01', 16)]
    expect(baselineOf(scores, 'phq-9', start)?.value).toBe(16)
  })

  test('is never a score that the instrument cannot give, nor one of another instrument', () => {
    const gad: Score = { instrument: 'gad-7', on: '2026-05-01', value: 10 }
    expect(baselineOf([phq('2026-05-01', 300), gad], 'phq-9', start)).toBeUndefined()
  })
})

test('0 is a score, and a good one', () => {
  const change = changeOf([phq('2026-05-01', 18), phq('2026-07-01', 0)], 'phq-9', start, '2026-07-02')
  expect(change).toMatchObject({ points: -18, percentDown: 100 })
})

test('a baseline of 0 has no percentage, and one score alone no change', () => {
  const two = [phq('2026-05-01', 0), phq('2026-07-01', 5)]
  expect(changeOf(two, 'phq-9', start, '2026-07-02')).toMatchObject({ points: 5, percentDown: undefined })
  expect(changeOf([phq('2026-05-01', 18)], 'phq-9', start, '2026-07-02')).toBeUndefined()
})

test('the latest is of this episode and of no later day than today', () => {
  const scores = [phq('2025-01-01', 3), phq('2026-06-01', 12), phq('2026-09-01', 1)]
  expect(latestOf(scores, 'phq-9', start, '2026-07-01')?.value).toBe(12)
  expect(latestOf(scores, 'phq-9', '2026-07-15', '2026-08-01')).toBeUndefined()
})

test('within a day the times decide', () => {
  const scores = [phq(start, 5, '2026-05-01T15:00:00.000Z'), phq(start, 9, '2026-05-01T09:00:00.000Z')]
  expect(latestOf(scores, 'phq-9', start, start)?.value).toBe(5)
})

test('weeks are whole ones: day 55 is week 7, day 56 week 8', () => {
  expect(weeksSince(start, addDays(start, 55))).toBe(7)
  expect(weeksSince(start, addDays(start, 56))).toBe(8)
  expect(weeksSince(start, addDays(start, -1))).toBe(-1)
})

const someScores = fc.array(
  fc.record({
    instrument: fc.constantFrom('phq-9' as const, 'gad-7' as const),
    value: fc.integer({ min: -5, max: 40 }),
    on: fc.integer({ min: -90, max: 200 }).map((days) => addDays(start, days)),
  }),
)

test('the order in which scores arrive changes neither the series nor the baseline', () => {
  fc.assert(
    fc.property(someScores, (scores) => {
      const days = (all: readonly Score[]) => seriesOf(all, 'phq-9').map((score) => score.on)
      const mixed = [...scores].reverse()
      expect(days(mixed)).toEqual(days(scores))
      expect(baselineOf(mixed, 'phq-9', start)?.on).toBe(baselineOf(scores, 'phq-9', start)?.on)
    }),
  )
})

test('no score of the window is nearer to the start than the baseline', () => {
  fc.assert(
    fc.property(someScores, (scores) => {
      const away = (score: Score) => daysBetween(start, score.on)
      const inWindow = seriesOf(scores, 'phq-9').filter((score) => away(score) >= -30 && away(score) <= 14)
      const baseline = baselineOf(scores, 'phq-9', start)
      for (const score of inWindow) {
        expect(baseline && Math.abs(away(baseline))).toBeLessThanOrEqual(Math.abs(away(score)))
      }
    }),
  )
})
