import { byCodePoint } from '#app/features/huddles/core/ids.ts'
import type { AgendaAnswer, AgendaRequest, PlacedItem } from './agenda-request.ts'
import { bestOrder } from './best-order.ts'
import { bestSets, mostTopicsInSet } from './best-sets.ts'
import { byBest, type Measured } from './measure.ts'
import { searchOrders } from './search-orders.ts'
import { type Steps, stepsOf } from './steps.ts'
import { type Placing, placingOf } from './topics.ts'
import { windowsOf } from './windows.ts'

// Up to here every request is answered exactly, whatever it takes; beyond, exactly only if these steps suffice.
const alwaysExact = 12
const stepsToProve = 300_000

/**
 * What to talk about, in which order, for how long: the best agenda by pinned cases, worth, early emergencies, little
 * waiting, early worth, and then the ids.
 *
 * Exact for up to 12 cases. Beyond that, a fixed number of steps is spent, and `exact` says whether they sufficed to
 * prove the answer best. Cases that could not be placed anywhere are left aside first and count for neither.
 */
export function suggestAgenda(request: AgendaRequest): AgendaAnswer {
  const placing = placingOf(request)
  const proved = provedBest(placing, stepsOf(placing.topics.length <= alwaysExact ? Infinity : stepsToProve))
  return answerOf(placing, proved ?? searchOrders(placing), proved !== undefined)
}

/** The best of all agendas, or undefined when the steps run out. */
function provedBest(placing: Placing, steps: Steps): Measured | undefined {
  if (placing.topics.length > mostTopicsInSet) return undefined
  const found = bestSets(placing, steps)
  if (!found) return undefined

  let best: Measured | undefined
  for (const set of found.sets) {
    const topics = placing.topics.filter((topic) => (set >>> topic.index) & 1)
    const bar = best ?? {
      emergencyStarts: found.emergencyStarts,
      waiting: Infinity,
      weightedStarts: Infinity,
    }
    const ordered = bestOrder(placing, topics, bar, steps)
    if (ordered && (!best || byBest(ordered, best) < 0)) best = ordered
    if (steps.ranOut()) return undefined
  }
  return best
}

function answerOf(
  placing: Placing,
  { order, starts, worth, waiting }: Measured,
  exact: boolean,
): AgendaAnswer {
  const items = order.map((topic, position): PlacedItem => {
    const start = starts[position] ?? 0
    return { id: topic.id, start, end: start + topic.minutes }
  })
  const placed = new Set(order)
  const noRoom = placing.topics
    .filter((topic) => !placed.has(topic))
    .map(({ id }) => ({ id, why: 'no-room' as const }))
  const needs = new Map(
    placing.topics.map(({ id, people }) => [id, people.map((person) => placing.people[person] ?? '')]),
  )
  return {
    items,
    cut: [...placing.impossible, ...noRoom].sort((a, b) => byCodePoint(a.id, b.id)),
    windows: windowsOf(items.map((item) => ({ ...item, needs: needs.get(item.id) ?? [] }))),
    worth,
    waiting,
    exact,
  }
}
