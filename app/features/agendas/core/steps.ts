/** A fixed number of steps that a search may take, in place of a time limit: the same request has the same answer. */
export interface Steps {
  /** Takes so many steps, or says that fewer are left. */
  readonly take: (count: number) => boolean
  /** Whether steps were asked for when too few were left. */
  readonly ranOut: () => boolean
}

/** A budget of so many steps; infinity for all it takes. */
export function stepsOf(budget: number): Steps {
  let left = budget
  return {
    take(count) {
      left -= count
      return left >= 0
    },
    ranOut: () => left < 0,
  }
}
