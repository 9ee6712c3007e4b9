import { field, list, text } from './json.ts'

/** One record on its way to `readResource`. */
export interface Entry {
  readonly resource: unknown
  readonly fullUrl?: string
}

/** Bundles within bundles are followed this far; a bundle that holds itself ends here. */
const deepest = 4

/**
 * The records of a parsed JSON value: those of a Bundle of any type, of a list, or the one record it is.
 *
 * Entries without a record (deletions, bare answers of a server) are left out; of a searchset the outcome too.
 */
export function* splitBundle(value: unknown, depth = 0): Generator<Entry> {
  if (Array.isArray(value)) {
    for (const one of value) yield* splitBundle(one, depth)
    return
  }
  if (field(value, 'resourceType') !== 'Bundle') {
    yield { resource: value }
    return
  }
  const entries = field(value, 'entry')
  for (const entry of Array.isArray(entries) ? entries : list(entries)) {
    const resource = field(entry, 'resource')
    if (resource === undefined || resource === null) continue
    const fullUrl = text(field(entry, 'fullUrl'))
    if (field(resource, 'resourceType') !== 'Bundle') yield { resource, ...(fullUrl && { fullUrl }) }
    else if (depth < deepest) yield* splitBundle(resource, depth + 1)
  }
}

/** A line of an NDJSON file: a record, or one that cannot be parsed. `line` counts from 1. */
export type NdjsonLine =
  | { readonly line: number; readonly ok: true; readonly resource: unknown }
  | { readonly line: number; readonly ok: false }

/** The lines of an NDJSON file, parsed one by one as they are asked for. Blank lines are left out but counted. */
export function* splitNdjson(lines: Iterable<string>): Generator<NdjsonLine> {
  let line = 0
  for (const raw of lines) {
    line += 1
    // The mark at the head of some files, which JSON does not know, counts as blank for trim.
    const trimmed = raw.trim()
    if (trimmed !== '') yield parsed(trimmed, line)
  }
}

function parsed(raw: string, line: number): NdjsonLine {
  try {
    const resource: unknown = JSON.parse(raw)
    return { line, ok: true, resource }
  } catch {
    return { line, ok: false }
  }
}
