import { chooseCases } from '#app/features/huddles/core/choose-cases.ts'
import { bestOrder } from './best-order.ts'
import { byBest, type Measured, measure } from './measure.ts'
import { type Steps, stepsOf } from './steps.ts'
import type { Placing, Topic } from './topics.ts'

// Steps are topics looked at while laying down an order. Chosen so that 30 cases stay well under 200 ms.
const stepsToSearch = 700_000
const stepsToOrder = 400_000

// After so many changes in a row that made nothing better, the search goes back to the best and shakes it.
const patience = 400

/**
 * A good agenda when there are too many topics to try everything: the best order met while changing promising orders
 * step by step, and of the topics it holds the best order there is, if the steps suffice for that.
 */
export function searchOrders(placing: Placing): Measured {
  const found = searchedOrder(placing, stepsOf(stepsToSearch))
  return bestOrderOf(placing, found, stepsOf(stepsToOrder))
}

/** The best order met while changing promising orders step by step. */
export function searchedOrder(placing: Placing, steps: Steps): Measured {
  const chance = chanceFrom(placing.topics.length)
  let best = measure(placing, [])
  for (const order of promisingOrders(placing)) {
    const laid = measure(placing, order)
    if (byBest(laid, best) < 0) best = laid
  }

  let now = best
  let sinceBetter = 0
  while (steps.take(1 + placing.topics.length)) {
    const changed = measure(placing, changedOrder(withRest(placing, now.order), chance))
    const better = byBest(changed, now)
    sinceBetter = better < 0 ? 0 : sinceBetter + 1
    if (better <= 0) now = changed
    if (byBest(now, best) < 0) best = now
    if (sinceBetter < patience) continue

    sinceBetter = 0
    let shaken = withRest(placing, best.order)
    for (let times = 0; times < 4; times++) shaken = changedOrder(shaken, chance)
    now = measure(placing, shaken)
  }
  return best
}

/** The same topics in their best order, or as they were when that is too much to find out. */
function bestOrderOf(placing: Placing, found: Measured, steps: Steps): Measured {
  if (found.order.length > 16) return found
  const topics = [...found.order].sort((a, b) => a.index - b.index)
  const ordered = bestOrder(placing, topics, found, 0, steps)
  return ordered && byBest(ordered, found) < 0 ? ordered : found
}

/** Orders to begin with: what would be served if everybody were there all the time, then simple rules. */
function promisingOrders({ topics, setup, minutes }: Placing): Topic[][] {
  const most = topics.reduce((sum, topic) => sum + topic.worth, 1)
  const chosen = new Set(
    chooseCases(
      topics.map((topic) => ({ minutes: topic.minutes, worth: topic.worth + (topic.pinned ? most : 0) })),
      minutes - setup,
    ),
  )
  const leaves = (topic: Topic) => topic.slots.at(-1)?.end ?? 0
  const first = (wanted: (topic: Topic) => boolean) => (a: Topic, b: Topic) =>
    Number(wanted(b)) - Number(wanted(a))
  const pinnedFirst = first((topic) => topic.pinned)
  const chosenFirst = first((topic) => chosen.has(topic.index))
  const byUrgency = (a: Topic, b: Topic) => b.worth - a.worth
  const byDensity = (a: Topic, b: Topic) => b.worth / b.minutes - a.worth / a.minutes
  const byLeaving = (a: Topic, b: Topic) => leaves(a) - leaves(b)
  return [
    topics.toSorted((a, b) => chosenFirst(a, b) || byLeaving(a, b) || byDensity(a, b)),
    topics.toSorted((a, b) => chosenFirst(a, b) || byDensity(a, b)),
    topics.toSorted((a, b) => pinnedFirst(a, b) || byDensity(a, b)),
    topics.toSorted((a, b) => pinnedFirst(a, b) || byUrgency(a, b) || byLeaving(a, b)),
  ]
}

/** An order of all topics: those laid down, then the others by what they would bring. */
function withRest({ topics }: Placing, order: readonly Topic[]): Topic[] {
  const laid = new Set(order)
  return [...order, ...topics.filter((topic) => !laid.has(topic))]
}

/** One topic somewhere else, or two in each other's place. */
function changedOrder(order: readonly Topic[], chance: (below: number) => number): Topic[] {
  const changed = [...order]
  const [from, to] = [chance(order.length), chance(order.length)]
  const [a, b] = [changed[from], changed[to]]
  if (!a || !b) return changed
  if (chance(2) === 0) {
    changed[from] = b
    changed[to] = a
  } else {
    changed.splice(from, 1)
    changed.splice(to, 0, a)
  }
  return changed
}

/** Whole numbers below a bound, without a pattern that matters here, and always the same ones from the same seed. */
function chanceFrom(seed: number): (below: number) => number {
  let state = (seed * 2654435761 + 1) >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
