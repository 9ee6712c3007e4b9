import { IANAZone } from 'luxon'
import { minute, type Span } from './spans.ts'

/**
 * What the clocks of one zone show over a span of time.
 *
 * A wall clock is written as the epoch milliseconds at which a clock in UTC would show the same (so 09:00 on 2 March
 * is `Date.UTC(2027, 2, 2, 9)` in every zone): a number that can be added to, and that cannot be mistaken for text.
 */
export interface ZoneClock {
  /** Stretches of one offset each (wall clock minus instant), in order and without holes; the outer two are open. */
  readonly stretches: readonly { readonly start: number; readonly end: number; readonly offset: number }[]
}

const day = 24 * 60 * minute

// No zone is further than 14 hours from UTC, and the longest jump on record is 24 hours (Apia left out a day).
const reach = 2 * day

/** Whether this is the IANA name of a zone the runtime knows. A bare offset (`+05:30`) is not a name. */
export function isZone(name: string): boolean {
  return /^[A-Za-z]/.test(name) && IANAZone.isValidZone(name)
}

/**
 * The clock of `zone` for instants in `over`, and for wall clocks that fall into it.
 *
 * Offsets are asked for once a day: no zone has had a change undone within one. Outside the span the clock
 * stays as it is at its ends, so ask with the span that is needed.
 */
export function zoneClock(zone: string, over: Span): ZoneClock {
  const iana = IANAZone.create(zone)
  const offsetAt = (instant: number) => Math.round(iana.offset(instant) * minute)
  const until = over.end + reach

  const stretches: { start: number; end: number; offset: number }[] = []
  let start = Number.NEGATIVE_INFINITY
  let seen = over.start - reach
  let offset = offsetAt(seen)
  while (seen < until) {
    const ahead = Math.min(seen + day, until)
    if (offsetAt(ahead) !== offset) {
      const change = firstWithout(offset, offsetAt, seen, ahead)
      stretches.push({ start, end: change, offset })
      start = change
      offset = offsetAt(change)
      // A second change on the same day is looked for from here on.
      seen = change
      continue
    }
    seen = ahead
  }
  stretches.push({ start, end: Number.POSITIVE_INFINITY, offset })
  return { stretches }
}

/** What the clock shows at an instant, as a wall clock (see `ZoneClock`). */
export function wallClockAt(clock: ZoneClock, instant: number): number {
  for (const stretch of clock.stretches) if (instant < stretch.end) return instant + stretch.offset
  throw new RangeError('A clock has no end')
}

/**
 * The instants at which the clock shows `wall`, in order.
 *
 * None when the clocks jump over it, as they do at 02:30 on a night they go forward; two when it happens twice.
 */
export function instantsOf(clock: ZoneClock, wall: number): number[] {
  const instants: number[] = []
  for (const { start, end, offset } of clock.stretches) {
    const instant = wall - offset
    if (start <= instant && instant < end) instants.push(instant)
  }
  return instants
}

/**
 * The one instant meant by a wall clock that bounds a range.
 *
 * One that the clocks jump over takes the offset before the jump (02:30 becomes 03:30). Of one that happens twice a
 * range's beginning takes the first and its end the second, so that the range covers both.
 */
export function boundOf(clock: ZoneClock, wall: number, bound: 'from' | 'to'): number {
  const instants = instantsOf(clock, wall)
  const instant = bound === 'from' ? instants[0] : instants.at(-1)
  if (instant !== undefined) return instant

  let offset = 0
  for (const stretch of clock.stretches) {
    if (wall - stretch.offset < stretch.start) break
    offset = stretch.offset
  }
  return wall - offset
}

/** The first instant in `(from, to]` that has another offset than `from` has. */
function firstWithout(
  offset: number,
  offsetAt: (instant: number) => number,
  from: number,
  to: number,
): number {
  let same = from
  let other = to
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2)
    if (offsetAt(middle) === offset) same = middle
    else other = middle
  }
  return other
}
