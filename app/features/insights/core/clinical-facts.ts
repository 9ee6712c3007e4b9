import { at, field, list, text } from '#app/features/exchange/core/json.ts'
import { endOfLifeSets as sets } from './end-of-life-sets.ts'
import type { Records } from './records.ts'
import { overlaps, periodOf, prevalenceOf, type Span, whenOf } from './spans.ts'
import { type Code, isCode, type SetOfYears } from './value-set.ts'

/** The statuses of an observation that stands. */
export const standing = ['final', 'amended', 'corrected']

const facitPal: Code = { of: 'loinc', code: '71007-9' }

/** Whether an encounter is of one of the kinds in a value set. */
export function hasType(encounter: unknown, set: SetOfYears, year: number): boolean {
  return list(field(encounter, 'type')).some((type) => set.has(type, year))
}

/** QICoreCommon's isActive: active, come back or relapsed. */
export function isActive(condition: unknown): boolean {
  return ['active', 'recurrence', 'relapse'].some((status) => hasStatus(condition, 'clinicalStatus', status))
}

/**
 * Whether a condition counts as a diagnosis: active, and until the version for 2025 not called unconfirmed, refuted or
 * an error (saying nothing is enough), from then on called confirmed.
 */
export function isDiagnosed(condition: unknown, year: number): boolean {
  if (!isActive(condition)) return false
  if (year >= 2025) return hasStatus(condition, 'verificationStatus', 'confirmed')
  return !['unconfirmed', 'refuted', 'entered-in-error'].some((status) =>
    hasStatus(condition, 'verificationStatus', status),
  )
}

const categorySystems = {
  'problem-list-item': 'http://terminology.hl7.org/CodeSystem/condition-category',
  'health-concern': 'http://hl7.org/fhir/us/core/CodeSystem/condition-category',
} as const

/** QICoreCommon's isProblemListItem and isHealthConcern. */
export function isOfCategory(condition: unknown, category: keyof typeof categorySystems): boolean {
  return list(field(condition, 'category')).some((one) =>
    list(field(one, 'coding')).some(
      (coding) => field(coding, 'system') === categorySystems[category] && field(coding, 'code') === category,
    ),
  )
}

const statusSystems = {
  clinicalStatus: 'http://terminology.hl7.org/CodeSystem/condition-clinical',
  verificationStatus: 'http://terminology.hl7.org/CodeSystem/condition-ver-status',
} as const

/** Whether one of a condition's two statuses is this one. */
export function hasStatus(condition: unknown, name: keyof typeof statusSystems, status: string): boolean {
  return list(at(condition, name, 'coding')).some(
    (coding) => field(coding, 'system') === statusSystems[name] && field(coding, 'code') === status,
  )
}

/**
 * "Has Palliative Care in the Measure Assessment Period" of CMS159: assessed with the FACIT-Pal, a diagnosis, an
 * encounter or a procedure. By the clock until 2025, by days from 2026.
 */
export function takesPartInPalliativeCare(records: Records, watched: Span, year: number): boolean {
  const { birth } = records
  const precision = year >= 2026 ? 'day' : 'exact'
  return (
    records
      .of('Observation')
      .some(
        (one) =>
          isCode(field(one, 'code'), facitPal) &&
          standing.includes(statusOf(one)) &&
          touches(whenOf(one, 'effective', birth), watched, precision),
      ) ||
    records
      .of('Condition')
      .some(
        (one) =>
          sets.palliativeDiagnosis.has(field(one, 'code'), year) &&
          isDiagnosed(one, year) &&
          touches(prevalenceOf(one, true, birth), watched, precision),
      ) ||
    records
      .of('Encounter')
      .some(
        (one) =>
          hasType(one, sets.palliativeEncounter, year) &&
          statusOf(one) === 'finished' &&
          touches(periodOf(field(one, 'period')), watched, precision),
      ) ||
    records
      .of('Procedure')
      .some(
        (one) =>
          sets.palliativeIntervention.has(field(one, 'code'), year) &&
          isNot(one, ['not-done', 'entered-in-error', 'unknown']) &&
          touches(whenOf(one, 'performed', birth), watched, precision),
      )
  )
}

/** Whether a span is known, and has something in common with the watched one. */
export function touches(span: Span | undefined, watched: Span, precision: 'day' | 'exact'): boolean {
  return span !== undefined && overlaps(span, watched, precision) === true
}

/** A record's own status; empty where it has none. */
export function statusOf(record: unknown): string {
  return text(field(record, 'status')) ?? ''
}

/** Whether a record has a status, and one that is none of these. */
export function isNot(record: unknown, statuses: readonly string[]): boolean {
  const status = statusOf(record)
  return status !== '' && !statuses.includes(status)
}
