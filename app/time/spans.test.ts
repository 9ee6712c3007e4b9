import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holds, intersectSpans, mergeSpans, overlaps, type Span, subtractSpans, widenSpans } from './spans.ts'

const aSpan = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: -2, max: 8 }))
  .map(([start, length]): Span => ({ start, end: start + length }))
const someSpans = fc.array(aSpan, { maxLength: 8 })

/** The points from -10 to 60 that lie in any of the spans: slow, and obviously right. */
function pointsOf(spans: readonly Span[]): number[] {
  const points = Array.from({ length: 70 }, (_, index) => index - 10)
  return points.filter((point) => spans.some((span) => span.start <= point && point < span.end))
}

const pairs = (...spans: [number, number][]) => spans.map(([start, end]) => ({ start, end }))

describe('merging', () => {
  test('makes one span of two that touch', () => {
    expect(mergeSpans(pairs([5, 9], [1, 5]))).toEqual(pairs([1, 9]))
  })

  test('leaves out empty and reversed spans', () => {
    expect(mergeSpans(pairs([3, 3], [7, 5]))).toEqual([])
  })

  test('keeps every point, sorts, and leaves no two spans that touch', () => {
    fc.assert(
      fc.property(someSpans, (spans) => {
        const merged = mergeSpans(spans)

        expect(pointsOf(merged)).toEqual(pointsOf(spans))
        for (const [index, span] of merged.entries()) {
          expect(span.start).toBeLessThan(span.end)
          expect(span.end).toBeLessThan(merged[index + 1]?.start ?? Number.POSITIVE_INFINITY)
        }
      }),
    )
  })
})

test('what two have in common, and what is left of one without the other, are the points that say so', () => {
  fc.assert(
    fc.property(someSpans, someSpans, (some, others) => {
      const [a, b] = [mergeSpans(some), mergeSpans(others)]
      const inB = new Set(pointsOf(b))

      expect(pointsOf(intersectSpans(a, b))).toEqual(pointsOf(a).filter((point) => inB.has(point)))
      expect(pointsOf(subtractSpans(a, b))).toEqual(pointsOf(a).filter((point) => !inB.has(point)))
      expect(mergeSpans(intersectSpans(a, b))).toEqual(intersectSpans(a, b))
      expect(mergeSpans(subtractSpans(a, b))).toEqual(subtractSpans(a, b))
    }),
  )
})

test('a span that ends where another begins has nothing in common with it', () => {
  expect(intersectSpans(pairs([1, 5]), pairs([5, 9]))).toEqual([])
  expect(overlaps(pairs([1, 5]), { start: 5, end: 9 })).toBe(false)
  expect(overlaps(pairs([1, 5]), { start: 4, end: 9 })).toBe(true)
})

test('widening makes each span longer on both sides', () => {
  expect(widenSpans(pairs([10, 20]), 5)).toEqual(pairs([5, 25]))
})

test('a span is held only when it lies whole in one of the others', () => {
  expect(holds(pairs([1, 5], [6, 9]), { start: 1, end: 5 })).toBe(true)
  expect(holds(pairs([1, 5], [6, 9]), { start: 4, end: 7 })).toBe(false)
})
