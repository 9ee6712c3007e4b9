import { field, list, text } from './json.ts'
import { resourceTypes } from './resource-types.ts'
import type { Skip } from './skips.ts'

/** One record on its way to `readResource`. */
export interface Entry {
  readonly resource: unknown
  readonly fullUrl?: string
}

/** An entry that tells of a deletion: which record is gone, and since when, where it says so. */
export interface Deletion {
  readonly deleted: Pick<Skip, 'type' | 'id' | 'lastUpdated'>
}

/** Bundles within bundles, and lists within lists, are followed this far; one that holds itself ends here. */
const deepest = 4

/** The records of a parsed JSON value: those of a Bundle of any type, of a list, or the one record it is. */
export function* openBundle(value: unknown, depth = 0): Generator<Entry | Deletion> {
  if (Array.isArray(value)) {
    if (depth < deepest) for (const one of value) yield* openBundle(one, depth + 1)
    return
  }
  if (field(value, 'resourceType') !== 'Bundle') {
    yield { resource: value }
    return
  }
  const entries = field(value, 'entry')
  for (const entry of Array.isArray(entries) ? entries : list(entries)) yield* openEntry(entry, depth)
}

/**
 * What one entry of a Bundle holds: its record, or the deletion it tells of. Nothing for a bare answer of a server, and nothing for a
 * Bundle too deep within others.
 */
export function* openEntry(entry: unknown, depth = 0): Generator<Entry | Deletion> {
  const resource = field(entry, 'resource')
  const method = text(field(field(entry, 'request'), 'method'))
  if (method === 'DELETE') {
    const address = text(field(field(entry, 'request'), 'url')) ?? text(field(entry, 'fullUrl')) ?? ''
    const [, type, id] =
      /(?:^|\/)([A-Z][A-Za-z]+)\/([A-Za-z0-9._~:|-]{1,128})(?:\/_history\/[^/]+)?$/.exec(address) ?? []
    const lastUpdated = text(field(field(entry, 'response'), 'lastModified'))
    if (type && id && resourceTypes.has(type))
      yield { deleted: { type, id, ...(lastUpdated && { lastUpdated }) } }
    return
  }
  if (resource === undefined || resource === null) return
  const fullUrl = text(field(entry, 'fullUrl'))
  if (field(resource, 'resourceType') !== 'Bundle') yield { resource, ...(fullUrl && { fullUrl }) }
  else if (depth < deepest) yield* openBundle(resource, depth + 1)
}

/** The records of a parsed JSON value, and nothing of what it says was deleted. */
export function* splitBundle(value: unknown): Generator<Entry> {
  for (const one of openBundle(value)) if ('resource' in one) yield one
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
