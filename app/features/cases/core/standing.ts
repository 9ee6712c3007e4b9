import { addDays } from '#app/time/calendar-days.ts'
import { type InstrumentCode, isTotalOf } from './instruments.ts'
import { weeksSince } from './scores.ts'

/** A course in short, as a caseload shows it: the score it is measured against, the newest, and whether that one came after. */
export interface Standing {
  readonly instrument: InstrumentCode
  readonly first: { readonly value: number; readonly on: string }
  readonly last: { readonly value: number; readonly on: string }
  readonly moved: boolean
}

/**
 * When a course counts as not improved, and from when on as not measured: the week-8 rule of MHIP (doi 10.1176/appi.ps.201400577), with
 * its numbers. Weeks are of the episode; totals of the PHQ-9.
 */
export const improvement = {
  fromWeek: 8,
  measuredSinceWeek: 4,
  firstFrom: 10,
  improvedBelow: 10,
  improvedPercent: 50,
} as const

/** A course without a score for so long is not measured. As often as a PHQ-9 is asked for in an active episode; ours, without a source. */
export const measuredWithinDays = 28

/** The change from the first score to the last: undefined while the last did not come after the first. A first of 0 has no percent. */
export function changeIn({
  first,
  last,
  moved,
}: Standing): { readonly points: number; readonly percentDown: number | undefined } | undefined {
  if (!moved) return undefined
  const points = last.value - first.value
  return { points, percentDown: first.value === 0 ? undefined : (-100 * points) / first.value }
}

/** A change in words: `−8, 44 % down`. The percent is cut, not rounded: what reads as 50 % is at least that. */
export function sayChange({
  points,
  percentDown,
}: {
  readonly points: number
  readonly percentDown: number | undefined
}): { readonly points: string; readonly percent: string | undefined } {
  if (points === 0) return { points: '0', percent: 'unchanged' }
  const share = percentDown === undefined ? undefined : Math.trunc(Math.abs(percentDown))
  return {
    points: points > 0 ? `+${points}` : `−${-points}`,
    percent: share === undefined ? undefined : `${share} % ${points > 0 ? 'up' : 'down'}`,
  }
}

/**
 * Whether a PHQ-9 course counts as not improved on the day `today`: from week 8 on, begun at 10 or more, measured since week 4, and
 * neither below 10 nor down by half. A course that was not measured is not one that did not improve.
 */
export function isNotImproved(standing: Standing, episodeStart: string, today: string): boolean {
  const { first, last, moved } = standing
  if (weeksSince(episodeStart, today) < improvement.fromWeek || !moved) return false
  if (first.value < improvement.firstFrom) return false
  if (last.on < addDays(episodeStart, improvement.measuredSinceWeek * 7)) return false
  const down = changeIn(standing)?.percentDown ?? 0
  return last.value >= improvement.improvedBelow && down < improvement.improvedPercent
}

/** How many bars of how many a total fills, by its band: a shape that says how severe it is without colour. */
export function barsOf(
  instrument: {
    readonly code: InstrumentCode
    readonly bands: readonly { from: number; to: number; words: string }[]
  },
  value: number,
): { readonly filled: number; readonly of: number; readonly words: string } | undefined {
  if (!isTotalOf(instrument.code, value)) return undefined
  const place = instrument.bands.findIndex((band) => value >= band.from && value <= band.to)
  const band = instrument.bands[place]
  return band && { filled: place, of: instrument.bands.length - 1, words: band.words }
}
