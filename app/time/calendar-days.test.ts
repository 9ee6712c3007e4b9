import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, daysBetween, isDay } from './calendar-days.ts'

test('knows which texts are days that exist', () => {
  expect(isDay('2028-02-29')).toBe(true)
  for (const no of ['2026-02-29', '2026-13-01', '2026-1-1', '2026-05', '0050-01-01', 'today', '']) {
    expect(isDay(no), no).toBe(false)
  }
})

test('counts days across a leap day, backwards too', () => {
  expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2)
  expect(daysBetween('2026-05-10', '2026-05-03')).toBe(-7)
})

test('throws for a text that is no day, rather than counting from nowhere', () => {
  expect(() => daysBetween('2026-02-30', '2026-03-01')).toThrow(RangeError)
})

test('adding the days between two days leads from one to the other', () => {
  const days = fc.integer({ min: -40_000, max: 40_000 })
  fc.assert(
    fc.property(days, days, (a, b) => {
      const [from, to] = [addDays('2026-01-01', a), addDays('2026-01-01', b)]
      expect(addDays(from, daysBetween(from, to))).toBe(to)
    }),
  )
})
