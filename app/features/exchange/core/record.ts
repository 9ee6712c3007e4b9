import { codingsOf } from './codes.ts'
import { type FhirDate, readDate } from './dates.ts'
import type { Fact, Label, ReadContext, RecordKey, SkipReason } from './facts.ts'
import { at, field, list, text } from './json.ts'
import { mayBePatient, referenceKey } from './references.ts'

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

/** When the source last changed the record: an instant in UTC, or undefined when it does not say. */
export function lastUpdatedOf(json: unknown, zone: string): string | undefined {
  return readDate(at(json, 'meta', 'lastUpdated'), zone)?.at
}

/** Whether its source takes the record back. */
export function isInError(json: unknown): boolean {
  const verification = codingsOf(field(json, 'verificationStatus')).map(({ code }) => code)
  return [text(field(json, 'status')), ...verification].includes('entered-in-error')
}

/** The key of the patient a record is about, or undefined when it is about no person. */
export function patientOf(json: unknown): string | undefined {
  const key = referenceKey(field(json, 'subject')) ?? referenceKey(field(json, 'patient'))
  return key && mayBePatient(key) ? key : undefined
}

/** The day and, where known, the instant of a date, as facts hold them. */
export function dayAndInstant(date: FhirDate): { readonly on: string; readonly at?: string } {
  return { on: date.on, ...(date.at && { at: date.at }) }
}
