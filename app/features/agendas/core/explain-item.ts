import { type Urgency, urgencies } from '#app/shared/urgency.ts'

/** What speaks for talking about a case. `respondBy` is in epoch milliseconds. */
export interface ReasonsToPlace {
  readonly urgency: Urgency
  readonly respondBy: number | null
  readonly late: boolean
  readonly carried: number
  readonly pinned: boolean
}

/**
 * Why a case is on the agenda: "Urgent, answer due Tue 24-Nov-2026, carried over once". No full stop.
 *
 * `dayOf` writes an instant as a day, in the zone and the manner of whoever reads it.
 */
export function explainItem(item: ReasonsToPlace, dayOf: (instant: number) => string): string {
  const reasons: string[] = [urgencies[item.urgency]]
  if (item.respondBy === null) {
    if (item.late) reasons.push('answer overdue')
  } else {
    reasons.push(
      item.late ? `answer overdue since ${dayOf(item.respondBy)}` : `answer due ${dayOf(item.respondBy)}`,
    )
  }
  if (item.carried > 0) reasons.push(`carried over ${timesOf(item.carried)}`)
  if (item.pinned) reasons.push('pinned')
  return reasons.join(', ')
}

/** Why a case was left out, and what would change that. */
export function explainCut(why: 'no-room' | 'needs-absent'): string {
  switch (why) {
    case 'no-room':
      return 'No room beside what is more pressing'
    case 'needs-absent':
      return 'Those it needs are never there together for long enough'
    default:
      return why satisfies never
  }
}

function timesOf(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`
}
