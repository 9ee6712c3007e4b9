import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#app/time/calendar-days.ts'
import { notImproved, notImprovedNumbers, notMeasured, notMeasuredNumbers } from './improvement.ts'
import { numbersOf } from './numbers.ts'
import type { Episode, KnownScore, SafetyItem } from './rule-input.ts'
import { askRules, sayWhy } from './rules.ts'
import { safetyAnswers } from './safety.ts'

const start = '2026-05-01'
const day = (n: number) => addDays(start, n)
const phq = (n: number, value: number): KnownScore => ({
  scoreId: `adult ${n}`,
  instrument: 'phq-9',
  on: day(n),
  value,
})
const teen = (n: number, value: number): KnownScore => ({ ...phq(n, value), instrument: 'phq-9m' })
const episode: Episode = { start, cameOn: start, phase: 'active', contacts: [], goals: [] }
// The two rules of week 8 share their course: what the one leaves to the other is asked of that.
const week8 = (scores: readonly KnownScore[], today: string) => {
  const input = { today, scores, safetyItems: [] }
  const answer = notImproved(input, episode, numbersOf(notImprovedNumbers))
  return answer === 'not-measured' ? notMeasured(input, episode, numbersOf(notMeasuredNumbers)) : answer
}
const sayDay = (iso: string) => iso

describe('not improved at week 8', () => {
  test('asks nothing before the 56th day, and asks on it', () => {
    const scores = [phq(0, 18), phq(40, 17)]
    expect(week8(scores, day(55))).toBe('too-early')
    expect(week8(scores, day(56))).toMatchObject({
      rule: 'not-improved-week-8',
      week: 8,
    })
  })

  test('below 10 is improved, 10 is not', () => {
    expect(week8([phq(0, 18), phq(50, 9)], day(60))).toBe('improved')
    expect(week8([phq(0, 18), phq(50, 10)], day(60))).toMatchObject({
      rule: 'not-improved-week-8',
    })
  })

  test('half is improved, a point less is not', () => {
    expect(week8([phq(0, 26), phq(50, 13)], day(60))).toBe('improved')
    expect(week8([phq(0, 26), phq(50, 14)], day(60))).toMatchObject({
      rule: 'not-improved-week-8',
    })
  })

  test('applies from a baseline of 10 on', () => {
    expect(week8([phq(0, 9), phq(50, 20)], day(60))).toBe('baseline-too-low')
    expect(week8([phq(0, 10), phq(50, 10)], day(60))).toMatchObject({
      rule: 'not-improved-week-8',
    })
    expect(week8([], day(60))).toBe('no-baseline')
  })

  test('without a score since week 4 it is not measured; the first day of week 4 counts', () => {
    expect(week8([phq(0, 18), phq(27, 18)], day(56))).toMatchObject({
      rule: 'not-measured-week-8',
      latest: { on: day(27) },
    })
    expect(week8([phq(0, 18), phq(28, 18)], day(56))).toMatchObject({
      rule: 'not-improved-week-8',
    })
    expect(week8([phq(0, 18)], day(56))).toMatchObject({
      rule: 'not-measured-week-8',
      latest: undefined,
    })
  })

  test('a first score after week 4 is a baseline and no measure of change', () => {
    expect(week8([phq(40, 18)], day(60))).toMatchObject({ rule: 'not-measured-week-8' })
  })

  test('0 is a score: it improved', () => {
    expect(week8([phq(0, 18), phq(50, 0)], day(60))).toBe('improved')
  })

  test('knows the current episode only, and no score of tomorrow or out of range', () => {
    const earlier = [phq(-400, 20), phq(-380, 19)]
    expect(week8(earlier, day(60))).toBe('no-baseline')
    const scores = [...earlier, phq(0, 18), phq(50, 17), phq(61, 2), phq(59, 300)]
    expect(week8(scores, day(60))).toMatchObject({
      rule: 'not-improved-week-8',
      latest: { value: 17 },
    })
  })

  test('an episode with both versions is judged by the one used last', () => {
    expect(week8([phq(0, 18), teen(1, 20), teen(50, 19)], day(60))).toMatchObject({
      baseline: { instrument: 'phq-9m', value: 20 },
      latest: { value: 19 },
    })
  })

  test('says why with its numbers and dates', () => {
    const { flags } = askRules({
      scores: [phq(2, 18), phq(50, 15)],
      safetyItems: [],
      episode: { ...episode, contacts: [{ on: day(50), reached: true }], discussedOn: day(50) },
      today: day(57),
    })
    expect(flags.map((flag) => sayWhy(flag, sayDay))).toEqual([
      'Week 8: PHQ-9 was 18 on 2026-05-03 and 15 on 2026-06-20, 16 % down. Improved would be below 10 or at least 50 % down.',
    ])
    expect(flags[0]).toMatchObject({
      urgency: 'soon',
      source: { href: expect.stringContaining('201400577') },
    })
  })

  test('names the version that was used', () => {
    const { flags } = askRules({ scores: [teen(1, 20)], safetyItems: [], episode, today: day(60) })
    expect(flags.map((flag) => sayWhy(flag, sayDay))).toContain(
      'Week 8: PHQ-9M was 20 on 2026-05-02 and has not been measured since. Whether it improved is not known.',
    )
  })

  test('a lower last score never turns improved into not improved', () => {
    const total = fc.integer({ min: 0, max: 27 })
    fc.assert(
      fc.property(total, total, total, (baseline, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        const asked = (value: number) => week8([phq(0, baseline), phq(50, value)], day(60))
        if (asked(high) === 'improved') expect(asked(low)).toBe('improved')
      }),
    )
  })
})

