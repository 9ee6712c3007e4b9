/** Which of two texts comes first by code point: negative, zero or positive, as `sort` wants it. */
export function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The ids once each, sorted by code point. */
export function sortedIds(ids: Iterable<string>): string[] {
  return [...new Set(ids)].sort(byCodePoint)
}
