import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FlagId } from '#app/shared/ids.ts'
import { addDays } from '#app/time/calendar-days.ts'
import { fullCaseloads } from './caseload-size.ts'
import { deedsOf, type PastFlag } from './rule-deeds.ts'
import type { RuleInput } from './rule-input.ts'
import { askRules, basesOf } from './rules.ts'

const start = '2026-05-01'
const day = (n: number) => addDays(start, n)
const now = Date.parse('2026-07-01T09:00:00Z')
const dayMs = 86_400_000
const kept = { contacts: [{ on: day(58), reached: true }], discussedOn: day(58), goals: [] }
const input = (value: number, on = 50): RuleInput => ({
  today: day(61),
  scores: [
    { scoreId: 'first', instrument: 'phq-9', value: 18, on: start },
    { scoreId: `day ${on}`, instrument: 'phq-9', value, on: day(on) },
  ],
  safetyItems: [],
  episode: { start, cameOn: start, phase: 'active', ...kept },
})
const past = (more: Partial<PastFlag> = {}): PastFlag => ({
  flagId: 'one' as FlagId,
  rule: 'not-improved-week-8',
  state: 'open',
  safety: false,
  closedAt: null,
  lapsedAt: null,
  answered: false,
  bases: ['score:day 50'],
  ...more,
})
const deeds = (value: number, flags: readonly PastFlag[], on?: number) =>
  deedsOf(askRules(input(value, on)), flags, now).map(({ deed }) => deed)

test('a rule raises once, and what is new joins the open flag', () => {
  expect(deeds(17, [])).toEqual(['raise'])
  expect(deeds(17, [past()])).toEqual([])
  expect(deeds(17, [past()], 52)).toEqual(['join'])
})

test('what was answered is quiet for 28 days to the day, and something new is asked at once', () => {
  const answered = (daysAgo: number) => [
    past({ state: 'closed', answered: true, closedAt: now - daysAgo * dayMs }),
  ]
  expect(deeds(17, answered(27.9))).toEqual([])
  expect(deeds(17, answered(28))).toEqual(['raise'])
  expect(deeds(17, answered(1), 52)).toEqual(['raise'])
})

test('what the rule itself took back was not answered', () => {
  const takenBack = past({ state: 'closed', closedAt: now - dayMs, lapsedAt: now - dayMs })
  expect(deeds(17, [takenBack])).toEqual(['raise'])
})

test('a flag whose reason has gone lapses, once, and comes back with its reason', () => {
  expect(deeds(8, [past()])).toEqual(['lapse'])
  expect(deeds(8, [past({ state: 'triaged' })])).toEqual(['lapse'])
  expect(deeds(8, [past({ lapsedAt: now - dayMs, state: 'triaged' })])).toEqual([])
  expect(deeds(17, [past({ lapsedAt: now - dayMs, state: 'triaged' })])).toEqual(['revive'])
  expect(deeds(8, [past({ state: 'closed', closedAt: now })])).toEqual([])
})

test('a safety flag never lapses, and its answer is never asked about twice', () => {
  const safety = past({ rule: 'safety-answer', safety: true, bases: ['score:day 50'] })
  expect(deeds(8, [safety])).toEqual([])
  const asked = askRules({
    today: day(51),
    scores: [],
    safetyItems: [{ scoreId: 'day 50', instrument: 'phq-9', value: 1, on: day(50), arrivedOn: day(50) }],
  })
  const closed = { ...safety, state: 'closed' as const, answered: true, closedAt: now - 900 * dayMs }
  expect(deedsOf(asked, [closed], now)).toEqual([])
  expect(deedsOf(asked, [], now)).toMatchObject([{ deed: 'raise', rule: 'safety-answer' }])
})

