import type { PlacedItem, Window } from './agenda-request.ts'
import { windowsOf } from './windows.ts'

/** An item of an agenda that was ordered by hand. */
export interface OrderedItem {
  readonly id: string
  readonly minutes: number
  readonly needs: readonly string[]
}

/** How a hand-made order fits into its huddle. */
export interface Fit {
  /** All items in their order, those beyond the cut line too, with where they would lie. */
  readonly items: readonly (PlacedItem & { readonly beyond: boolean })[]
  /** How many items lie before the cut line. */
  readonly within: number
  /** When everybody needed before the cut line is needed; sorted by id. */
  readonly windows: readonly Window[]
  /** Minutes of the setup and all items together, and how many of them are beyond the end: 0 when all fits. */
  readonly sum: number
  readonly over: number
}

/**
 * Lays the items one after the other from the end of the setup on.
 *
 * The cut line is before the first item that does not end within the huddle: it and all after it are beyond, also
 * shorter ones that would still fit, because the order is the team's own.
 */
export function fitInOrder(ordered: readonly OrderedItem[], minutes: number, setup: number): Fit {
  let at = setup
  const items = ordered.map(({ id, minutes: length }) => {
    const start = at
    at += length
    return { id, start, end: at, beyond: at > minutes }
  })
  const within = items.filter((item) => !item.beyond).length
  const placed = items
    .slice(0, within)
    .map((item, position) => ({ ...item, needs: ordered[position]?.needs ?? [] }))
  return { items, within, windows: windowsOf(placed), sum: at, over: Math.max(0, at - minutes) }
}
