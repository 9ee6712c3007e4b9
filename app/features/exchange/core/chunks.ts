/** A list in pieces of at most `size`. */
export function chunksOf<One>(all: readonly One[], size: number): One[][] {
  const chunks: One[][] = []
  for (let from = 0; from < all.length; from += size) chunks.push(all.slice(from, from + size))
  return chunks
}
