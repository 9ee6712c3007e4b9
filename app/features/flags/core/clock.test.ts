import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { clockAt, endOfNextWorkingDay, nextWorkingDay, startOf } from './clock.ts'
import { respondBy } from './respond-by.ts'

const office = [1, 2, 3, 4, 5]
const at = (iso: string, zone = 'Europe/London') => DateTime.fromISO(iso, { zone })
const clock = (due: string, now: string, days: readonly number[] = office, zone = 'Europe/London') =>
  clockAt(at(due, zone).endOf('day'), at(now, zone), zone, days)

test('the day that lasts counts, and the day that is due', () => {
  expect(clock('2026-11-24', '2026-11-23T09:00')).toEqual({ state: 'later', days: 2 })
  expect(clock('2026-11-24', '2026-11-24T00:00')).toEqual({ state: 'today', days: 1 })
  expect(clock('2026-11-24', '2026-11-24T23:59')).toEqual({ state: 'today', days: 1 })
})

test('a weekend counts for nothing', () => {
  expect(clock('2026-11-23', '2026-11-20T17:00')).toEqual({ state: 'later', days: 2 })
  expect(clock('2026-11-23', '2026-11-21T10:00')).toEqual({ state: 'later', days: 1 })
  // Thirty calendar days can end on a Sunday: then Friday is the last day to answer, and on Saturday none is left.
  expect(clock('2026-11-22', '2026-11-20T10:00')).toEqual({ state: 'last-day', days: 1 })
  expect(clock('2026-11-22', '2026-11-21T10:00')).toEqual({ state: 'last-day', days: 0 })
})

test('a team that works on Tuesday and Thursday has fewer days', () => {
  expect(clock('2026-11-26', '2026-11-23T10:00', [2, 4])).toEqual({ state: 'later', days: 2 })
  expect(clock('2026-11-26', '2026-11-25T10:00', [2, 4])).toEqual({ state: 'later', days: 1 })
  expect(clock('2026-11-26', '2026-11-26T10:00', [2, 4])).toEqual({ state: 'today', days: 1 })
})

test('missed is counted in working days that have begun since', () => {
  expect(clock('2026-11-20', '2026-11-21T00:00')).toEqual({ state: 'missed', days: 0 })
  expect(clock('2026-11-20', '2026-11-23T08:00')).toEqual({ state: 'missed', days: 1 })
  expect(clock('2026-11-20', '2026-11-27T08:00')).toEqual({ state: 'missed', days: 5 })
})

test('a holiday nobody told us of counts like the weekday it is', () => {
  expect(clock('2026-12-28', '2026-12-24T09:00')).toEqual({ state: 'later', days: 3 })
})

test('the nights on which the clocks change move nothing', () => {
  for (const zone of ['America/St_Johns', 'Europe/London', 'Asia/Kathmandu', 'Australia/Lord_Howe']) {
    // North and south, the changes of autumn 2026 lie within these days.
    expect(clock('2026-11-03', '2026-10-23T00:01', office, zone)).toEqual({ state: 'later', days: 8 })
    expect(clock('2026-11-03', '2026-10-23T23:59', office, zone)).toEqual({ state: 'later', days: 8 })
  }
})

test('counted forward and counted back are the same: a clock set by working days shows them', () => {
  for (let seed = 0; seed < 400; seed += 1) {
    const now = at('2026-01-01T00:00').plus({ hours: (seed * 37) % 17_520 })
    const days = [1, 2, 3, 4, 5, 6, 7].filter((day) => (seed >> (day % 7)) % 2 === 0)
    const due = respondBy('urgent', now, 'Europe/London', days)
    const shown = clockAt(due, now, 'Europe/London', days)
    const worksToday = (days.length > 0 ? days : office).includes(now.weekday)
    expect(shown).toEqual({ state: 'later', days: worksToday ? 3 : 2 })
  }
})

test('a further working day ends with the next one', () => {
  const end = (now: string, days: readonly number[] = office) =>
    endOfNextWorkingDay(at(now), 'Europe/London', days).toISO()
  expect(end('2026-11-23T09:00')).toBe('2026-11-24T23:59:59.999+00:00')
  expect(end('2026-11-20T23:59')).toBe('2026-11-23T23:59:59.999+00:00')
  expect(end('2026-10-23T09:00', [7])).toBe('2026-10-25T23:59:59.999+00:00')
  expect(nextWorkingDay(at('2026-11-20T09:00'), 'Europe/London', office)).toBe('2026-11-23')
})

test('an hour that a night skips is the one after it', () => {
  expect(startOf('2026-03-29', 1, 'Europe/London').toISO()).toBe('2026-03-29T02:00:00.000+01:00')
})
