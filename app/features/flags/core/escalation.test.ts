import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { type Clocked, nextStep } from './escalation.ts'

const at = (iso: string) => DateTime.fromISO(iso, { zone: 'utc' })
const due = '2026-11-24T23:59:59.999Z'
const waiting: Clocked = {
  state: 'open',
  verdict: null,
  triagedAt: null,
  safety: false,
  respondBy: due,
  escalated: 0,
  escalatedAt: null,
  escalatesAt: null,
}
const told: Clocked = {
  ...waiting,
  escalated: 1,
  escalatedAt: '2026-11-25T00:00:00.000Z',
  escalatesAt: '2026-11-25T23:59:59.999Z',
}
const after = at('2026-11-25T00:00')
const step = (flag: Partial<Clocked>, now = after, startsAt?: string) =>
  nextStep({ ...waiting, ...flag }, startsAt ? { startsAt: at(startsAt) } : null, now).step

test('before its time nobody is told; from then on the leads are', () => {
  expect(nextStep(waiting, null, at('2026-11-24T12:00'))).toMatchObject({ step: 'wait' })
  expect(step({})).toBe('tell-leads')
})

test('listed only, a task for today and closed are answers', () => {
  expect(step({ state: 'triaged', verdict: 'list-only' })).toBe('nothing')
  expect(step({ state: 'triaged', verdict: 'same-day-task' })).toBe('nothing')
  expect(step({ state: 'closed' })).toBe('nothing')
})

test('not ready and a place in the queue are none', () => {
  expect(step({ state: 'triaged', verdict: 'not-ready' })).toBe('tell-leads')
  expect(step({ state: 'triaged', verdict: 'discuss' })).toBe('tell-leads')
})

test('a huddle that begins in time is an answer until it did not reach the case; one that comes too late is none', () => {
  const discuss = { state: 'triaged', verdict: 'discuss' } as const
  expect(step(discuss, after, '2026-11-24T10:00')).toBe('wait')
  expect(step(discuss, after, '2026-11-26T10:00')).toBe('tell-leads')
})

test('a further working day after the leads were told, it goes on, once', () => {
  expect(step(told, at('2026-11-25T12:00'))).toBe('wait')
  expect(step(told, at('2026-11-26T00:00'))).toBe('tell-on-call')
  expect(step({ ...told, escalated: 2 }, at('2026-12-26T00:00'))).toBe('nothing')
})

test('what a lead did since being told stops it; what was done before does not', () => {
  const now = at('2026-11-26T00:00')
  const notReady = { ...told, state: 'triaged', verdict: 'not-ready' } as const
  expect(step({ ...notReady, triagedAt: '2026-11-25T09:00:00.000Z' }, now)).toBe('nothing')
  expect(step({ ...notReady, triagedAt: '2026-11-20T09:00:00.000Z' }, now)).toBe('tell-on-call')
  expect(step(told, now, '2026-11-27T10:00')).toBe('wait')
})

test('a safety flag has one answer: closed. Missed, everybody is told at once', () => {
  const safety = { safety: true, state: 'triaged', verdict: 'same-day-task' } as const
  expect(step(safety, at('2026-11-24T12:00'))).toBe('wait')
  expect(step(safety)).toBe('tell-on-call')
  expect(step(safety, after, '2026-11-24T10:00')).toBe('tell-on-call')
  expect(step({ ...safety, state: 'closed' })).toBe('nothing')
})
