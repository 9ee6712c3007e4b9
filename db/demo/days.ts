import { addDays } from '#app/time/calendar-days.ts'

/** Monday is 1. */
export function weekdayOf(day: string): number {
  // Midnight in UTC, where every day is the day it says.
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}

function isWorkingDay(day: string): boolean {
  return weekdayOf(day) <= 5
}

/** The day itself when it is one from Monday to Friday, else the Friday before. */
export function workingDayOnOrBefore(day: string): string {
  return isWorkingDay(day) ? day : workingDayOnOrBefore(addDays(day, -1))
}

/** So many working days before a day; 1 of a Monday is the Friday before. */
export function workingDaysBefore(day: string, count: number): string {
  if (count === 0) return workingDayOnOrBefore(day)
  return workingDaysBefore(workingDayOnOrBefore(addDays(day, -1)), count - 1)
}

/** The first working day after a day. */
export function nextWorkingDay(day: string): string {
  const next = addDays(day, 1)
  return isWorkingDay(next) ? next : nextWorkingDay(next)
}
