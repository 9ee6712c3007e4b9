import type { Urgency } from '#app/shared/urgency.ts'
import type { RaisedFlag } from './flag.ts'

const rank = { emergency: 0, urgent: 1, soon: 2, routine: 3 } as const satisfies Record<Urgency, number>

/** What a place in the queue takes from its flags: the most urgent's urgency, the soonest time, and whose question leads. */
export function mostUrgent<Flag extends Pick<RaisedFlag, 'flagId' | 'urgency' | 'safety' | 'respondBy'>>(
  flags: readonly Flag[],
): Pick<Flag, 'flagId' | 'urgency' | 'safety' | 'respondBy'> | undefined {
  const sorted = [...flags].sort(
    (one, other) =>
      Number(other.safety) - Number(one.safety) ||
      rank[one.urgency] - rank[other.urgency] ||
      (one.respondBy < other.respondBy ? -1 : one.respondBy > other.respondBy ? 1 : 0),
  )
  const [first] = sorted
  if (!first) return undefined
  return {
    flagId: first.flagId,
    urgency: first.urgency,
    safety: first.safety,
    respondBy: sorted.map((flag) => flag.respondBy).sort()[0] ?? first.respondBy,
  }
}
