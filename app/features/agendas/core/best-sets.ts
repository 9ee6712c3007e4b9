import type { Steps } from './steps.ts'
import { type Placing, startOf, type Topic } from './topics.ts'

/** Sets of topics are bits by topic index, so there may be no more topics than this. */
export const mostTopicsInSet = 31

/** The sets of topics that are best by pinned cases, worth and starts of emergencies, in that order. */
export interface BestSets {
  readonly sets: readonly number[]
  readonly emergencyStarts: number
}

/** A way to place a set: when its last topic ends, and the sum of the starts of its emergencies. */
interface Way {
  readonly end: number
  readonly emergencyStarts: number
}

/**
 * Goes through every set of topics that has an order in which it fits, by size, and keeps the best.
 *
 * Ending earlier with no later emergencies is at least as good for whatever follows, so only few ways to place a
 * set are kept. Undefined when the steps run out.
 */
export function bestSets(placing: Placing, steps: Steps): BestSets | undefined {
  let pinned = 0
  let worth = 0
  let emergencyStarts = 0
  let sets: number[] = [0]

  function consider(set: number, ways: readonly Way[]): void {
    let [setPinned, setWorth] = [0, 0]
    for (const topic of placing.topics) {
      if (((set >>> topic.index) & 1) === 0) continue
      if (topic.pinned) setPinned++
      setWorth += topic.worth
    }
    let starts = Number.POSITIVE_INFINITY
    for (const way of ways) starts = Math.min(starts, way.emergencyStarts)
    const better = setPinned - pinned || setWorth - worth || emergencyStarts - starts
    if (better < 0) return
    if (better > 0) {
      sets = []
      pinned = setPinned
      worth = setWorth
      emergencyStarts = starts
    }
    sets.push(set)
  }

  let size = new Map<number, Way[]>([[0, [{ end: placing.setup, emergencyStarts: 0 }]]])
  while (size.size > 0) {
    const larger = new Map<number, Way[]>()
    for (const [set, ways] of size) {
      for (const topic of placing.topics) {
        if ((set >>> topic.index) & 1) continue
        for (const way of ways) {
          if (!steps.take(1)) return undefined
          const next = follow(way, topic)
          if (next) keep(larger, set | (1 << topic.index), next)
        }
      }
    }
    for (const [set, ways] of larger) consider(set, ways)
    size = larger
  }
  return { sets, emergencyStarts }
}

function follow(way: Way, topic: Topic): Way | undefined {
  const start = startOf(topic, way.end)
  if (start === Number.POSITIVE_INFINITY) return undefined
  return {
    end: start + topic.minutes,
    emergencyStarts: topic.emergency ? way.emergencyStarts + start : way.emergencyStarts,
  }
}

function keep(sets: Map<number, Way[]>, set: number, way: Way): void {
  const ways = sets.get(set)
  if (!ways) {
    sets.set(set, [way])
    return
  }
  for (const other of ways) if (other.end <= way.end && other.emergencyStarts <= way.emergencyStarts) return
  const left = ways.filter((other) => other.end < way.end || other.emergencyStarts < way.emergencyStarts)
  left.push(way)
  sets.set(set, left)
}