test('a rule that gives way to a sharper one leaves its own flag alone', () => {
  const at: RuleInput = { ...input(17, 150), today: day(160) }
  const asked = askRules(at)
  expect(asked.flags.map(({ rule }) => rule)).toContain('not-improved-week-8')
  const flags = [past({ rule: 'no-remission-week-20' }), past({ bases: ['score:day 150'] })]
  const rules = deedsOf(asked, flags, now).map(({ rule }) => rule)
  expect(rules).not.toContain('no-remission-week-20')
})

test('a goal that comes due joins the flag of another; once both are answered neither is asked again', () => {
  const goal = (goalId: string, n: number) => ({ goalId, reviewOn: day(n) })
  const asked = askRules({
    ...input(8),
    episode: { start, cameOn: start, phase: 'active', ...kept, goals: [goal('a', 60), goal('b', 61)] },
  })
  const about = (bases: readonly string[], more: Partial<PastFlag> = {}) =>
    past({ rule: 'goal-review-due', bases, ...more })
  const both = [`goal:a:${day(60)}`, `goal:b:${day(61)}`]
  expect(deedsOf(asked, [about(both.slice(0, 1))], now)).toMatchObject([{ deed: 'join' }])
  const answered = { state: 'closed' as const, answered: true, closedAt: now - dayMs }
  expect(deedsOf(asked, [about(both.slice(0, 1), answered)], now)).toMatchObject([{ deed: 'raise' }])
  expect(deedsOf(asked, [about(both, answered)], now)).toEqual([])
})

test('a rule that is idle raises nothing, and leaves what is open as it is', () => {
  const asked = askRules(input(17))
  expect(deedsOf(asked, [], now, () => true)).toEqual([])
  expect(deedsOf(asked, [past({ bases: [] })], now, () => true)).toMatchObject([{ deed: 'join' }])
})

test('doing what is asked leaves nothing to do, whatever was there', () => {
  const flags = fc.array(
    fc.record({
      state: fc.constantFrom('triaged' as const, 'closed' as const),
      lapsedAt: fc.constantFrom(null, now - dayMs),
      answered: fc.boolean(),
      closedAt: fc.integer({ min: now - 60 * dayMs, max: now }),
      bases: fc.subarray(['score:day 50', 'score:day 40']),
    }),
    { maxLength: 4 },
  )
  fc.assert(
    fc.property(fc.nat(27), flags, (value, rows) => {
      // A rule has one flag that is not closed.
      const before = rows.map((row, n) =>
        past({
          ...row,
          flagId: `${n}` as FlagId,
          ...(n > 0 && { state: 'closed' as const }),
          ...((n > 0 || row.state === 'closed') && { closedAt: row.closedAt }),
          ...(n === 0 && row.state !== 'closed' && { closedAt: null, answered: false }),
        }),
      )
      const asked = askRules(input(value))
      const after = before.slice()
      for (const deed of deedsOf(asked, before, now)) {
        const bases = deed.deed === 'lapse' ? [] : basesOf(deed.answer)
        if (deed.deed === 'raise') {
          after.push(past({ flagId: `new ${deed.rule}` as FlagId, rule: deed.rule, bases }))
          continue
        }
        const at = after.findIndex(({ flagId }) => flagId === deed.flagId)
        const flag = after[at] ?? past()
        const lapsedAt = { lapse: now, revive: null, join: flag.lapsedAt }[deed.deed]
        after[at] = { ...flag, bases: [...flag.bases, ...bases], lapsedAt }
      }
      expect(deedsOf(asked, after, now)).toEqual([])
      const open = after.filter(({ state }) => state !== 'closed').map(({ rule }) => rule)
      expect(open).toHaveLength(new Set(open).size)
    }),
  )
})

test('a full caseload is named from the number on, the fullest first', () => {
  const caseloads = [
    { personId: 'a', name: 'Ada', open: 149 },
    { personId: 'b', name: 'Ben', open: 150 },
    { personId: 'c', name: 'Cy', open: 200 },
  ]
  expect(fullCaseloads(caseloads, { most: 150 }).map(({ name }) => name)).toEqual(['Cy', 'Ben'])
})
