import { DateTime } from 'luxon'
import type { Urgency } from '#app/shared/urgency.ts'
import { type NumberSpecs, type NumbersOf, numbersOf } from './numbers.ts'

/** Days of the week, Monday is 1 and Sunday 7. */
export type Weekday = number

/**
 * How long each urgency may wait (CLINICAL E15; without a source, ours, a team can change them). An emergency has its own day and no
 * number: that cannot be softened.
 */
export const clockNumbers = {
  urgentDays: { label: 'Urgent within', unit: 'working days', min: 1, max: 5, default: 2 },
  soonDays: { label: 'Soon within', unit: 'working days', min: 3, max: 20, default: 10 },
  routineDays: { label: 'Routine within', unit: 'days', min: 14, max: 90, default: 30 },
} as const satisfies NumberSpecs

export type Clocks = NumbersOf<typeof clockNumbers>

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
  clocks: Clocks = numbersOf(clockNumbers),
): DateTime {
  const raisedOn = raisedAt.setZone(zone)
  if (!raisedOn.isValid) throw new RangeError('No such moment or zone')
  const working = workingDaysOf([{ days: workingDays }])
  const { days, of } = waitOf(urgency, clocks)
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

function waitOf(urgency: Urgency, clocks: Clocks): { days: number; of: 'calendar' | 'working' } {
  switch (urgency) {
    case 'emergency':
      return { days: 0, of: 'calendar' }
    case 'urgent':
      return { days: clocks.urgentDays, of: 'working' }
    case 'soon':
      return { days: clocks.soonDays, of: 'working' }
    case 'routine':
      return { days: clocks.routineDays, of: 'calendar' }
    default:
      return urgency satisfies never
  }
}

const mondayToSunday: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]
