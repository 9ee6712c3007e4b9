import { type Bits, has, keyOf, noBits } from './bits.ts'
import { chooseCases } from './choose-cases.ts'
import type { CaseToServe } from './openings-request.ts'
import { worthOf } from './worth.ts'

/** What a huddle would serve. The same object for the same question. Cases are indices, ascending. */
export interface Serving {
  readonly score: number
  readonly served: readonly number[]
  readonly late: readonly number[]
}

/**
 * Asks what would be served when the cases in `servable` have everybody they need, and those in `late` would be
 * answered late. Undefined when that cannot score `atLeast`, which costs far less to see than the answer.
 */
export type Serve = (servable: Bits, late: Bits, atLeast: number) => Serving | undefined

/** A late answer is worth a tenth. Worths are multiples of ten, so this stays whole. */
function worthAt(one: CaseToServe, late: boolean): number {
  const worth = worthOf(one.urgency, one.carried)
  return late ? worth / 10 : worth
}

/** Prepares the choice among cases, sorted by id, for `room` minutes. Each distinct question is solved once. */
export function servingFrom(cases: readonly CaseToServe[], room: number): Serve {
  const solved = new Map<number | string, Map<number | string, Serving>>()
  const lateAndServable = noBits(cases.length)
  const byDensity = [false, true]
    .flatMap((late) =>
      cases.map((one, index) => ({ index, late, minutes: one.minutes, worth: worthAt(one, late) })),
    )
    .filter((one) => one.minutes <= room)
    .sort((a, b) => b.worth / b.minutes - a.worth / a.minutes)

  // The last case may be cut in pieces: no choice of whole cases can be worth more.
  function atMost(servable: Bits, late: Bits): number {
    let left = room
    let worth = 0
    for (const one of byDensity) {
      if (!has(servable, one.index) || has(late, one.index) !== one.late) continue
      if (one.minutes >= left) return worth + (one.worth * left) / one.minutes
      left -= one.minutes
      worth += one.worth
    }
    return worth
  }

  function solve(servable: Bits, late: Bits): Serving {
    const can = cases.flatMap((one, index) => {
      if (!has(servable, index)) return []
      return [{ index, minutes: one.minutes, worth: worthAt(one, has(late, index)) }]
    })
    const served: number[] = []
    let score = 0
    for (const chosen of chooseCases(can, room)) {
      const one = can[chosen]
      if (!one) continue
      served.push(one.index)
      score += one.worth
    }
    return { score, served, late: served.filter((index) => has(late, index)) }
  }

  return (servable, late, atLeast) => {
    for (let word = 0; word < lateAndServable.length; word++)
      lateAndServable[word] = (servable[word] ?? 0) & (late[word] ?? 0)
    const servableKey = keyOf(servable)
    const lateKey = keyOf(lateAndServable)
    const known = solved.get(servableKey)?.get(lateKey)
    if (known) return known
    // A hair above, so that a rounded fraction never hides an answer that is exactly as good.
    if (atMost(servable, late) + 1e-6 < atLeast) return undefined

    const serving = solve(servable, late)
    const forServable = solved.get(servableKey)
    if (forServable) forServable.set(lateKey, serving)
    else solved.set(servableKey, new Map([[lateKey, serving]]))
    return serving
  }
}

/** Whether two servings have the same score, cases and late cases. */
export function sameServing(a: Serving, b: Serving): boolean {
  return a === b || (a.score === b.score && sameNumbers(a.served, b.served) && sameNumbers(a.late, b.late))
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index])
}
