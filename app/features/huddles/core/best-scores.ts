/** Remembers the best scores seen, to tell early what cannot be among them. */
export interface BestScores {
  /** The score that must be reached to be among the best; minus infinity as long as there are too few. */
  readonly bar: () => number
  readonly add: (score: number) => void
}

/** Keeps the best `limit` scores. With a limit of 0 no score is good enough. */
export function bestScores(limit: number): BestScores {
  const best: number[] = []
  const bar = () =>
    best.length < limit ? Number.NEGATIVE_INFINITY : (best.at(-1) ?? Number.POSITIVE_INFINITY)
  return {
    bar,
    add(score) {
      if (score <= bar()) return
      let low = 0
      let high = best.length
      while (low < high) {
        const middle = (low + high) >> 1
        if ((best[middle] ?? 0) >= score) low = middle + 1
        else high = middle
      }
      best.splice(low, 0, score)
      if (best.length > limit) best.pop()
    },
  }
}
