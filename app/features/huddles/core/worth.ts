import type { Urgency } from '#app/shared/urgency.ts'

/** What a case is worth by its urgency alone. A class is worth ten of the class below, so that none is talked over by it. */
const classWorth = { emergency: 10_000, urgent: 1000, soon: 100, routine: 10 } satisfies Record<
  Urgency,
  number
>

/** What talking about a case is worth: by its urgency, and more each time it was carried over. */
export function worthOf(urgency: Urgency, carried: number): number {
  return classWorth[urgency] * (1 + carried)
}
