import type { DateTime } from 'luxon'

/** The hour at which a team's rules run each day, by the team's clock: before anybody's day begins. */
const dailyHour = 6

/**
 * The next time a team's rules run: 06:00 in its zone, today if that is still to come, else tomorrow.
 *
 * At 06:00 exactly it is tomorrow's. Days on which the clocks change have one 06:00 like any other.
 */
export function nextDailyRun(now: DateTime, zone: string): DateTime {
  const local = now.setZone(zone)
  const today = local.set({ hour: dailyHour, minute: 0, second: 0, millisecond: 0 })
  return today > local ? today : today.plus({ days: 1 }).set({ hour: dailyHour })
}
