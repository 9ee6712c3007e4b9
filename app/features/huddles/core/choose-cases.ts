/** A case as the choice sees it: what it takes and what it brings. */
export interface Candidate {
  readonly minutes: number
  readonly worth: number
}

/**
 * Which of the candidates to serve in `room` minutes: indices, ascending.
 *
 * The set of greatest total worth that fits; among equal sets the one with fewer minutes, then the one whose sorted
 * list of indices is smaller, where a list that is a prefix of another comes first. Candidates must be sorted so that
 * a smaller index is a smaller id; minutes and worths must be positive. Exact.
 */
export function chooseCases(candidates: readonly Candidate[], room: number): number[] {
  let all = 0
  for (const candidate of candidates) all += candidate.minutes
  if (all <= room) return candidates.map((_, index) => index)

  // Sets as chains: each link is a candidate put before the rest of its set. Link 0 is the empty set.
  const linkMinutes = [0]
  const linkWorth = [0]
  const linkIndex = [-1]
  const linkRest = [0]

  // The sets not beaten by another with no more minutes and no less worth, by ascending minutes (and so worth).
  let best: number[] = [0]
  for (let index = candidates.length - 1; index >= 0; index--) {
    const candidate = candidates[index]
    if (!candidate || candidate.minutes > room) continue
    const merged: number[] = []
    let worthSoFar = -1
    let without = 0
    let withIt = 0
    while (without < best.length || withIt < best.length) {
      const old = best[without]
      const rest = best[withIt]
      const oldMinutes = old === undefined ? Number.POSITIVE_INFINITY : (linkMinutes[old] ?? 0)
      const newMinutes =
        rest === undefined ? Number.POSITIVE_INFINITY : (linkMinutes[rest] ?? 0) + candidate.minutes
      const oldWorth = old === undefined ? 0 : (linkWorth[old] ?? 0)
      const newWorth = rest === undefined ? 0 : (linkWorth[rest] ?? 0) + candidate.worth
      if (rest !== undefined && newMinutes > room) {
        withIt = best.length
        continue
      }
      // Equal in both: the set that holds this candidate is the smaller list, because all others come after it.
      const takeNew = newMinutes < oldMinutes || (newMinutes === oldMinutes && newWorth >= oldWorth)
      if (takeNew && rest !== undefined) {
        withIt++
        if (newWorth <= worthSoFar) continue
        worthSoFar = newWorth
        merged.push(linkMinutes.length)
        linkMinutes.push(newMinutes)
        linkWorth.push(newWorth)
        linkIndex.push(index)
        linkRest.push(rest)
      } else if (old !== undefined) {
        without++
        if (oldWorth <= worthSoFar) continue
        worthSoFar = oldWorth
        merged.push(old)
      }
    }
    best = merged
  }

  const chosen: number[] = []
  for (let link = best.at(-1) ?? 0; link > 0; link = linkRest[link] ?? 0) chosen.push(linkIndex[link] ?? 0)
  return chosen
}
