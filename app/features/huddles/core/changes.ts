import { minute, type Span } from '#app/time/spans.ts'
import type { CaseToServe } from './openings-request.ts'
import type { PersonTime } from './person-time.ts'
import { type Starts, startsBefore } from './starts.ts'

/**
 * What changes from one start to the next. `which` is a position among people (open, tentative) or cases (late).
 *
 * open: a huddle begun from here on lies wholly in open time, or no longer; tentative: it overlaps tentative time, or
 * no longer; late: it ends after the case's respond-by; seam: this start does not follow the one before it by one step.
 */
export interface Change {
  readonly kind: 'open' | 'tentative' | 'late' | 'seam'
  readonly which: number
}

/** All changes in the order of the starts at which they happen, as two lists of one length. */
export interface Changes {
  readonly count: number
  readonly startOf: (position: number) => number
  readonly changeOf: (position: number) => Change | undefined
}

/** Finds every change in huddles of this many minutes. Two at one start that undo each other may both be listed. */
export function changesOver(
  starts: Starts,
  minutes: number,
  times: readonly PersonTime[],
  cases: readonly CaseToServe[],
): Changes {
  const length = minutes * minute
  const kinds: Change[] = []
  // Numbers sort fast: the start's number in front, the position in `kinds` behind it.
  const base = times.length * 2 + cases.length + 1
  const packed: number[] = []

  function add(change: Change, instants: readonly number[]): void {
    const code = kinds.push(change) - 1
    for (const instant of instants) {
      const start = startsBefore(starts, instant)
      if (start < starts.count) packed.push(start * base + code)
    }
  }

  function toggles(spans: readonly Span[]): number[] {
    return spans.flatMap(({ start, end }) => {
      // A span that no start falls into changes nothing.
      if (end <= start || startsBefore(starts, start) === startsBefore(starts, end)) return []
      return [start, end]
    })
  }

  for (const [which, time] of times.entries()) {
    // Begun at `end - length` a huddle still fits; begun a millisecond later it does not.
    add(
      { kind: 'open', which },
      toggles(time.open.map(({ start, end }) => ({ start, end: end - length + 1 }))),
    )
    const touching = time.tentative.map(({ start, end }) => ({ start: start - length + 1, end }))
    add({ kind: 'tentative', which }, toggles(apart(touching)))
  }
  for (const [which, { respondBy }] of cases.entries())
    if (respondBy !== null) add({ kind: 'late', which }, [respondBy - length + 1])
  add(
    { kind: 'seam', which: 0 },
    starts.combs.map((comb) => comb.first),
  )

  const sorted = Float64Array.from(packed).sort()
  return {
    count: sorted.length,
    startOf: (position) => Math.floor((sorted[position] ?? 0) / base),
    changeOf: (position) => kinds[(sorted[position] ?? 0) % base],
  }
}

/** Spans in order of their starts and ends, made one where they overlap. */
function apart(spans: readonly Span[]): Span[] {
  const result: { start: number; end: number }[] = []
  for (const span of spans) {
    const before = result.at(-1)
    if (before && span.start <= before.end) before.end = span.end
    else result.push({ ...span })
  }
  return result
}
