import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clockOf } from './clock.ts'

const nine = Date.UTC(2026, 11, 1, 9)
const fiveMinutes = { minutes: 5, extraMinutes: 0, spentSeconds: 0, openedAt: nine }

test('an item that does not run has no clock', () => {
  expect(clockOf({ ...fiveMinutes, openedAt: null }, nine)).toBeUndefined()
})

test('the clock warns in the last minute, is over at the end, and then counts up', () => {
  expect(clockOf(fiveMinutes, nine + 239_000)).toMatchObject({ remainingSeconds: 61, phase: 'running' })
  expect(clockOf(fiveMinutes, nine + 240_000)).toMatchObject({ remainingSeconds: 60, phase: 'warning' })
  expect(clockOf(fiveMinutes, nine + 300_000)).toMatchObject({
    remainingSeconds: 0,
    overtimeSeconds: 0,
    phase: 'over',
  })
  expect(clockOf(fiveMinutes, nine + 375_000)).toMatchObject({
    remainingSeconds: 0,
    overtimeSeconds: 75,
    phase: 'over',
  })
})

test('two more minutes move the end by two minutes', () => {
  const before = clockOf(fiveMinutes, nine)
  const after = clockOf({ ...fiveMinutes, extraMinutes: 2 }, nine)
  expect((after?.endsAt ?? 0) - (before?.endsAt ?? 0)).toBe(120_000)
})

test('an item that is opened again goes on where it stopped', () => {
  expect(clockOf({ ...fiveMinutes, spentSeconds: 200 }, nine)).toMatchObject({ remainingSeconds: 100 })
})

test('what is left and what was spent always make up what was given, until it is over', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 10 }),
      fc.integer({ min: 0, max: 3000 }),
      (minutes, extraMinutes, elapsed) => {
        const item = { minutes, extraMinutes, spentSeconds: 0, openedAt: nine }
        const now = nine + elapsed * 1000
        const clock = clockOf(item, now)
        const given = (minutes + extraMinutes) * 60
        expect((clock?.remainingSeconds ?? 0) - (clock?.overtimeSeconds ?? 0) + elapsed).toBe(given)
      },
    ),
  )
})
