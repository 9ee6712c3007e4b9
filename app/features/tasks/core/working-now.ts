import type { DateTime } from 'luxon'

/** Weekly hours: wall clocks of a zone, minutes since midnight, Monday is 1. */
interface Hours {
  readonly weekdays: readonly number[]
  readonly fromMinute: number
  readonly toMinute: number
}

/** Whether weekly hours hold at a moment, by the clock of `zone`. The first minute counts, the last does not. */
export function isWorkingAt(hours: readonly Hours[], now: DateTime, zone: string): boolean {
  const local = now.setZone(zone)
  const minute = local.hour * 60 + local.minute
  return hours.some(
    (range) =>
      range.weekdays.includes(local.weekday) && range.fromMinute <= minute && minute < range.toMinute,
  )
}
