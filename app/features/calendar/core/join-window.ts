import type { DateTime } from 'luxon'

const EARLY_MINUTES = 15
const LATE_MINUTES = 60

/** From when to when a huddle can be joined by a personal link: a quarter of an hour before it begins until an hour after it ends. */
export function joinWindow(huddle: { readonly startsAt: DateTime; readonly endsAt: DateTime }): {
  readonly opensAt: DateTime
  readonly closesAt: DateTime
} {
  return {
    opensAt: huddle.startsAt.minus({ minutes: EARLY_MINUTES }),
    closesAt: huddle.endsAt.plus({ minutes: LATE_MINUTES }),
  }
}
