import { mergeSpans, minute, type Span } from './spans.ts'
import { boundOf, wallClockAt, type ZoneClock } from './zones.ts'

/** Wall-clock hours that come back every week. Days are ISO weekdays (1 is Monday), times `HH:MM`; `to` may be `24:00`. */
export interface WeeklyHours {
  readonly days: readonly number[]
  readonly from: string
  readonly to: string
}

const day = 24 * 60 * minute

/**
 * Minutes since midnight that `HH:MM` says, or undefined when it is no wall clock. `24:00` is the day's end, 1440.
 */
export function minutesOf(time: string): number | undefined {
  const parts = /^(\d\d):(\d\d)$/.exec(time)
  if (!parts) return undefined
  const hours = Number(parts[1])
  const minutes = Number(parts[2])
  if (minutes > 59 || hours > 24 || (hours === 24 && minutes > 0)) return undefined
  return hours * 60 + minutes
}

/**
 * The instants at which weekly hours hold, as merged spans, for every day that may reach into `over`.
 *
 * Ranges that touch or overlap count as one, also over midnight. The spans are not clipped, so that hours which go on
 * beyond `over` are seen to go on. A clock change moves the bounds by the rules of `boundOf`; a range it leaves empty
 * or reversed is none. Times that are no wall clocks are none either.
 */
export function weeklySpans(hours: readonly WeeklyHours[], clock: ZoneClock, over: Span): Span[] {
  const ranges = hours.map((range) => ({
    days: new Set(range.days),
    from: minutesOf(range.from),
    to: minutesOf(range.to),
  }))
  // A day more on both sides: a range may reach over midnight by touching the next day's, and a clock may jump a day.
  const first = Math.floor(wallClockAt(clock, over.start) / day) - 2
  const last = Math.floor(wallClockAt(clock, over.end) / day) + 2

  const spans: Span[] = []
  for (let date = first; date <= last; date++) {
    const weekday = isoWeekday(date)
    for (const { days, from, to } of ranges) {
      if (from === undefined || to === undefined || !days.has(weekday)) continue
      spans.push({
        start: boundOf(clock, date * day + from * minute, 'from'),
        end: boundOf(clock, date * day + to * minute, 'to'),
      })
    }
  }
  return mergeSpans(spans)
}

/** 1 for Monday to 7 for Sunday, of a date counted in days since 1 January 1970 (a Thursday). */
export function isoWeekday(date: number): number {
  return ((((date + 3) % 7) + 7) % 7) + 1
}

/** A number for the ISO week of a wall clock: later weeks have larger numbers. */
export function isoWeekOf(wall: number): number {
  return Math.floor((Math.floor(wall / day) + 3) / 7)
}
