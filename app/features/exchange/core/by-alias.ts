/** Of all that have a name, by name: one that two share leads to neither. */
export function byAlias<Named extends { readonly aliases: readonly string[] }>(
  all: readonly Named[],
): Map<string, Named> {
  const found = new Map<string, Named>()
  const shared = new Set<string>()
  for (const one of all) {
    for (const alias of one.aliases) {
      if (found.has(alias) && found.get(alias) !== one) shared.add(alias)
      else found.set(alias, one)
    }
  }
  for (const alias of shared) found.delete(alias)
  return found
}
