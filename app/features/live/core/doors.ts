import type { DateTime } from 'luxon'

/** How long before its time a huddle may be started or joined, and how long after its planned end. */
const EARLY_MINUTES = 15
const LATE_MINUTES = 60

/** From when until when a huddle's door is open: from the first moment on, until just before the second. */
export function doorsOf(
  startsAt: DateTime,
  endsAt: DateTime,
): { readonly open: DateTime; readonly close: DateTime } {
  return { open: startsAt.minus({ minutes: EARLY_MINUTES }), close: endsAt.plus({ minutes: LATE_MINUTES }) }
}
