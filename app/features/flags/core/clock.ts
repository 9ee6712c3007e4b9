import { DateTime } from 'luxon'
import { addDays, daysBetween } from '#app/time/calendar-days.ts'
import { type Weekday, workingDaysOf } from './respond-by.ts'

/** A team's own calendar: whose wall clock, and the weekdays on which anybody works. */
export interface TeamCalendar {
  readonly zone: string
  readonly workingDays: readonly Weekday[]
}

/** How much time is left to respond, counted in the days on which the team works. */
export interface Clock {
  /** `today` when it is due today; `last-day` when no working day is left after today, though it is due later. */
  readonly state: 'missed' | 'today' | 'last-day' | 'later'
  /** Working days left from today on, today counted; or, when missed, those that have begun since. */
  readonly days: number
}

/**
 * How a respond-by time stands at `now`, by the team's calendar in `zone`.
 *
 * Today counts while it lasts, if the team works today: due at the end of Tuesday, a Monday-to-Friday team has two days
 * left on Monday and on the weekend before it, and one on Tuesday. Missed on a Friday it is missed by no working day on Saturday, and
 * by one from Monday on. Holidays and leave are not known here: they count like the weekday they fall on. A day on which the clocks
 * change is a day. `workingDays` without any of the seven is Monday to Friday.
 */
export function clockAt(
  respondBy: DateTime,
  now: DateTime,
  zone: string,
  workingDays: readonly Weekday[],
): Clock {
  const working = workingDaysOf([{ days: workingDays }])
  const due = dayIn(respondBy, zone)
  const today = dayIn(now, zone)
  if (now >= respondBy) return { state: 'missed', days: countWorking(addDays(due, 1), today, working) }
  const days = countWorking(today, due, working)
  if (due === today) return { state: 'today', days }
  const after = countWorking(addDays(today, 1), due, working)
  return { state: after === 0 ? 'last-day' : 'later', days }
}

/** The last moment of the first working day after the day of `now`, by the team's calendar. */
export function endOfNextWorkingDay(now: DateTime, zone: string, workingDays: readonly Weekday[]): DateTime {
  const working = workingDaysOf([{ days: workingDays }])
  let day = addDays(dayIn(now, zone), 1)
  while (!isWorking(day, working)) day = addDays(day, 1)
  return startOf(day, 12, zone).endOf('day')
}

/** The first working day after the day of `now`, as `2026-11-30`. */
export function nextWorkingDay(now: DateTime, zone: string, workingDays: readonly Weekday[]): string {
  return dayIn(endOfNextWorkingDay(now, zone, workingDays), zone)
}

/** An hour of a calendar day, by the clock of `zone`. An hour that the clocks skip is the one after it. */
export function startOf(day: string, hour: number, zone: string): DateTime {
  const { year, month, day: date } = DateTime.fromISO(day, { zone: 'utc' })
  return DateTime.fromObject({ year, month, day: date, hour }, { zone })
}

/** The calendar day of a moment in a zone, as `2026-11-30`. */
export function dayIn(at: DateTime, zone: string): string {
  return at.setZone(zone).toFormat('yyyy-MM-dd')
}

// Both ends counted; none when `from` is after `until`. A stretch of years is reckoned by whole weeks.
function countWorking(from: string, until: string, working: readonly Weekday[]): number {
  const days = daysBetween(from, until) + 1
  if (days <= 0) return 0
  const weeks = Math.floor(days / 7)
  let count = weeks * working.length
  for (let day = addDays(from, weeks * 7); daysBetween(day, until) >= 0; day = addDays(day, 1)) {
    if (isWorking(day, working)) count += 1
  }
  return count
}

function isWorking(day: string, working: readonly Weekday[]): boolean {
  return working.includes(DateTime.fromISO(day, { zone: 'utc' }).weekday)
}
