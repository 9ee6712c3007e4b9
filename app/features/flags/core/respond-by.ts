import { DateTime } from 'luxon'
import type { Urgency } from '#app/shared/urgency.ts'

/** Days of the week, Monday is 1 and Sunday 7. */
export type Weekday = number

/** How long each urgency may wait (CLINICAL E15; without a source, ours, a team can change them). */
const respondByDays = {
  emergency: { days: 0, of: 'calendar' },
  urgent: { days: 2, of: 'working' },
  soon: { days: 10, of: 'working' },
  routine: { days: 30, of: 'calendar' },
} as const satisfies Record<Urgency, { readonly days: number; readonly of: 'calendar' | 'working' }>

const mondayToFriday: readonly Weekday[] = [1, 2, 3, 4, 5]

/** The weekdays on which anybody of a team has hours; without any, Monday to Friday. */
export function workingDaysOf(hours: readonly { readonly days: readonly Weekday[] }[]): readonly Weekday[] {
  const days = [...new Set(hours.flatMap((range) => range.days))].filter((day) =>
    mondayToSunday.includes(day),
  )
  return days.length > 0 ? days.sort() : mondayToFriday
}

/**
 * When a flag must have been answered: the last millisecond of a day in the team's zone.
 *
 * An emergency has until the end of the day it was raised on. Working days are counted from the day after that one,
 * so that urgent, raised at any time on a Thursday of a Monday-to-Friday team, is due at the end of Monday. A day on
 * which the clocks change is a day like any other. `workingDays` without any of the seven is Monday to Friday.
 *
 * It is reckoned once, from when the flag was raised: triage, snooze and carry-over do not move it.
 */
export function respondBy(
  urgency: Urgency,
  raisedAt: DateTime,
  zone: string,
  workingDays: readonly Weekday[],
): DateTime {
  const raisedOn = raisedAt.setZone(zone)
  if (!raisedOn.isValid) throw new RangeError('No such moment or zone')
  const working = workingDaysOf([{ days: workingDays }])
  const { days, of } = respondByDays[urgency]
  // Days are counted without a zone, where each of them exists and has a noon.
  let due = DateTime.utc(raisedOn.year, raisedOn.month, raisedOn.day, 12)
  for (let left = days; left > 0; ) {
    due = due.plus({ days: 1 })
    if (of === 'calendar' || working.includes(due.weekday)) left -= 1
  }
  return DateTime.fromObject({ year: due.year, month: due.month, day: due.day, hour: 12 }, { zone }).endOf(
    'day',
  )
}

const mondayToSunday: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]
