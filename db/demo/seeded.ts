/** Numbers that look like chance and are the same every time: the same word gives the same row of them. */
export interface Seeded {
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number
  /** One of the list, which must not be empty. */
  pick<One>(list: readonly One[]): One
}

/** A row of numbers that begins with `word`: each patient has a row of their own, so that adding one changes no other. */
export function seeded(word: string): Seeded {
  // FNV-1a for the word, mulberry32 for the row.
  let state = 0x811c9dc5
  for (const letter of word) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    whole,
    pick<One>(list: readonly One[]): One {
      const [first, ...others] = list
      if (first === undefined) throw new Error('There is nothing to pick from.')
      const at = whole(0, others.length)
      return at === 0 ? first : (others[at - 1] ?? first)
    },
  }
}
