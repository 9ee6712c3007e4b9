import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Urgency, urgencies } from '#app/shared/urgency.ts'
import { defaultMinutes, inOrder, type QueueEntry, worthOf } from './queue.ts'

const entry = (id: string, urgency: Urgency, more: Partial<QueueEntry> = {}): QueueEntry => ({
  id,
  urgency,
  carried: 0,
  respondBy: 1000,
  raisedAt: 0,
  ...more,
})
const ids = (entries: readonly QueueEntry[], now = 0) => inOrder(entries, now).map(({ id }) => id)

test('the most urgent comes first, then what was carried over, then what is late', () => {
  const entries = [
    entry('routine', 'routine'),
    entry('carried', 'soon', { carried: 1 }),
    entry('soon', 'soon'),
    entry('late', 'soon', { respondBy: -1, carried: 1 }),
    entry('emergency', 'emergency'),
  ]
  expect(ids(entries)).toEqual(['emergency', 'late', 'carried', 'soon', 'routine'])
})

test('of equal worth the one due sooner, then the older, then by id', () => {
  const entries = [
    entry('d', 'soon', { raisedAt: 5 }),
    entry('c', 'soon'),
    entry('b', 'soon'),
    entry('a', 'soon', { respondBy: 900, raisedAt: 9 }),
  ]
  expect(ids(entries)).toEqual(['a', 'b', 'c', 'd'])
})

test('a new case gets time to be told, and no case none', () => {
  expect(defaultMinutes('routine', true)).toBe(8)
  expect(defaultMinutes('urgent', true)).toBe(10)
  for (const urgency of Object.keys(urgencies) as Urgency[]) {
    expect(defaultMinutes(urgency, false)).toBeGreaterThan(0)
    expect(defaultMinutes(urgency, true)).toBeGreaterThanOrEqual(defaultMinutes(urgency, false))
  }
})

test('nothing lifts a case over one of a higher urgency, and the order does not depend on the arrival', () => {
  const rank = Object.keys(urgencies)
  const some = fc.array(
    fc.record({
      id: fc.uuid(),
      urgency: fc.constantFrom<Urgency>('emergency', 'urgent', 'soon', 'routine'),
      carried: fc.integer({ min: -1, max: 9 }),
      respondBy: fc.integer({ min: -5, max: 5 }),
      raisedAt: fc.integer({ min: -5, max: 5 }),
    }),
  )
  fc.assert(
    fc.property(some, (entries) => {
      const ordered = inOrder(entries, 0)
      const ranks = ordered.map(({ urgency }) => rank.indexOf(urgency))
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
      expect(inOrder([...entries].reverse(), 0)).toEqual(ordered)
    }),
  )
  expect(worthOf(entry('x', 'soon', { carried: 3 }), true)).toBeLessThan(worthOf(entry('y', 'urgent'), false))
})
