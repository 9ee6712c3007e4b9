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

/** A set that can be placed, with the ways that may turn out best. */
interface Placeable {
  readonly pinned: number
  readonly worth: number
  ways: Way[]
}

/**
 * Goes through every set of topics that has an order in which it fits, by size, and keeps the best.
 *
 * Ending earlier with no later emergencies is at least as good for whatever follows, so only few ways to place a
 * set are kept. Undefined when the steps run out.
 */
export function bestSets(placing: Placing, steps: Steps): BestSets | undefined {
  const nothing: Placeable = { pinned: 0, worth: 0, ways: [{ end: placing.setup, emergencyStarts: 0 }] }
  let best = { ...nothing, emergencyStarts: 0, sets: [0] }

  let size = new Map([[0, nothing]])
  while (size.size > 0) {
    const larger = new Map<number, Placeable>()
    for (const [set, placeable] of size) {
      for (const topic of placing.topics) {
        if ((set >>> topic.index) & 1) continue
        // Keeping a set costs several times what placing a topic does.
        if (!steps.take(10 * placeable.ways.length)) return undefined
        addTopic(larger, set, placeable, topic)
      }
    }
    for (const [set, placeable] of larger) {
      const emergencyStarts = placeable.ways.reduce(
        (least, way) => Math.min(least, way.emergencyStarts),
        Infinity,
      )
      const better =
        placeable.pinned - best.pinned ||
        placeable.worth - best.worth ||
        best.emergencyStarts - emergencyStarts
      if (better > 0) best = { ...placeable, emergencyStarts, sets: [set] }
      else if (better === 0) best.sets.push(set)
    }
    size = larger
  }
  return best
}

function addTopic(larger: Map<number, Placeable>, set: number, placeable: Placeable, topic: Topic): void {
  const withTopic = set | (1 << topic.index)
  for (const way of placeable.ways) {
    const start = startOf(topic, way.end)
    if (start === Number.POSITIVE_INFINITY) continue
    const emergencyStarts = way.emergencyStarts + (topic.emergency ? start : 0)
    const longer = { end: start + topic.minutes, emergencyStarts }
    const there = larger.get(withTopic)
    if (there) {
      keep(there, longer)
    } else {
      const pinned = placeable.pinned + (topic.pinned ? 1 : 0)
      larger.set(withTopic, { pinned, worth: placeable.worth + topic.worth, ways: [longer] })
    }
  }
}

function keep(placeable: Placeable, way: Way): void {
  for (const other of placeable.ways)
    if (other.end <= way.end && other.emergencyStarts <= way.emergencyStarts) return
  placeable.ways = placeable.ways.filter(
    (other) => other.end < way.end || other.emergencyStarts < way.emergencyStarts,
  )
  placeable.ways.push(way)
}
