import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#app/time/calendar-days.ts'
import { day, start } from '#tests/support/rule-courses.ts'
import { type RuleCode, ruleCodes, ruleEntry } from './rule-book.ts'
import type { Episode, RuleInput } from './rule-input.ts'
import { settingsOf } from './rule-settings.ts'
import { askRules, basesOf, sayWhy } from './rules.ts'

describe('whatever the course', () => {
  const total = fc.record({
    scoreId: fc.uuid(),
    instrument: fc.constantFrom('phq-9' as const, 'phq-9m' as const, 'gad-7' as const),
    value: fc.integer({ min: -1, max: 30 }),
    on: fc.integer({ min: -200, max: 400 }).map(day),
  })
  const anEpisode = fc.record({
    start: fc.constant(start),
    cameOn: fc.integer({ min: -10, max: 400 }).map(day),
    phase: fc.constantFrom('active' as const, 'relapse-prevention' as const),
    contacts: fc.array(
      fc.record({ on: fc.integer({ min: -100, max: 400 }).map(day), reached: fc.boolean() }),
      { maxLength: 6 },
    ),
    discussedOn: fc.integer({ min: -100, max: 400 }).map(day),
    goals: fc.array(fc.record({ goalId: fc.uuid(), reviewOn: fc.integer({ min: 0, max: 400 }).map(day) }), {
      maxLength: 4,
    }),
  })
  const anInput: fc.Arbitrary<RuleInput & { episode: Episode }> = fc.record({
    today: fc.integer({ min: 0, max: 400 }).map(day),
    scores: fc.array(total, { maxLength: 12 }),
    safetyItems: fc.constant([]),
    episode: anEpisode,
  })
  const all = settingsOf(new Map([['early-warning', { on: true }]]))
  const lowered: readonly RuleCode[] = [
    'severe-score',
    'worse-in-relapse-prevention',
    'not-improved-week-8',
    'no-remission-week-20',
    'anxiety-not-improved',
    'early-warning',
  ]
  const would = (input: RuleInput, code: RuleCode) => {
    const { flags, silent } = askRules(input, all)
    return flags.some(({ rule }) => rule === code) || !silent.has(code)
  }

  test('the order in which it is told does not matter', () => {
    fc.assert(
      fc.property(anInput, (input) => {
        const days = input.scores.map((one) => `${one.instrument} ${one.on}`)
        fc.pre(new Set(days).size === days.length)
        const { scores, episode } = input
        const turned = {
          ...input,
          scores: [...scores].reverse(),
          episode: {
            ...episode,
            contacts: [...episode.contacts].reverse(),
            goals: [...episode.goals].reverse(),
          },
        }
        expect(askRules(turned, all)).toEqual(askRules(input, all))
      }),
    )
  })

  test('nothing of tomorrow, of before the episode, or out of range changes anything', () => {
    fc.assert(
      fc.property(anInput, fc.array(total, { maxLength: 5 }), (input, others) => {
        const unreal = others.map((one, n) => ({
          ...one,
          ...[{ on: addDays(input.today, 1 + n) }, { on: day(-31 - n) }, { value: 28 + n }][n % 3],
        }))
        const contacts = [
          { on: day(0), reached: true },
          { on: day(-20), reached: true },
          { on: addDays(input.today, 1), reached: true },
        ]
        const episode = { ...input.episode, contacts: [...input.episode.contacts, ...contacts] }
        const more = { ...input, scores: [...unreal, ...input.scores], episode }
        expect(askRules(more, all).flags).toEqual(askRules(input, all).flags)
      }),
    )
  })

  test('a better last score never raises what a worse one would not', () => {
    fc.assert(
      fc.property(anInput, fc.nat(21), fc.nat(21), (input, a, b) => {
        const on = input.today
        fc.pre(on > day(14) && !input.scores.some((one) => one.on === on))
        for (const instrument of ['phq-9', 'gad-7'] as const) {
          const given = (value: number): RuleInput => ({
            ...input,
            scores: [
              { scoreId: 'first', instrument, value: 15, on: start },
              ...input.scores.filter(
                (one) => one.on > day(14) && one.on <= on && one.instrument === instrument,
              ),
              { scoreId: 'last', instrument, value, on },
            ],
          })
          for (const code of lowered)
            if (would(given(Math.min(a, b)), code)) expect(would(given(Math.max(a, b)), code)).toBe(true)
          // Stepping down is the one question that a better score brings up.
          if (would(given(Math.max(a, b)), 'ready-to-step-down'))
            expect(would(given(Math.min(a, b)), 'ready-to-step-down')).toBe(true)
        }
      }),
    )
  })

  test('an answer names only days and scores that it was told, says them, and has something to rest on', () => {
    fc.assert(
      fc.property(anInput, (input) => {
        const { scores, episode } = input
        const known = new Set([
          start,
          ...scores.map(({ on }) => on),
          ...episode.contacts.map(({ on }) => on),
          ...episode.goals.map(({ reviewOn }) => reviewOn),
          episode.discussedOn,
          episode.cameOn,
        ])
        for (const flag of askRules(input, all).flags) {
          const said: string[] = []
          const words = sayWhy(flag, (iso) => {
            said.push(iso)
            return `<${iso}>`
          })
          const own = flag.rule === 'review-overdue' ? [flag.dueOn] : []
          expect(said.length).toBeGreaterThan(0)
          expect(said.filter((iso) => !known.has(iso) && !own.includes(iso))).toEqual([])
          expect(words).not.toMatch(/undefined|NaN|null/)
          expect(basesOf(flag).length).toBeGreaterThan(0)
        }
      }),
    )
  })

  test('each rule asks or says why it does not, unless a sharper one asks for it', () => {
    fc.assert(
      fc.property(anInput, (input) => {
        const { flags, silent } = askRules(input, all)
        for (const code of ruleCodes) {
          const asks = flags.some(({ rule }) => rule === code)
          expect(asks && silent.has(code)).toBe(false)
          if (!asks && !silent.has(code)) {
            const { yieldsTo = [] } = ruleEntry(code)
            expect(yieldsTo.some((other) => ruleCodes.includes(other as RuleCode))).toBe(true)
          }
        }
      }),
    )
  })
})
