import { type Placing, startOf, type Topic } from './topics.ts'

/** An agenda, decided by the order of its topics, and how good it is. */
export interface Measured {
  readonly order: readonly Topic[]
  readonly starts: readonly number[]
  readonly pinned: number
  readonly worth: number
  /** Sum of the starts of emergencies. */
  readonly emergencyStarts: number
  readonly waiting: number
  /** Sum of worth times start. */
  readonly weightedStarts: number
}

/** Lays topics down one after the other, each as early as it can begin, leaving out those for which no room is left. */
export function measure(placing: Placing, wanted: readonly Topic[]): Measured {
  const order: Topic[] = []
  const starts: number[] = []
  const last: (number | undefined)[] = []
  let at = placing.setup
  let [pinned, worth, emergencyStarts, waiting, weightedStarts] = [0, 0, 0, 0, 0]
  for (const topic of wanted) {
    const start = startOf(topic, at)
    if (start === Number.POSITIVE_INFINITY) continue
    at = start + topic.minutes
    order.push(topic)
    starts.push(start)
    if (topic.pinned) pinned++
    if (topic.emergency) emergencyStarts += start
    worth += topic.worth
    weightedStarts += topic.worth * start
    for (const person of topic.people) {
      const until = last[person]
      if (until !== undefined) waiting += start - until
      last[person] = at
    }
  }
  return { order, starts, pinned, worth, emergencyStarts, waiting, weightedStarts }
}

/** Which of two agendas is better: negative when the first is. Only the same order is equally good. */
export function byBest(a: Measured, b: Measured): number {
  return (
    b.pinned - a.pinned ||
    b.worth - a.worth ||
    a.emergencyStarts - b.emergencyStarts ||
    a.waiting - b.waiting ||
    a.weightedStarts - b.weightedStarts ||
    smallerOrder(a.order, b.order)
  )
}

/** Which of two orders has the smaller list of ids; a list that is a prefix of another comes first. */
export function smallerOrder(a: readonly Topic[], b: readonly Topic[]): number {
  for (const [position, topic] of a.entries()) {
    const other = b[position]
    if (!other) return 1
    if (topic.index !== other.index) return topic.index - other.index
  }
  return a.length - b.length
}
