/** What the clock of an item is made of: its minutes, what it has had before, and since when it runs. */
export interface TimedItem {
  /** Whole minutes planned for it. */
  readonly minutes: number
  /** Whole minutes added while it ran. */
  readonly extraMinutes: number
  /** Seconds it had before it was last opened. */
  readonly spentSeconds: number
  /** When it was last opened, in epoch milliseconds; null while it does not run. */
  readonly openedAt: number | null
}

/** Where an item's clock stands. `endsAt` is in epoch milliseconds and never moves by itself: every screen counts towards it. */
export interface ItemClock {
  readonly endsAt: number
  readonly remainingSeconds: number
  readonly overtimeSeconds: number
  readonly phase: 'running' | 'warning' | 'over'
}

/** From how many seconds before the end on a clock warns. */
const WARNING_SECONDS = 60

/**
 * The clock of a running item at `now` (epoch milliseconds), or undefined while it does not run.
 *
 * The end is soft: past it nothing stops, the overtime counts up. At the very end there is neither time nor overtime, and it is over.
 */
export function clockOf(item: TimedItem, now: number): ItemClock | undefined {
  if (item.openedAt === null) return undefined
  const allotted = (item.minutes + item.extraMinutes) * 60 - item.spentSeconds
  const endsAt = item.openedAt + allotted * 1000
  const left = Math.ceil((endsAt - now) / 1000)
  return {
    endsAt,
    remainingSeconds: Math.max(0, left),
    overtimeSeconds: Math.max(0, Math.floor((now - endsAt) / 1000)),
    phase: left <= 0 ? 'over' : left <= WARNING_SECONDS ? 'warning' : 'running',
  }
}
