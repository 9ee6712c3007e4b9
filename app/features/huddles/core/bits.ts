/** A set of small whole numbers, 32 to a word. */
export type Bits = Uint32Array

/** An empty set that numbers below `count` fit into. */
export function noBits(count: number): Bits {
  return new Uint32Array(Math.max(1, Math.ceil(count / 32)))
}

/** Puts a number in when it is not there, and takes it out when it is. */
export function flip(bits: Bits, index: number): void {
  bits[index >>> 5] = (bits[index >>> 5] ?? 0) ^ (1 << (index & 31))
}

/** Whether a number is in the set. */
export function has(bits: Bits, index: number): boolean {
  return (((bits[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1
}

/** Whether two sets of one size hold the same. */
export function sameBits(a: Bits, b: Bits): boolean {
  for (let word = 0; word < a.length; word++) if (a[word] !== b[word]) return false
  return true
}

/** A key for a map: equal for equal sets of one size. */
export function keyOf(bits: Bits): number | string {
  return bits.length === 1 ? (bits[0] ?? 0) : bits.join()
}
