import { type Costs, type Group, groupsOf, leastAheadOf } from './least-ahead.ts'
import { type Measured, measure, smallerOrder } from './measure.ts'
import type { Steps } from './steps.ts'
import { type Placing, startOf, type Topic } from './topics.ts'

/** What an agenda must reach to be worth finding; when it only costs the same, its list of ids must be smaller. */
export interface Bar extends Costs {
  readonly order: readonly Topic[] | undefined
}

/** A beginning of an agenda: the topics placed so far as a chain, and what they cost. */
interface Beginning extends Costs {
  readonly end: number
  readonly topic: Topic | undefined
  readonly before: Beginning | undefined
}

/** Beginnings that hold the same topics, by when they end. */
type Beginnings = Map<number, Beginning>

/**
 * The best order in which all of these topics fit: least sum of emergency starts, then least waiting, then least sum
 * of worth times start, then the smaller list of ids.
 *
 * Beginnings with the same topics and the same end go on in the same way, so only the best of them is kept; those that
 * cannot become better than `bar` are left aside. `leastEmergencyStarts` is what is known of any agenda of these topics,
 * which must be sorted by id.
 * Undefined when no order fits, when none is better than the bar, or when the steps run out.
 */
export function bestOrder(
  placing: Placing,
  topics: readonly Topic[],
  bar: Bar,
  leastEmergencyStarts: number,
  steps: Steps,
): Measured | undefined {
  const groups = groupsOf(topics)
  const leastAhead = leastAheadOf(topics)
  const all = 2 ** topics.length - 1
  const nothing: Beginning = {
    end: placing.setup,
    topic: undefined,
    before: undefined,
    emergencyStarts: 0,
    waiting: 0,
    weightedStarts: 0,
  }
  const beginnings = new Map<number, Beginnings>([[0, new Map([[nothing.end, nothing]])]])

  function isHopeful(beginning: Beginning, set: number, begun: readonly Group[]): boolean {
    const ahead = leastAhead(set, beginning.end, begun)
    if (!ahead) return false
    const emergencyStarts = Math.max(leastEmergencyStarts, beginning.emergencyStarts + ahead.emergencyStarts)
    const waiting = beginning.waiting + ahead.waiting
    const weightedStarts = beginning.weightedStarts + ahead.weightedStarts
    if (emergencyStarts !== bar.emergencyStarts) return emergencyStarts < bar.emergencyStarts
    if (waiting !== bar.waiting) return waiting < bar.waiting
    if (weightedStarts !== bar.weightedStarts) return weightedStarts < bar.weightedStarts
    if (!bar.order) return true
    const rest = topics.filter((_, position) => ((set >>> position) & 1) === 0)
    return smallerOrder([...orderOf(beginning), ...rest], bar.order) < 0
  }

  for (let set = 0; set < all; set++) {
    const here = beginnings.get(set)
    if (!here) continue
    beginnings.delete(set)
    const begun = groups.filter((group) => (group.set & set) !== 0 && (group.set & ~set) !== 0)
    if (!steps.take(here.size * topics.length * (1 + begun.length))) return undefined
    const hopeful = [...here.values()].filter((beginning) => isHopeful(beginning, set, begun))
    if (hopeful.length === 0) continue
    if (!steps.take(hopeful.length * topics.length)) return undefined

    for (const [position, topic] of topics.entries()) {
      const bit = 1 << position
      if (set & bit) continue
      const there = beginnings.get(set | bit) ?? new Map()
      beginnings.set(set | bit, there)
      for (const beginning of hopeful) goOn(there, beginning, topic, waitingAround(begun, bit))
    }
  }

  const [best] = [...(beginnings.get(all)?.values() ?? [])].sort(byCost)
  return best && measure(placing, orderOf(best))
}

/** Who waits until the next topic begins, and who waits while it is talked about. */
interface Waiters {
  readonly before: number
  readonly during: number
}

function waitingAround(begun: readonly Group[], topic: number): Waiters {
  let [before, during] = [0, 0]
  for (const group of begun) {
    before += group.count
    if ((group.set & topic) === 0) during += group.count
  }
  return { before, during }
}

/** Adds a topic to a beginning, and keeps what comes of it when nothing that ends then is better. */
function goOn(there: Beginnings, beginning: Beginning, topic: Topic, waiters: Waiters): void {
  const start = startOf(topic, beginning.end)
  if (start === Number.POSITIVE_INFINITY) return
  const waited = (start - beginning.end) * waiters.before + topic.minutes * waiters.during
  const longer: Beginning = {
    end: start + topic.minutes,
    topic,
    before: beginning,
    emergencyStarts: beginning.emergencyStarts + (topic.emergency ? start : 0),
    waiting: beginning.waiting + waited,
    weightedStarts: beginning.weightedStarts + topic.worth * start,
  }
  const other = there.get(longer.end)
  if (!other || byCost(longer, other) < 0) there.set(longer.end, longer)
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
