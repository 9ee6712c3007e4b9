import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#app/time/calendar-days.ts'
import { instruments } from './instruments.ts'
import { barsOf, changeIn, isNotImproved, type Standing, sayChange } from './standing.ts'

const start = '2026-05-01'
const standing = (first: number, last: number, lastDay = 60): Standing => ({
  instrument: 'phq-9',
  first: { value: first, on: start },
  last: { value: last, on: addDays(start, lastDay) },
  moved: lastDay > 0,
})

test('0 is a score: from 18 to 0 is 18 points and 100 % down, from 0 there is no percent', () => {
  expect(changeIn(standing(18, 0))).toEqual({ points: -18, percentDown: 100 })
  expect(changeIn(standing(0, 5))).toEqual({ points: 5, percentDown: undefined })
  expect(changeIn(standing(18, 18, 0))).toBeUndefined()
})

test('a change is said with its sign, in points and percent', () => {
  expect(sayChange({ points: -7, percentDown: 38.9 })).toEqual({ points: '−7', percent: '38 % down' })
  expect(sayChange({ points: 3, percentDown: -30 })).toEqual({ points: '+3', percent: '30 % up' })
  expect(sayChange({ points: 0, percentDown: 0 })).toEqual({ points: '0', percent: 'unchanged' })
  expect(sayChange({ points: 5, percentDown: undefined })).toEqual({ points: '+5', percent: undefined })
})

test('what reads as 50 % down is at least half', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 27 }), fc.integer({ min: 0, max: 27 }), (first, last) => {
      const change = changeIn(standing(first, last))
      const percent = change && sayChange(change).percent
      const said = /^(\d+) % down$/.exec(percent ?? '')?.[1]
      expect(said !== undefined && Number(said) >= 50).toBe(2 * last <= first)
    }),
  )
})

test.each([
  ['week 7', standing(18, 17, 50), 55, false],
  ['week 8', standing(18, 17, 50), 56, true],
  ['begun below 10', standing(9, 20), 60, false],
  ['begun at 10', standing(10, 10), 60, true],
  ['now below 10', standing(18, 9), 60, false],
  ['down by half', standing(26, 13), 60, false],
  ['down by less', standing(26, 14), 60, true],
  ['not measured since week 4', standing(18, 18, 27), 60, false],
  ['measured on the first day of week 4', standing(18, 18, 28), 60, true],
  ['a single score', standing(18, 18, 0), 60, false],
])('whether it has not improved: %s', (_, course, day, expected) => {
  expect(isNotImproved(course, start, addDays(start, day))).toBe(expected)
})

test('the bars say the band: none for the lowest, all for the highest', () => {
  expect(barsOf(instruments['phq-9'], 0)).toEqual({ filled: 0, of: 4, words: 'None or minimal' })
  expect(barsOf(instruments['phq-9'], 27)).toEqual({ filled: 4, of: 4, words: 'Severe' })
  expect(barsOf(instruments['gad-7'], 10)).toEqual({ filled: 2, of: 3, words: 'Moderate' })
  expect(barsOf(instruments['phq-9'], 300)).toBeUndefined()
})
