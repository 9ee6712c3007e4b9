import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { defaultDueOn, dueGroup, sayDay } from './due.ts'
import { isWorkingAt } from './working-now.ts'

const week = [1, 2, 3, 4, 5]
const at = (text: string) => DateTime.fromSQL(text, { zone: 'utc' })

test('the day due is counted on the calendar of the owner', () => {
  // 20:00 UTC on a Thursday is Friday 01:45 in Kathmandu.
  const thursday = at('2026-11-26 20:00')
  expect(defaultDueOn('safety-check', 'emergency', thursday, 'America/St_Johns', week)).toBe('2026-11-26')
  expect(defaultDueOn('safety-check', 'emergency', thursday, 'Asia/Kathmandu', week)).toBe('2026-11-27')
  expect(defaultDueOn('call-patient', 'routine', thursday, 'America/St_Johns', week)).toBe('2026-11-30')
  expect(defaultDueOn('call-patient', 'routine', thursday, 'Asia/Kathmandu', [7])).toBe('2026-12-06')
})

test('the sooner of what the kind and the urgency ask holds', () => {
  const monday = at('2026-11-23 12:00')
  expect(defaultDueOn('referral', 'urgent', monday, 'UTC', week)).toBe('2026-11-24')
  expect(defaultDueOn('referral', 'routine', monday, 'UTC', week)).toBe('2026-12-07')
  expect(defaultDueOn('other', 'routine', monday, 'UTC', [])).toBe('2026-11-30')
})

test('a due day lasts to its end, a due instant to itself, and this week to its Sunday', () => {
  const now = at('2026-11-24 23:30')
  const task = { dueOn: '2026-11-24', dueAt: null, safety: false }
  expect(dueGroup(task, now, 'UTC')).toBe('today')
  expect(dueGroup(task, now, 'Asia/Kathmandu')).toBe('overdue')
  expect(dueGroup({ ...task, dueAt: '2026-11-24T23:30:00.000Z' }, now, 'UTC')).toBe('overdue')
  expect(dueGroup({ ...task, dueOn: '2026-11-29' }, now, 'UTC')).toBe('week')
  expect(dueGroup({ ...task, dueOn: '2026-11-30' }, now, 'UTC')).toBe('later')
  expect(dueGroup({ ...task, dueOn: '2026-11-30', safety: true }, now, 'UTC')).toBe('today')
})

test('letters say the day in words, a calendar day the same in every zone', () => {
  expect(sayDay('2026-09-08', 'Asia/Kathmandu')).toBe('Tue 08-Sep-2026')
  expect(sayDay('2026-11-24T23:30:00.000Z', 'Asia/Kathmandu')).toBe('Wed 25-Nov-2026')
})

test('hours hold by the clock of the person, from their first minute to before their last', () => {
  const hours = [{ weekdays: [1], fromMinute: 540, toMinute: 1020 }]
  expect(isWorkingAt(hours, at('2026-11-23 09:00'), 'UTC')).toBe(true)
  expect(isWorkingAt(hours, at('2026-11-23 17:00'), 'UTC')).toBe(false)
  expect(isWorkingAt(hours, at('2026-11-23 03:15'), 'Asia/Kathmandu')).toBe(true)
  expect(isWorkingAt(hours, at('2026-11-22 09:00'), 'UTC')).toBe(false)
})
