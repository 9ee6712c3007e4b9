import { field, list, text } from './json.ts'

const typed = /(?:^|\/)([A-Z][A-Za-z]+)\/([A-Za-z0-9._~:|-]{1,128})(?:\/_history\/[^/]+)?$/

/**
 * What a reference points to, as a key that other records can be found by:
 *
 *     Patient/x              relative, and absolute addresses, whatever the server
 *     urn:uuid:x             in lower case
 *     Patient?identifier=s|v a search by identifier, also from a logical reference
 *     #x                     something contained in the same record
 *
 * A version at the end is left out. Undefined when it points nowhere we can follow.
 */
export function referenceKey(value: unknown): string | undefined {
  const reference = text(field(value, 'reference')) ?? text(value)
  if (!reference) return logicalKey(value)
  if (reference.startsWith('#')) return reference
  if (/^urn:(uuid|oid):/i.test(reference)) return reference.toLowerCase()
  const search = /^(?:.*\/)?([A-Z][A-Za-z]+)\?identifier=([^&]+)$/.exec(reference)
  if (search) return `${search[1]}?identifier=${decoded(search[2] ?? '')}`
  const [, type, id] = typed.exec(reference) ?? []
  return type && id ? `${type}/${id}` : undefined
}

/** Whether a key can be that of a patient. A bare `urn:` can be anything, so it can be a patient too. */
export function mayBePatient(key: string): boolean {
  return (
    key.startsWith('Patient/') || key.startsWith('Patient?') || key.startsWith('urn:') || key.startsWith('#')
  )
}

/** The key that a search by identifier makes. */
export function identifierKey(type: string, system: string | undefined, value: string): string {
  return `${type}?identifier=${system ? `${system}|` : ''}${value}`
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function logicalKey(value: unknown): string | undefined {
  const [identifier, type] = [list(field(value, 'identifier'))[0], text(field(value, 'type')) ?? 'Patient']
  const [system, number] = [text(field(identifier, 'system')), text(field(identifier, 'value'))]
  return number ? identifierKey(type, system, number) : undefined
}
