import { byCodePoint } from '#app/features/huddles/core/ids.ts'
import type { PlacedItem, Window } from './agenda-request.ts'

/** Everybody needed for any of the items, from their first item's start to the end of their last; sorted by id. */
export function windowsOf(items: readonly (PlacedItem & { readonly needs: readonly string[] })[]): Window[] {
  const windows = new Map<string, Window>()
  for (const { start, end, needs } of items) {
    for (const id of needs) {
      const window = windows.get(id)
      windows.set(id, {
        id,
        from: Math.min(start, window?.from ?? start),
        to: Math.max(end, window?.to ?? end),
      })
    }
  }
  return [...windows.values()].sort((a, b) => byCodePoint(a.id, b.id))
}
