import { formatRange } from '#app/ui/moment-words.ts'

/** What is in the way of a time, as the server sends it. */
export interface ClashShown {
  readonly kind: 'team' | 'person'
  readonly name: string
  readonly startsAt: string
  readonly endsAt: string
}

/** One sentence for each thing in the way: who, and when. Without any, the way has become free meanwhile. */
export function clashWords(clashes: readonly ClashShown[], zone: string): string[] {
  if (clashes.length === 0) return ['That time was just taken, and may be free again. Look once more.']
  return clashes.map(({ kind, name, startsAt, endsAt }) => {
    const when = formatRange(startsAt, endsAt, zone)
    return kind === 'team'
      ? `The team already meets then: ${when}.`
      : `${name} is held by another huddle then: ${when}.`
  })
}
