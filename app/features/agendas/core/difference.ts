/** An item of the present or the suggested order. */
export interface ComparedItem {
  readonly id: string
  readonly minutes: number
}

/** What a suggestion would do to one case. Places count from 1; `from` and `to` are the places before and after. */
export type ItemChange =
  | { readonly id: string; readonly change: 'same'; readonly minutes: MinutesChange | null }
  | {
      readonly id: string
      readonly change: 'moved-up' | 'moved-down'
      readonly from: number
      readonly to: number
      readonly minutes: MinutesChange | null
    }
  | { readonly id: string; readonly change: 'added'; readonly to: number }
  | { readonly id: string; readonly change: 'removed'; readonly from: number }

export interface MinutesChange {
  readonly from: number
  readonly to: number
}

/**
 * What changes when the suggested order takes the place of the present one: first the suggested items in their order,
 * then the removed ones in theirs.
 *
 * As few items as possible count as moved: one does not because others were added, removed or moved around it. Up and
 * down are told by the items that stay in their order. The places are those of the full lists.
 */
export function differenceOf(
  present: readonly ComparedItem[],
  suggested: readonly ComparedItem[],
): ItemChange[] {
  const before = new Map(present.map(({ id, minutes }, index) => [id, { place: index + 1, minutes }]))
  const after = new Set(suggested.map((item) => item.id))
  const places = suggested.flatMap(({ id }) => before.get(id)?.place ?? [])
  const kept = new Set(longestRising(places))

  const changes = suggested.map(({ id, minutes }, index): ItemChange => {
    const was = before.get(id)
    if (!was) return { id, change: 'added', to: index + 1 }
    const changed = was.minutes === minutes ? null : { from: was.minutes, to: minutes }
    if (kept.has(was.place)) return { id, change: 'same', minutes: changed }
    // An item that moved is on the other side of some that stayed, and always towards one end only.
    const stayedBefore = places.slice(0, places.indexOf(was.place)).filter((place) => kept.has(place)).length
    const cameBefore = [...kept].filter((place) => place < was.place).length
    const change = stayedBefore < cameBefore ? 'moved-up' : 'moved-down'
    return { id, change, from: was.place, to: index + 1, minutes: changed }
  })
  const removed = present.flatMap(({ id }, index): ItemChange[] =>
    after.has(id) ? [] : [{ id, change: 'removed', from: index + 1 }],
  )
  return [...changes, ...removed]
}

/** The longest part of a list, in its order, that only rises; the first such part when there are several. */
function longestRising(list: readonly number[]): number[] {
  const best: number[][] = []
  for (const [index, value] of list.entries()) {
    let longest: number[] = []
    for (let before = 0; before < index; before++) {
      const part = best[before] ?? []
      if ((list[before] ?? 0) < value && part.length > longest.length) longest = part
    }
    best.push([...longest, value])
  }
  return best.reduce((longest, part) => (part.length > longest.length ? part : longest), [])
}
