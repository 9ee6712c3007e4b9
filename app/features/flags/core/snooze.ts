import type { DateTime } from 'luxon'
import { done, type Result, refused } from '#app/shared/result.ts'
import { addDays, daysBetween, isDay } from '#app/time/calendar-days.ts'
import { dayIn, startOf } from './clock.ts'
import { type Flag, isSafety } from './triage.ts'

/**
 * A flag is put off for four weeks at most, whatever its time to respond allows. Ours: as long as a rule that was answered is not
 * asked again, so that nothing is out of sight for longer than what was settled.
 */
export const longestSnoozeDays = 28

/** What was put off comes back at this hour by the team's clock: before anybody's day begins. */
const wakeHour = 6

export type SnoozeProblem =
  | 'safety-cannot-wait'
  | 'already-closed'
  | 'already-triaged'
  | 'already-snoozed'
  | 'say-why-snoozed'
  | 'choose-a-later-day'
  | 'beyond-respond-by'
  | 'longer-than-four-weeks'

export type WakeProblem = 'already-closed' | 'not-snoozed'

/**
 * Puts a flag off until the morning of a day (06:00 by the team's clock), with a reason. Its time to respond goes on.
 *
 * The day is after today, at most the day by which the flag must be answered (so that the whole of that day is left to answer it) and
 * at most 28 days ahead. What is decided about already, and whatever is in the safety lane, is not put off.
 */
export function snooze(
  flag: Flag,
  wish: { readonly day: string; readonly reason: string },
  at: { readonly respondBy: DateTime; readonly now: DateTime; readonly zone: string },
): Result<{ readonly flag: Flag; readonly until: DateTime }, SnoozeProblem> {
  if (flag.now.state === 'closed') return refused('already-closed')
  if (isSafety(flag)) return refused('safety-cannot-wait')
  if (flag.now.state === 'triaged') return refused('already-triaged')
  if (flag.now.state === 'snoozed') return refused('already-snoozed')
  const reason = wish.reason.trim()
  if (!reason) return refused('say-why-snoozed')
  const today = dayIn(at.now, at.zone)
  if (!isDay(wish.day) || daysBetween(today, wish.day) < 1) return refused('choose-a-later-day')
  if (daysBetween(today, wish.day) > longestSnoozeDays) return refused('longer-than-four-weeks')
  const until = startOf(wish.day, wakeHour, at.zone)
  if (until > at.respondBy) return refused('beyond-respond-by')
  return done({ flag: { ...flag, now: { state: 'snoozed', day: wish.day, reason } }, until })
}

/** Brings a flag that was put off back to the inbox. */
export function wake(flag: Flag): Result<Flag, WakeProblem> {
  if (flag.now.state === 'closed') return refused('already-closed')
  if (flag.now.state !== 'snoozed') return refused('not-snoozed')
  return done({ ...flag, now: { state: 'waiting' } })
}

/** The last day a flag can be put off until, or undefined when there is none: it is due today, late, or a matter of safety. */
export function lastSnoozeDay(
  flag: Pick<Flag, 'urgency' | 'rule'>,
  at: { readonly respondBy: DateTime; readonly now: DateTime; readonly zone: string },
): string | undefined {
  if (isSafety(flag)) return undefined
  const today = dayIn(at.now, at.zone)
  const due = dayIn(at.respondBy, at.zone)
  // A time to respond before the morning hour of its day leaves the day before.
  const last = startOf(due, wakeHour, at.zone) > at.respondBy ? addDays(due, -1) : due
  const latest = addDays(today, longestSnoozeDays)
  const day = daysBetween(last, latest) < 0 ? latest : last
  return daysBetween(today, day) < 1 ? undefined : day
}
