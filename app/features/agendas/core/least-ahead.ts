import { startOf, type Topic } from './topics.ts'

/** What an agenda costs by the three sums that decide after its worth, least first by each in this order. */
export interface Costs {
  readonly emergencyStarts: number
  readonly waiting: number
  readonly weightedStarts: number
}

/** People who are needed for the same of some topics, by bits of position: they wait together. */
export interface Group {
  readonly set: number
  readonly count: number
}

/** People by the topics they are needed for. Those needed once never wait and are left out. */
export function groupsOf(topics: readonly Topic[]): Group[] {
  const sets = new Map<number, number>()
  for (const [position, topic] of topics.entries())
    for (const person of topic.people) sets.set(person, (sets.get(person) ?? 0) | (1 << position))
  const counts = new Map<number, number>()
  for (const set of sets.values()) if ((set & (set - 1)) !== 0) counts.set(set, (counts.get(set) ?? 0) + 1)
  return [...counts].map(([set, count]) => ({ set, count }))
}

/**
 * Prepares to say what placing the rest of the topics will cost at the very least, once those in `set` (bits of
 * position) are placed and the last of them ended at `end`. Undefined when one of the rest cannot come any more.
 *
 * Emergencies and worth: at least as if everybody were always there and the best order for that sum were taken (short
 * ones first; much worth per minute first), and at least as if each topic came next. Waiting: those in `begun` stay
 * until the last of their topics can end, less the minutes they are needed until then.
 */
export function leastAheadOf(topics: readonly Topic[]) {
  const placed = topics.map((topic, position) => ({ topic, bit: 1 << position }))
  const byMinutes = placed
    .filter(({ topic }) => topic.emergency)
    .sort((a, b) => a.topic.minutes - b.topic.minutes)
  const byDensity = placed.toSorted(
    (a, b) => b.topic.worth * a.topic.minutes - a.topic.worth * b.topic.minutes,
  )

  return (set: number, end: number, begun: readonly Group[]): Costs | undefined => {
    const starts: number[] = []
    let [emergenciesNext, weightedNext] = [0, 0]
    for (const { topic, bit } of placed) {
      const start = set & bit ? 0 : startOf(topic, end)
      if (start === Number.POSITIVE_INFINITY) return undefined
      starts.push(start)
      if (topic.emergency) emergenciesNext += start
      weightedNext += topic.worth * start
    }

    let [emergenciesPacked, weightedPacked] = [0, 0]
    let at = end
    for (const { topic, bit } of byMinutes) {
      if (set & bit) continue
      emergenciesPacked += at
      at += topic.minutes
    }
    at = end
    for (const { topic, bit } of byDensity) {
      if (set & bit) continue
      weightedPacked += topic.worth * at
      at += topic.minutes
    }

    let waiting = 0
    for (const group of begun) {
      const left = group.set & ~set
      let last = end
      let needed = 0
      for (const [position, topic] of topics.entries()) {
        if (((left >>> position) & 1) === 0) continue
        last = Math.max(last, (starts[position] ?? 0) + topic.minutes)
        needed += topic.minutes
      }
      waiting += Math.max(0, last - end - needed) * group.count
    }
    return {
      emergencyStarts: Math.max(emergenciesNext, emergenciesPacked),
      waiting,
      weightedStarts: Math.max(weightedNext, weightedPacked),
    }
  }
}
