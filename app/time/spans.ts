/** A length of time between two points of one scale (epoch milliseconds, or minutes of a huddle), half-open: `[start, end)`. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Epoch milliseconds in a minute. */
export const minute = 60_000

/**
 * The same time as sorted spans, none of which touch.
 *
 * Spans that touch or overlap become one; empty and reversed ones are left out.
 */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const sorted = spans.filter((span) => span.start < span.end).sort((a, b) => a.start - b.start)
  const merged: Span[] = []
  let start = Number.NaN
  let end = Number.NaN
  for (const span of sorted) {
    if (span.start <= end) {
      if (span.end > end) end = span.end
      continue
    }
    if (start < end) merged.push({ start, end })
    start = span.start
    end = span.end
  }
  if (start < end) merged.push({ start, end })
  return merged
}

/**
 * The time that both have in common. Both must be merged (see `mergeSpans`), and so is the answer.
 *
 * A span that ends where another begins has nothing in common with it.
 */
export function intersectSpans(a: readonly Span[], b: readonly Span[]): Span[] {
  const common: Span[] = []
  let next = 0
  for (const span of a) {
    while (next < b.length && endOf(b, next) <= span.start) next++
    for (let index = next; index < b.length; index++) {
      const other = b[index]
      if (!other || other.start >= span.end) break
      common.push({ start: Math.max(span.start, other.start), end: Math.min(span.end, other.end) })
    }
  }
  return common
}

/** What is left of `spans` without the time in `taken`. Both must be merged, and so is the answer. */
export function subtractSpans(spans: readonly Span[], taken: readonly Span[]): Span[] {
  const left: Span[] = []
  let next = 0
  for (const span of spans) {
    while (next < taken.length && endOf(taken, next) <= span.start) next++
    let start = span.start
    for (let index = next; index < taken.length; index++) {
      const hole = taken[index]
      if (!hole || hole.start >= span.end) break
      if (hole.start > start) left.push({ start, end: hole.start })
      start = hole.end
    }
    if (start < span.end) left.push({ start, end: span.end })
  }
  return left
}

/** Each span made longer by `by` on both sides. They may overlap afterwards. */
export function widenSpans(spans: readonly Span[], by: number): Span[] {
  return spans.map((span) => ({ start: span.start - by, end: span.end + by }))
}

/** Whether one of the merged spans holds `inner` whole. */
export function holds(spans: readonly Span[], inner: Span): boolean {
  return spans.some((span) => span.start <= inner.start && inner.end <= span.end)
}

/** Whether any of the spans has time in common with `other`; touching it is not enough. */
export function overlaps(spans: readonly Span[], other: Span): boolean {
  return spans.some((span) => span.start < other.end && other.start < span.end)
}

function endOf(spans: readonly Span[], index: number): number {
  return spans[index]?.end ?? Number.POSITIVE_INFINITY
}
