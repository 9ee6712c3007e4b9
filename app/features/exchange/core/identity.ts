import { codingsOf } from './codes.ts'
import { readDate } from './dates.ts'
import type { Identifier, ReadContext } from './facts.ts'
import { field, list, text } from './json.ts'
import { isAhead } from './record.ts'
import { identifierKey, referenceKey } from './references.ts'

/** The numbers a record is known by, social security numbers left out. */
export function identifiersOf(json: unknown): Identifier[] {
  return list(field(json, 'identifier'))
    .slice(0, mostNumbers)
    .flatMap((value) => identifierOf(value) ?? [])
}

/** The name of a person as it would be written, or undefined when the record has none. */
export function writtenName(json: unknown, context: ReadContext): string | undefined {
  const [name] = namesOf(json, context)
  return name && text([...name.prefix, name.written].join(' '))
}

/** Every key a reference may call a record by. */
export function aliasesOf(
  type: string,
  id: string,
  fullUrl: string | undefined,
  identifiers: readonly Identifier[] = [],
): string[] {
  const fromUrl = referenceKey(fullUrl)
  const searches = identifiers.map(({ system, value }) => identifierKey(type, system, value))
  const all = [`${type}/${id}`, `urn:uuid:${id.toLowerCase()}`, ...(fromUrl ? [fromUrl] : []), ...searches]
  return [...new Set(all)]
}

// More than anybody has, and little enough to be searched for.
const mostNames = 10
const mostNumbers = 20
const longestName = 200

// A name of today goes before one that has ended; among those, the official before the usual before the unmarked.
const uses = ['official', 'usual', undefined]

/** The names of a person: the one of today first, former and other ones after it. */
export function namesOf(json: unknown, context: ReadContext) {
  return list(field(json, 'name'))
    .slice(0, mostNames)
    .map((value) => nameOf(value, context))
    .filter((name) => name.written !== '')
    .sort((a, b) => a.rank - b.rank)
}

function nameOf(value: unknown, context: ReadContext) {
  const use = text(field(value, 'use'))
  const end = readDate(field(field(value, 'period'), 'end'), context.zone)?.on
  const ended = (end !== undefined && !isAhead(end, context)) || use === 'old'
  const prefix = list(field(value, 'prefix')).flatMap((one) => text(one) ?? [])
  const given = list(field(value, 'given'))
    .slice(0, mostNames)
    .flatMap((one) => text(one)?.slice(0, longestName) ?? [])
  // A text since STU3, a list of them before.
  const own = text(
    list(field(value, 'family'))
      .flatMap((one) => text(one) ?? [])
      .join(' ')
      .slice(0, longestName),
  )
  // A name given only as one text is shown where the family name stands: nothing tells its parts apart.
  const family = own ?? (given.length === 0 ? text(field(value, 'text')) : undefined)
  const rank = (ended ? 10 : 0) + (uses.includes(use) ? uses.indexOf(use) : uses.length)
  return { family, given, prefix, rank, written: [...given, family ?? ''].join(' ').trim() }
}

const v2Types = ['http://terminology.hl7.org/CodeSystem/v2-0203', 'http://hl7.org/fhir/v2/0203']

function identifierOf(json: unknown): Identifier | undefined {
  const [value, system] = [text(field(json, 'value')), text(field(json, 'system'))]
  const type = codingsOf(field(json, 'type')).find((coding) => v2Types.includes(coding.system ?? ''))?.code
  // A huddle needs no social security number, and what is not kept cannot leak.
  if (!value || type === 'SS' || system === 'http://hl7.org/fhir/sid/us-ssn') return undefined
  return { ...(system && { system }), value, ...(type && { type }) }
}
