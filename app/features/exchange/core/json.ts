/** A field of a JSON object: undefined when the value is no object, has no such field of its own, or is a list. */
export function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
}

/** The value at the end of a path of fields, or undefined as soon as one is missing. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce(field, value)
}

/** No list of a record is read further than this: more is a mistake, and must not take our memory. */
const longestList = 2000

/** The entries of a list. FHIR knows no single value in place of a list, but files do: it counts as a list of one. */
export function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value.slice(0, longestList) : [value]
}

/** No text is read further than this many characters. */
const longestText = 2000

/**
 * A text that says something: trimmed, cut at 2,000 characters. Anything but a text with content is undefined,
 * numbers too. The null character is dropped, since the database cannot hold it.
 */
export function text(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const said = value.slice(0, longestText).replaceAll('\0', '').trim()
  return said === '' ? undefined : said
}

/** A number that is one: not NaN, not infinite, not a text. */
export function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** The same, also of a text that is nothing but a short number, as some programs write every number: `12`, `12.0`. */
export function looseNumber(value: unknown): number | undefined {
  const said = text(value)
  return said && /^\d{1,4}(\.\d{1,3})?$/.test(said) ? Number(said) : number(value)
}

/** The first of the values that is one. */
export function first<Value>(values: Iterable<Value | undefined>): Value | undefined {
  for (const value of values) if (value !== undefined) return value
  return undefined
}
