import {
  holds,
  intersectSpans,
  mergeSpans,
  minute,
  overlaps,
  type Span,
  subtractSpans,
  widenSpans,
} from '#app/time/spans.ts'
import { weeklySpans } from '#app/time/weekly.ts'
import type { ZoneClock } from '#app/time/zones.ts'
import type { BusySpan, MissingPerson, PersonToMeet } from './openings-request.ts'

/** A person's time as merged spans, wide enough around the time that is searched. */
export interface PersonTime {
  readonly id: string
  readonly hours: readonly Span[]
  readonly busy: readonly Span[]
  readonly unavailable: readonly Span[]
  readonly tentative: readonly Span[]
  /** Hours without busy and unavailable time: free, or tentative. */
  readonly open: readonly Span[]
}

// A part of a huddle shorter than this is not worth coming for.
const shortestPart = 5 * minute

/** Lays out a person's time over a span. Buffers are added here: around busy and unavailable time, never around tentative. */
export function personTime(person: PersonToMeet, clock: ZoneClock, over: Span): PersonTime {
  const buffer = person.bufferMinutes * minute
  const near = person.busy.filter((span) => span.start - buffer < over.end && over.start < span.end + buffer)
  const hours = weeklySpans(person.hours, clock, over)
  const busy = mergeSpans(widenSpans(ofType(near, 'busy'), buffer))
  const unavailable = mergeSpans(widenSpans(ofType(near, 'unavailable'), buffer))
  const tentative = mergeSpans(ofType(near, 'tentative'))
  const taken = unavailable.length === 0 ? busy : mergeSpans([...busy, ...unavailable])
  return { id: person.id, hours, busy, unavailable, tentative, open: subtractSpans(hours, taken) }
}

/** Whether a person can be at the whole of a huddle: for sure, perhaps, or not. */
export function presence(time: PersonTime, huddle: Span): 'free' | 'tentative' | 'missing' {
  if (!holds(time.open, huddle)) return 'missing'
  return overlaps(time.tentative, huddle) ? 'tentative' : 'free'
}

/**
 * Why a person cannot be at the whole of a huddle, and the parts of it, at least 5 minutes long, at which they can.
 *
 * Of several reasons the one that no rescheduling of theirs would change comes first: hours, then absence, then meetings.
 */
export function absence(time: PersonTime, huddle: Span): MissingPerson {
  const why = !holds(time.hours, huddle)
    ? 'outside-hours'
    : overlaps(time.unavailable, huddle)
      ? 'unavailable'
      : 'busy'
  const freeSpans = subtractSpans(intersectSpans([huddle], time.open), time.tentative).filter(
    (span) => span.end - span.start >= shortestPart,
  )
  return { id: time.id, why, freeSpans }
}

function ofType(spans: readonly BusySpan[], type: BusySpan['type']): BusySpan[] {
  return spans.filter((span) => span.type === type)
}
