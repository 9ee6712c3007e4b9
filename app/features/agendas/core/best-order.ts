import { type Measured, measure, smallerOrder } from './measure.ts'
import type { Steps } from './steps.ts'
import { type Placing, startOf, type Topic } from './topics.ts'

/** The best of the agendas found so far: an order of another set must reach it to be worth finishing. */
export interface Bar {
  readonly emergencyStarts: number
  readonly waiting: number
  readonly weightedStarts: number
}

/** A beginning of an agenda: the topics placed so far as a chain, and what it has cost. */
interface Beginning extends Bar {
  readonly end: number
  readonly topic: Topic | undefined
  readonly before: Beginning | undefined
}

/** People who are needed for the same of the topics: they wait together. */
interface Group {
  readonly set: number
  readonly count: number
}

/**
 * The best order in which all of these topics fit: least sum of emergency starts, then least waiting, then least sum
 * of worth times start, then the smaller list of ids.
 *
 * Beginnings with the same topics and the same end go on in the same way, so only the best of them is kept. Undefined
 * when no order fits, when none is as good as the bar, or when the steps run out.
 */
export function bestOrder(
  placing: Placing,
  topics: readonly Topic[],
  bar: Bar,
  steps: Steps,
): Measured | undefined {
  const groups = groupsOf(topics)
  const all = 2 ** topics.length - 1
  const beginnings: Beginning[][] = Array.from({ length: all + 1 }, () => [])
  beginnings[0]?.push({
    end: placing.setup,
    topic: undefined,
    before: undefined,
    emergencyStarts: 0,
    waiting: 0,
    weightedStarts: 0,
  })

  for (let set = 0; set < all; set++) {
    const here = beginnings[set]
    if (!here || here.length === 0) continue
    const begun = groups.filter((group) => (group.set & set) !== 0 && (group.set & ~set) !== 0)
    let waitingNow = 0
    for (const group of begun) waitingNow += group.count

    for (const [position, topic] of topics.entries()) {
      const bit = 1 << position
      if (set & bit) continue
      let inItem = 0
      for (const group of begun) if (group.set & bit) inItem += group.count
      const duringItem = (waitingNow - inItem) * topic.minutes
      const there = beginnings[set | bit]

      for (const beginning of here) {
        if (!steps.take(1)) return undefined
        const start = startOf(topic, beginning.end)
        if (start === Number.POSITIVE_INFINITY) continue
        const emergencyStarts = beginning.emergencyStarts + (topic.emergency ? start : 0)
        const waiting = beginning.waiting + (start - beginning.end) * waitingNow + duringItem
        const weightedStarts = beginning.weightedStarts + topic.worth * start
        if (isWorse(emergencyStarts, waiting, weightedStarts, bar)) continue
        const end = start + topic.minutes
        keep(there ?? [], { end, topic, before: beginning, emergencyStarts, waiting, weightedStarts })
      }
    }
    beginnings[set] = []
  }

  const [best] = (beginnings[all] ?? []).sort(byCost)
  return best && measure(placing, orderOf(best))
}

function isWorse(emergencyStarts: number, waiting: number, weightedStarts: number, bar: Bar): boolean {
  if (emergencyStarts !== bar.emergencyStarts) return emergencyStarts > bar.emergencyStarts
  if (waiting !== bar.waiting) return waiting > bar.waiting
  return weightedStarts > bar.weightedStarts
}

function keep(beginnings: Beginning[], beginning: Beginning): void {
  for (const [position, other] of beginnings.entries()) {
    if (other.end !== beginning.end) continue
    if (byCost(beginning, other) < 0) beginnings[position] = beginning
    return
  }
  beginnings.push(beginning)
}

function byCost(a: Beginning, b: Beginning): number {
  return (
    a.emergencyStarts - b.emergencyStarts ||
    a.waiting - b.waiting ||
    a.weightedStarts - b.weightedStarts ||
    smallerOrder(orderOf(a), orderOf(b))
  )
}

function orderOf(beginning: Beginning): Topic[] {
  const order: Topic[] = []
  for (let one: Beginning | undefined = beginning; one?.topic; one = one.before) order.push(one.topic)
  return order.reverse()
}

/** People by the topics they are needed for, as bits by position. Those needed once never wait. */
function groupsOf(topics: readonly Topic[]): Group[] {
  const sets = new Map<number, number>()
  for (const [position, topic] of topics.entries())
    for (const person of topic.people) sets.set(person, (sets.get(person) ?? 0) | (1 << position))
  const counts = new Map<number, number>()
  for (const set of sets.values()) if ((set & (set - 1)) !== 0) counts.set(set, (counts.get(set) ?? 0) + 1)
  return [...counts].map(([set, count]) => ({ set, count }))
}
