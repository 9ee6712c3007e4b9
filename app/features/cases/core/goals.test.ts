import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isDueForReview, isReached, isTarget, progressOf, sayReached, sayTarget } from './goals.ts'
import { allInstruments, instrumentOf } from './instruments.ts'

const start = '2026-05-01'
const phq = (on: string, value: number) => ({ instrument: 'phq-9' as const, on, value })
const below5 = { instrument: 'phq-9', total: 4 } as const

test('progress goes from the baseline to the newest score', () => {
  const scores = [phq('2026-05-02', 18), phq('2026-06-01', 11)]
  expect(progressOf(below5, scores, start, '2026-07-01')).toMatchObject({ percent: 50, reached: false })
  expect(progressOf(below5, [...scores, phq('2026-06-20', 4)], start, '2026-07-01')).toMatchObject({
    percent: 100,
    reached: true,
  })
})

test('worse than the baseline is no progress, and almost there is not there', () => {
  expect(
    progressOf(below5, [phq('2026-05-02', 18), phq('2026-06-01', 22)], start, '2026-07-01')?.percent,
  ).toBe(0)
  expect(
    progressOf(below5, [phq('2026-05-02', 18), phq('2026-06-01', 5)], start, '2026-07-01')?.percent,
  ).toBe(92)
})

test('without a score there is none to tell, and a baseline that was good enough has arrived', () => {
  expect(progressOf(below5, [], start, '2026-07-01')).toBeUndefined()
  expect(progressOf(below5, [phq('2026-08-01', 3)], start, '2026-07-01')).toBeUndefined()
  expect(progressOf(below5, [phq('2026-05-02', 0)], start, '2026-07-01')).toMatchObject({ percent: 100 })
})

test('where higher is better, more is reached', () => {
  const target = { instrument: 'who-5', total: 60 } as const
  expect([59, 60, 61].map((value) => isReached(target, value))).toEqual([false, true, true])
  const scores = [
    { instrument: 'who-5' as const, on: '2026-05-02', value: 20 },
    { instrument: 'who-5' as const, on: '2026-06-02', value: 40 },
  ]
  expect(progressOf(target, scores, start, '2026-07-01')?.percent).toBe(50)
})

test('a target is said with its direction', () => {
  expect(sayTarget(below5)).toBe('PHQ-9 of 4 or less')
  expect(sayTarget({ instrument: 'phq-9', total: 0 })).toBe('PHQ-9 of 0')
  expect(sayTarget({ instrument: 'who-5', total: 60 })).toBe('WHO-5 of 60 or more')
})

test('the worst total is no target, and neither is one out of range', () => {
  expect([27, 28, -1, 26].map((total) => isTarget({ instrument: 'phq-9', total }))).toEqual([
    false,
    false,
    false,
    true,
  ])
  expect(isTarget({ instrument: 'who-5', total: 0 })).toBe(false)
})

test('a goal is due for review from its day on, while it is worked on', () => {
  const goal = { state: 'active', reviewOn: '2026-06-01' } as const
  expect(isDueForReview(goal, '2026-05-31')).toBe(false)
  expect(isDueForReview(goal, '2026-06-01')).toBe(true)
  expect(isDueForReview({ ...goal, state: 'reached' }, '2026-06-01')).toBe(false)
  expect(isDueForReview({ ...goal, reviewOn: null }, '2026-06-01')).toBe(false)
})

test('a step that is reached is said with those that are left', () => {
  expect(sayReached('milestone', { done: 1, of: 3 })).toBe('Reached: 1 of 3 steps. 2 more to go.')
  expect(sayReached('milestone', { done: 3, of: 3 })).toContain('the last step')
})

test('progress is a whole number from 0 to 100, is 100 exactly when reached, and a better score never makes it less', () => {
  const instrument = fc.constantFrom(...allInstruments.map(({ code }) => code))
  fc.assert(
    fc.property(
      instrument.chain((code) => {
        const total = fc.integer({ min: 0, max: instrumentOf(code).max })
        return fc.record({ code: fc.constant(code), target: total, first: total, one: total, other: total })
      }),
      ({ code, target, first, one, other }) => {
        const progress = (value: number) =>
          progressOf(
            { instrument: code, total: target },
            [
              { instrument: code, on: '2026-05-01', value: first },
              { instrument: code, on: '2026-06-01', value },
            ],
            start,
            '2026-07-01',
          )
        const [better, worse] =
          instrumentOf(code).better === 'lower'
            ? [Math.min(one, other), Math.max(one, other)]
            : [Math.max(one, other), Math.min(one, other)]
        const [b, w] = [progress(better), progress(worse)]
        for (const p of [b, w]) {
          expect(Number.isInteger(p?.percent)).toBe(true)
          expect(p?.percent === 100).toBe(p?.reached)
          expect(p?.percent).toBeGreaterThanOrEqual(0)
        }
        const onItsWay = isReached({ instrument: code, total: target }, first) === false
        if (onItsWay) expect(b?.percent).toBeGreaterThanOrEqual(w?.percent ?? 0)
      },
    ),
  )
})
