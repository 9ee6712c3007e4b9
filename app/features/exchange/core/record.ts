import { codingsOf } from './codes.ts'
import { type FhirDate, readDate } from './dates.ts'
import type { Label, RecordKey } from './fact-base.ts'
import type { Fact, ReadContext } from './facts.ts'
import { at, field, list, text } from './json.ts'
import { identifierKey, mayBePatient, referenceKey } from './references.ts'
import type { SkipReason } from './skips.ts'

/** A record whose type, id and labels are known, on its way to the reader of its type. */
export interface FhirRecord {
  readonly json: unknown
  readonly key: RecordKey
  readonly context: ReadContext
  /** What every fact of this record begins with. */
  readonly head: { readonly key: RecordKey; readonly lastUpdated?: string; readonly labels: readonly Label[] }
}

/** What a reader of one type answers: facts, or the name of the reason why there are none. */
export type Reading = Fact[] | SkipReason

const idPattern = /^[A-Za-z0-9._~:|-]{1,128}$/

/** The resource type, or undefined when the value cannot be a FHIR resource. */
export function typeOf(json: unknown): string | undefined {
  const type = text(field(json, 'resourceType'))
  return type && /^[A-Z][A-Za-z]{1,60}$/.test(type) ? type : undefined
}

/**
 * The record's id: its own, else that of its address in the Bundle, which is all that records to be created have.
 *
 * Wider than FHIR's own 64 letters, digits, dots and hyphens, since files are.
 */
export function idOf(json: unknown, fullUrl: string | undefined): string | undefined {
  const own = text(field(json, 'id'))
  if (own && idPattern.test(own)) return own
  const fromUrl = referenceKey(fullUrl)?.replace(/^(urn:uuid:|urn:oid:|[A-Za-z]+\/)/, '')
  return fromUrl && idPattern.test(fromUrl) ? fromUrl : undefined
}

const labelsByCode: Readonly<Record<string, Label | 'psythpn'>> = {
  '42CFRPart2': 'part2',
  ETH: 'eth',
  SUD: 'sud',
  PSY: 'psy',
  HIV: 'hiv',
  PSYTHPN: 'psythpn',
}

/** The label a security code stands for, as items carry it; psychotherapy notes included. */
export function labelOfCode(code: string): string | undefined {
  const label = Object.hasOwn(labelsByCode, code) ? labelsByCode[code] : undefined
  return label === 'psythpn' ? 'psychotherapy' : label
}

const actCode = [
  'http://terminology.hl7.org/CodeSystem/v3-ActCode',
  'http://hl7.org/fhir/v3/ActCode',
  'urn:oid:2.16.840.1.113883.5.4',
]

/**
 * The security labels of a record (`meta.security`), sorted. A label without a system is believed: to protect what
 * need not be is the smaller mistake.
 */
export function labelsOf(json: unknown): (Label | 'psythpn')[] {
  const labels = list(at(json, 'meta', 'security'))
    .flatMap((coding) => codingsOf({ coding: [coding] }))
    .filter(({ system }) => !system || actCode.includes(system.replace(/\/$/, '')))
    .flatMap(({ code }) => (Object.hasOwn(labelsByCode, code) ? [labelsByCode[code] ?? []].flat() : []))
  return [...new Set(labels)].sort()
}

/**
 * When the source last changed the record: an instant in UTC, or undefined when it does not say. A change that is yet
 * to come counts as not said, or it would stand against every real one.
 */
export function lastUpdatedOf(json: unknown, context: ReadContext): string | undefined {
  const date = readDate(at(json, 'meta', 'lastUpdated'), context.zone)
  return date && !isAhead(date.on, context) ? date.at : undefined
}

/** Whether its source takes the record back. */
export function isInError(json: unknown): boolean {
  const verification = codingsOf(field(json, 'verificationStatus')).map(({ code }) => code)
  const statuses = [field(json, 'status'), field(json, 'lifecycleStatus')].map(text)
  return [...statuses, ...verification].includes('entered-in-error')
}

/**
 * The key of the patient a record is about, or undefined when it is about no person. A patient contained in the record
 * itself is known by the first number they have there.
 */
export function patientOf(json: unknown): string | undefined {
  const key = referenceKey(field(json, 'subject')) ?? referenceKey(field(json, 'patient'))
  if (!key || !mayBePatient(key)) return undefined
  if (!key.startsWith('#')) return key
  const identifier = list(field(containedOf(json, key), 'identifier'))[0]
  const value = text(field(identifier, 'value'))
  return value ? identifierKey('Patient', text(field(identifier, 'system')), value) : key
}

/** The record that a key such as `#x` means, contained in the one it stands in. */
export function containedOf(json: unknown, key: string): unknown {
  return list(field(json, 'contained')).find((one) => text(field(one, 'id')) === key.slice(1))
}

/** Whether a day lies in the future of whoever imports. */
export function isAhead(on: string, { today }: Pick<ReadContext, 'today'>): boolean {
  return today !== undefined && on > today
}

/** The day and, where known, the instant of a date, as facts hold them. */
export function dayAndInstant(date: FhirDate): { readonly on: string; readonly at?: string } {
  return { on: date.on, ...(date.at && { at: date.at }) }
}
