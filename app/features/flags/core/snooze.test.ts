import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { addDays, daysBetween } from '#app/time/calendar-days.ts'
import { dayIn } from './clock.ts'
import { respondBy } from './respond-by.ts'
import { lastSnoozeDay, longestSnoozeDays, snooze, wake } from './snooze.ts'
import { close, type Flag, triage, undo, type Verdict, verdicts } from './triage.ts'

const zone = 'America/St_Johns'
const now = DateTime.fromISO('2026-11-23T09:00', { zone })
const waiting = (urgency: Flag['urgency'], rule?: Flag['rule']): Flag => ({
  urgency,
  ...(rule && { rule }),
  now: { state: 'waiting' },
})
const due = (urgency: Flag['urgency']) => respondBy(urgency, now, zone, [1, 2, 3, 4, 5])
const put = (flag: Flag, day: string, reason = 'The lab comes first') =>
  snooze(flag, { day, reason }, { respondBy: due(flag.urgency), now, zone })

test('a snooze ends at six in the morning of its day, by the team’s clock', () => {
  const done = put(waiting('soon'), '2026-11-30')
  expect(done).toMatchObject({ ok: true, value: { flag: { now: { state: 'snoozed', day: '2026-11-30' } } } })
  expect(done.ok && done.value.until.toISO()).toBe('2026-11-30T06:00:00.000-03:30')
})

test('it says why', () => {
  expect(put(waiting('soon'), '2026-11-30', ' ')).toMatchObject({ problem: 'say-why-snoozed' })
})

test('not today, not a day that is none, not beyond the day it must be answered by', () => {
  expect(put(waiting('urgent'), '2026-11-23')).toMatchObject({ problem: 'choose-a-later-day' })
  expect(put(waiting('urgent'), '2026-11-31')).toMatchObject({ problem: 'choose-a-later-day' })
  expect(put(waiting('urgent'), 'other')).toMatchObject({ problem: 'choose-a-later-day' })
  expect(put(waiting('urgent'), '2026-11-25')).toMatchObject({ ok: true })
  expect(put(waiting('urgent'), '2026-11-26')).toMatchObject({ problem: 'beyond-respond-by' })
})

test('at most 28 days, however long there is', () => {
  expect(put(waiting('routine'), addDays('2026-11-23', 28))).toMatchObject({ ok: true })
  expect(put(waiting('routine'), addDays('2026-11-23', 29))).toMatchObject({
    problem: 'longer-than-four-weeks',
  })
})

test('the safety lane is not snoozed', () => {
  for (const flag of [waiting('emergency'), waiting('emergency', 'safety-answer')]) {
    expect(put(flag, '2026-11-24')).toMatchObject({ problem: 'safety-cannot-wait' })
    expect(lastSnoozeDay(flag, { respondBy: due('routine'), now, zone })).toBeUndefined()
  }
})

test('the last day offered is one that is taken, and the day after it is not', () => {
  for (const urgency of ['urgent', 'soon', 'routine'] as const) {
    const last = lastSnoozeDay({ urgency }, { respondBy: due(urgency), now, zone }) ?? ''
    expect(put(waiting(urgency), last)).toMatchObject({ ok: true })
    expect(put(waiting(urgency), addDays(last, 1))).toMatchObject({ ok: false })
  }
  const late = { respondBy: now.minus({ minutes: 1 }), now, zone }
  expect(lastSnoozeDay({ urgency: 'soon' }, late)).toBeUndefined()
})

test('whatever is done in whatever order: safety never waits, and nothing sleeps past its time or for longer than four weeks', () => {
  const all = Object.keys(verdicts) as Verdict[]
  for (let seed = 1; seed <= 300; seed += 1) {
    let random = seed * 2_654_435_761
    const upTo = (most: number) => {
      random = (random * 1_103_515_245 + 12_345) % 2_147_483_648
      return Math.floor((random / 2_147_483_648) * most)
    }
    const urgency = (['emergency', 'urgent', 'soon', 'routine'] as const)[upTo(4)] ?? 'soon'
    const at = { respondBy: due(urgency), now, zone }
    let flag = waiting(urgency, upTo(4) === 0 ? 'safety-answer' : undefined)
    for (let step = 0; step < 30; step += 1) {
      const deeds = [
        () => triage(flag, all[upTo(all.length)] ?? 'discuss', ['a PHQ-9']),
        () => undo(flag, { discussed: upTo(3) === 0, taskAnswered: upTo(3) === 0 }),
        () => {
          const slept = snooze(flag, { day: addDays('2026-11-23', upTo(40) - 3), reason: 'Later' }, at)
          if (slept.ok) {
            expect(slept.value.until <= at.respondBy).toBe(true)
            expect(daysBetween(dayIn(now, zone), dayIn(slept.value.until, zone))).toBeLessThanOrEqual(
              longestSnoozeDays,
            )
          }
          return slept.ok ? { ok: true as const, value: slept.value.flag } : slept
        },
        () => wake(flag),
        () => (upTo(20) === 0 ? close(flag, 'Seen and safe') : wake(flag)),
      ]
      const answer = deeds[upTo(deeds.length)]?.()
      if (answer?.ok) flag = answer.value
      if (flag.urgency !== 'emergency' && flag.rule !== 'safety-answer') continue
      expect(['waiting', 'triaged', 'closed']).toContain(flag.now.state)
      if (flag.now.state === 'triaged') expect(['discuss', 'same-day-task']).toContain(flag.now.verdict)
    }
  }
})
