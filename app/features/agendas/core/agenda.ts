import { byCodePoint } from '#app/features/huddles/core/ids.ts'
import type { AgendaAnswer, AgendaRequest, PlacedItem } from './agenda-request.ts'
import { bestOrder } from './best-order.ts'
import { type BestSets, bestSets, mostTopicsInSet } from './best-sets.ts'
import { byBest, type Measured } from './measure.ts'
import { searchedOrder, searchOrders } from './search-orders.ts'
import { type Steps, stepsOf } from './steps.ts'
import { type Placing, placingOf } from './topics.ts'
import { windowsOf } from './windows.ts'

// Up to here every request is answered exactly, whatever it takes; beyond, exactly only if these steps suffice.
const alwaysExact = 12
const stepsToProve = 1_200_000
const stepsToGuess = 20_000

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

const anything = { order: undefined, waiting: Infinity, weightedStarts: Infinity }

/** The best of all agendas, or undefined when the steps run out. */
function provedBest(placing: Placing, steps: Steps): Measured | undefined {
  if (placing.topics.length > mostTopicsInSet) return undefined
  const found = bestSets(placing, steps)
  if (!found) return undefined

  // A good agenda to begin with lets the exact search leave most orders aside.
  const guess = searchedOrder(placing, stepsOf(stepsToGuess))
  let best = reaches(found, guess) ? guess : undefined
  for (const set of found.sets.toSorted(bySmallestId)) {
    const topics = placing.topics.filter((topic) => (set >>> topic.index) & 1)
    const bar = best ?? { ...anything, emergencyStarts: found.emergencyStarts }
    const ordered = bestOrder(placing, topics, bar, found.emergencyStarts, steps)
    if (ordered && (!best || byBest(ordered, best) < 0)) best = ordered
    if (steps.ranOut()) return undefined
  }
  return best
}

/** Sets with small ids first: they are likelier to win where all else is equal. */
function bySmallestId(a: number, b: number): number {
  const differing = a ^ b
  if (differing === 0) return 0
  return a & differing & -differing ? -1 : 1
}

/** Whether an agenda holds one of the best sets, its emergencies as early as they can be. */
function reaches({ sets, emergencyStarts }: BestSets, { order, ...agenda }: Measured): boolean {
  const set = order.reduce((bits, topic) => bits | (1 << topic.index), 0)
  return agenda.emergencyStarts === emergencyStarts && sets.includes(set)
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