describe('a safety answer', () => {
  const item = (
    n: number,
    value: number,
    arrived = n,
    instrument: SafetyItem['instrument'] = 'phq-9',
  ): SafetyItem => ({
    scoreId: `${instrument} ${n} ${arrived}`,
    instrument,
    value,
    on: day(n),
    arrivedOn: day(arrived),
  })

  test('of 1 or more fires when it is new, as an emergency that says why', () => {
    const { fires } = safetyAnswers([item(0, 1)])
    expect(fires).toMatchObject({ rule: 'safety-answer', item: 9 })
    const { flags } = askRules({ scores: [], safetyItems: [item(0, 1)], today: day(0) })
    expect(flags.map((flag) => [flag.urgency, sayWhy(flag, sayDay)])).toEqual([
      ['emergency', 'PHQ-9 item 9, thoughts of self-harm, was answered 1 of 3 on 2026-05-01.'],
    ])
    expect(safetyAnswers([item(0, 0)])).toEqual({ fires: undefined, earlier: [] })
  })

  test('that took 14 days to arrive fires, after 15 it is an earlier one to check', () => {
    expect(safetyAnswers([item(0, 2, 14)]).fires).toBeDefined()
    const late = item(0, 2, 15)
    expect(safetyAnswers([late])).toEqual({ fires: undefined, earlier: [late] })
  })

  test('followed by a newer 0 is an earlier one to check', () => {
    const [old, now] = [item(0, 3), item(7, 0)]
    expect(safetyAnswers([now, old])).toEqual({ fires: undefined, earlier: [old] })
  })

  test('followed by a newer positive one leaves the alarm to that', () => {
    const [old, now] = [item(0, 3), item(7, 1)]
    const { fires, earlier } = safetyAnswers([old, now])
    expect(fires?.answer).toBe(now)
    expect(earlier).toEqual([old])
  })

  test('is not taken back by a second form of the same day', () => {
    const { fires, earlier } = safetyAnswers([item(0, 0, 0, 'epds'), item(0, 2)])
    expect(fires?.answer.value).toBe(2)
    expect(earlier).toEqual([])
  })

  test('is item 10 in EPDS, item 9 in PHQ-9M, and nothing in GAD-7 or out of range', () => {
    expect(safetyAnswers([item(0, 1, 0, 'epds')]).fires?.item).toBe(10)
    expect(safetyAnswers([item(0, 1, 0, 'phq-9m')]).fires?.item).toBe(9)
    expect(safetyAnswers([item(0, 3, 0, 'gad-7'), item(0, 9)])).toEqual({ fires: undefined, earlier: [] })
  })

  test('of the newest day fires when one of its forms came in time', () => {
    expect(safetyAnswers([item(0, 3, 20), item(0, 1, 2)]).fires?.answer.value).toBe(1)
  })

  test('is not outdated by a 0 from the future', () => {
    const { fires } = safetyAnswers([item(3650, 0, 3), item(3, 2, 3)])
    expect(fires?.answer.value).toBe(2)
    expect(safetyAnswers([item(3650, 2, 3)]).fires?.answer.value).toBe(2)
  })

  test('comes before any other flag', () => {
    const scores = [phq(0, 18), phq(50, 18)]
    const { flags } = askRules({ scores, safetyItems: [item(50, 1)], episode, today: day(57) })
    expect(flags.map((flag) => flag.rule).slice(0, 2)).toEqual(['safety-answer', 'not-improved-week-8'])
  })

  test('is never lost: of every positive day one fires or is listed, in any order of arrival', () => {
    const items = fc.array(
      fc.record({
        scoreId: fc.uuid(),
        instrument: fc.constantFrom('phq-9' as const, 'phq-9m' as const, 'epds' as const),
        value: fc.nat(3),
        on: fc.nat(30).map(day),
        arrivedOn: fc.nat(60).map(day),
      }),
    )
    fc.assert(
      fc.property(items, (all) => {
        const { fires, earlier } = safetyAnswers(all)
        const dayOf = (one: SafetyItem) => [one.on, one.arrivedOn].sort()[0]
        const told = new Set([...earlier, ...(fires ? [fires.answer] : [])].map(dayOf))
        expect(told).toEqual(new Set(all.filter((one) => one.value > 0).map(dayOf)))
        expect(safetyAnswers([...all].reverse()).fires?.answer.on).toBe(fires?.answer.on)
      }),
    )
  })
})
