import { at, field, list, text } from '#app/features/exchange/core/json.ts'
import { endOfLifeSets as sets } from './end-of-life-sets.ts'
import { readMoment } from './moments.ts'
import type { Records } from './records.ts'
import { isIn, overlaps, periodOf, prevalenceOf, type Span, whenOf } from './spans.ts'
import { type Code, isCode, type SetOfYears } from './value-set.ts'

const standing = ['final', 'amended', 'corrected']
const ordered = ['order', 'original-order', 'reflex-order', 'filler-order', 'instance-order']

const homeHospice: Code = { of: 'snomed', code: '428361000124107' }
const facilityHospice: Code = { of: 'snomed', code: '428371000124100' }
const yes: Code = { of: 'snomed', code: '373066001' }
const hospiceAssessment: Code = { of: 'loinc', code: '45755-6' }
const facitPal: Code = { of: 'loinc', code: '71007-9' }

/** Whether an encounter is of one of the kinds in a value set. */
export function hasType(encounter: unknown, set: SetOfYears, year: number): boolean {
  return list(field(encounter, 'type')).some((type) => set.has(type, year))
}

/** QICoreCommon's isActive: active, come back or relapsed. */
function isActive(condition: unknown): boolean {
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

const statusSystems = {
  clinicalStatus: 'http://terminology.hl7.org/CodeSystem/condition-clinical',
  verificationStatus: 'http://terminology.hl7.org/CodeSystem/condition-ver-status',
} as const

function hasStatus(condition: unknown, name: keyof typeof statusSystems, status: string): boolean {
  return list(at(condition, name, 'coding')).some(
    (coding) => field(coding, 'system') === statusSystems[name] && field(coding, 'code') === status,
  )
}

/**
 * "Has Hospice Services in the Measure Assessment Period" of CMS159: discharged into hospice, met by hospice, assessed as
 * in hospice, hospice ordered or given, or a diagnosis that says so, in days of the watched span.
 */
export function takesPartInHospice(records: Records, watched: Span, year: number): boolean {
  const { birth } = records
  return (
    records.of('Encounter').some((one) => {
      const period = periodOf(field(one, 'period'))
      const left = at(one, 'hospitalization', 'dischargeDisposition')
      return (
        hasType(one, sets.inpatient, year) &&
        statusOf(one) === 'finished' &&
        (isCode(left, homeHospice) || isCode(left, facilityHospice)) &&
        isIn(period?.high, watched, 'day') === true
      )
    }) ||
    records.of('Encounter').some((one) => {
      const period = periodOf(field(one, 'period'))
      return (
        hasType(one, sets.hospiceEncounter, year) &&
        isNot(one, ['cancelled', 'entered-in-error', 'unknown']) &&
        touches(period, watched, 'day')
      )
    }) ||
    records
      .of('Observation')
      .some(
        (one) =>
          isCode(field(one, 'code'), hospiceAssessment) &&
          isCode(field(one, 'valueCodeableConcept'), yes) &&
          standing.includes(statusOf(one)) &&
          touches(whenOf(one, 'effective', birth), watched, 'day'),
      ) ||
    records.of('ServiceRequest').some(
      (one) =>
        sets.hospiceCare.has(field(one, 'code'), year) &&
        ['active', 'completed'].includes(statusOf(one)) &&
        ordered.includes(text(field(one, 'intent')) ?? '') &&
        // What is not to be done is a profile of its own in QI-Core, and no order.
        field(one, 'doNotPerform') !== true &&
        isIn(readMoment(field(one, 'authoredOn')), watched, 'day') === true,
    ) ||
    records
      .of('Procedure')
      .some(
        (one) =>
          sets.hospiceCare.has(field(one, 'code'), year) &&
          isNot(one, ['not-done', 'entered-in-error', 'unknown']) &&
          touches(whenOf(one, 'performed', birth), watched, 'day'),
      ) ||
    records
      .of('Condition')
      .some(
        (one) =>
          sets.hospiceDiagnosis.has(field(one, 'code'), year) &&
          isDiagnosed(one, year) &&
          touches(prevalenceOf(one, true, birth), watched, 'day'),
      )
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

function touches(span: Span | undefined, watched: Span, precision: 'day' | 'exact'): boolean {
  return span !== undefined && overlaps(span, watched, precision) === true
}

function statusOf(record: unknown): string {
  return text(field(record, 'status')) ?? ''
}

// A record without a status is not known to be other than these either.
function isNot(record: unknown, statuses: readonly string[]): boolean {
  const status = statusOf(record)
  return status !== '' && !statuses.includes(status)
}
