import type { Urgency } from '#app/shared/urgency.ts'

/** A flagged case that waits to be discussed, as far as its order needs it. Times are instants in milliseconds. */
export interface QueueEntry {
  readonly id: string
  readonly urgency: Urgency
  /** Times carried over, counted up to 3 (then it goes back to the lead). */
  readonly carried: number
  readonly respondBy: number
  readonly raisedAt: number
}

/**
 * Minutes a case is given until somebody changes them. Ours: there is no evidence for minutes per case (CLINICAL,
 * gaps), only that a huddle lasts at most 10 to 15. A case the team has never discussed gets at least 8.
 */
const minutesByUrgency = { emergency: 10, urgent: 10, soon: 6, routine: 4 } as const satisfies Record<
  Urgency,
  number
>
const minutesWhenNew = 8

/** Default minutes of a queue entry. */
export function defaultMinutes(urgency: Urgency, isNew: boolean): number {
  return isNew ? Math.max(minutesWhenNew, minutesByUrgency[urgency]) : minutesByUrgency[urgency]
}

const worthByUrgency = { emergency: 10_000, urgent: 1000, soon: 100, routine: 10 } as const satisfies Record<
  Urgency,
  number
>

/** What a case is worth for an agenda: by urgency, times one more for each time it was carried over, doubled when late. */
export function worthOf(entry: Pick<QueueEntry, 'urgency' | 'carried'>, late: boolean): number {
  const carried = Math.min(3, Math.max(0, entry.carried))
  return worthByUrgency[entry.urgency] * (1 + carried) * (late ? 2 : 1)
}

/**
 * The queue, most worth first; of equal worth the one due sooner, then the one raised earlier, then by id, so that
 * the order is always the same one. A case of a lower urgency never comes before one of a higher.
 */
export function inOrder<Entry extends QueueEntry>(entries: readonly Entry[], now: number): Entry[] {
  const worth = (entry: Entry) => worthOf(entry, now > entry.respondBy)
  return [...entries].sort(
    (a, b) =>
      worth(b) - worth(a) ||
      a.respondBy - b.respondBy ||
      a.raisedAt - b.raisedAt ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  )
}
