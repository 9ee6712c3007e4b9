import { minute } from '#app/time/spans.ts'
import type { ZoneClock } from '#app/time/zones.ts'

/** Starts that follow each other by one step. `index` is the number of starts before them in all. */
interface Comb {
  readonly first: number
  readonly count: number
  readonly index: number
}

/** All the times at which a huddle could begin, numbered from 0, without listing them. */
export interface Starts {
  readonly combs: readonly Comb[]
  readonly count: number
  readonly step: number
}

const day = 24 * 60 * minute

/**
 * The starts in `[earliest, latest]`: those whose wall clock is a multiple of `step` minutes after midnight.
 *
 * A wall clock that the clocks jump over is no start; one that happens twice is two. A step that does not divide the
 * day begins anew at midnight, and so do the starts that follow each other.
 */
export function startsBetween(
  clock: ZoneClock,
  earliest: number,
  latest: number,
  stepMinutes: number,
): Starts {
  const step = stepMinutes * minute
  const combs: { first: number; count: number; index: number }[] = []
  let count = 0

  function add(first: number, last: number): void {
    if (last < first) return
    const added = Math.floor((last - first) / step) + 1
    const before = combs.at(-1)
    if (before && before.first + before.count * step === first) before.count += added
    else combs.push({ first, count: added, index: count })
    count += added
  }

  for (const stretch of clock.stretches) {
    const low = Math.max(stretch.start, earliest) + stretch.offset
    const high = Math.min(stretch.end - 1, latest) + stretch.offset
    if (high < low) continue
    if (day % step === 0) {
      add(Math.ceil(low / step) * step - stretch.offset, high - stretch.offset)
      continue
    }
    for (let midnight = Math.floor(low / day) * day; midnight <= high; midnight += day) {
      const first = midnight + Math.ceil(Math.max(0, low - midnight) / step) * step
      add(first - stretch.offset, Math.min(high, midnight + day - 1) - stretch.offset)
    }
  }
  return { combs, count, step }
}

/** How many starts are earlier than `instant`, which is the number of the first that is not. */
export function startsBefore(starts: Starts, instant: number): number {
  let low = 0
  let high = starts.combs.length
  while (low < high) {
    const middle = (low + high) >> 1
    const comb = starts.combs[middle]
    if (comb && comb.first < instant) low = middle + 1
    else high = middle
  }
  const comb = starts.combs[low - 1]
  if (!comb) return 0
  return comb.index + Math.min(comb.count, Math.ceil((instant - comb.first) / starts.step))
}

/** The instant of the start with this number, which must be one of them. */
export function startAt(starts: Starts, index: number): number {
  let low = 0
  let high = starts.combs.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    const comb = starts.combs[middle]
    if (comb && comb.index <= index) low = middle
    else high = middle
  }
  const comb = starts.combs[low]
  if (!comb) throw new RangeError('There is no such start')
  return comb.first + (index - comb.index) * starts.step
}
