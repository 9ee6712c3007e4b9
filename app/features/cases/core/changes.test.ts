import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type ChangeKind,
  changeKinds,
  changesOfContacts,
  changesOfScores,
  inReadingOrder,
  isSince,
} from './changes.ts'

const phq = (on: string, value: number) => ({ instrument: 'phq-9' as const, on, value })

test('a new score is said with its band and against the one before, also where that is old', () => {
  const scores = [phq('2026-05-03', 18), phq('2026-06-03', 11), phq('2026-06-20', 11), phq('2026-07-01', 14)]
  expect(changesOfScores(scores, ({ on }) => on > '2026-06-01').map(({ words }) => words)).toEqual([
    'PHQ-9 11 (moderate), 7 down since 03-May-2026',
    'PHQ-9 11 (moderate), the same as on 03-Jun-2026',
    'PHQ-9 14 (moderate), 3 up since 20-Jun-2026',
  ])
  expect(changesOfScores([phq('2026-06-03', 0)], () => true)[0]?.words).toBe('PHQ-9 0 (none or minimal)')
  expect(changesOfScores(scores, () => false)).toEqual([])
})

test('contacts are counted, with those that reached nobody', () => {
  const day = (on: string, reached = true) => ({ on, reached })
  expect(changesOfContacts([])).toEqual([])
  expect(changesOfContacts([day('2026-06-01'), day('2026-06-05', false), day('2026-06-03')])).toEqual([
    { kind: 'contact', on: '2026-06-05', words: '3 contacts, 1 of them not reached' },
  ])
  expect(changesOfContacts([day('2026-06-01', false)])[0]?.words).toBe('One contact, not reached')
  expect(changesOfContacts([day('2026-06-01', false), day('2026-06-02', false)])[0]?.words).toBe(
    '2 contacts, never reached',
  )
})

test('a day counts from itself on, a month or year only when it began later', () => {
  expect(isSince('2026-06-03', '2026-06-03')).toBe(true)
  expect(isSince('2026-06-02', '2026-06-03')).toBe(false)
  expect([isSince('2026-06', '2026-06-03'), isSince('2026-07', '2026-06-03')]).toEqual([false, true])
  expect([isSince('2026', '2026-06-03'), isSince('2027', '2026-06-03')]).toEqual([false, true])
})

test('safety is read first, then scores, and of a kind the latest', () => {
  const kinds = Object.keys(changeKinds) as ChangeKind[]
  const change = fc.record({
    kind: fc.constantFrom(...kinds),
    on: fc.integer({ min: 1, max: 28 }).map((day) => `2026-06-${String(day).padStart(2, '0')}`),
    words: fc.constant('x'),
  })
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      const ordered = inReadingOrder(changes)
      expect(ordered).toHaveLength(changes.length)
      for (const [index, one] of ordered.entries()) {
        const next = ordered[index + 1]
        if (!next) continue
        const step = kinds.indexOf(next.kind) - kinds.indexOf(one.kind)
        expect(step).toBeGreaterThanOrEqual(0)
        if (step === 0) expect(one.on >= next.on).toBe(true)
      }
    }),
  )
})
