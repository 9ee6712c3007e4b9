import { at, field, list, text } from '#app/features/exchange/core/json.ts'
import { hasType, isActive, isDiagnosed, isNot, standing, statusOf, touches } from './clinical-facts.ts'
import { endOfLifeSets as sets } from './end-of-life-sets.ts'
import { readMoment } from './moments.ts'
import type { Records } from './records.ts'
import { isIn, periodOf, prevalenceOf, type Span, whenOf } from './spans.ts'
import { type Code, isCode } from './value-set.ts'

const homeHospice: Code = { of: 'snomed', code: '428361000124107' }
const facilityHospice: Code = { of: 'snomed', code: '428371000124100' }
const yes: Code = { of: 'snomed', code: '373066001' }
const hospiceAssessment: Code = { of: 'loinc', code: '45755-6' }

/** What counts: the two definitions of hospice differ in nothing but this. */
interface Reading {
  left(encounter: unknown): boolean
  met(encounter: unknown): boolean
  assessed(observation: unknown): boolean
  readonly intents: readonly string[]
  given(procedure: unknown): boolean
  diagnosed(condition: unknown): boolean
}

/**
 * "Has Hospice Services in the Measure Assessment Period" of CMS159: discharged into hospice, met by hospice, assessed as
 * in hospice, hospice ordered or given, or a diagnosis that says so, in days of the watched span.
 */
export function takesPartInHospice(records: Records, watched: Span, year: number): boolean {
  return isSeen(records, watched, year, {
    left: (one) => statusOf(one) === 'finished',
    met: (one) => isNot(one, ['cancelled', 'entered-in-error', 'unknown']),
    assessed: () => true,
    intents: ['order', 'original-order', 'reflex-order', 'filler-order', 'instance-order'],
    given: (one) => isNot(one, ['not-done', 'entered-in-error', 'unknown']),
    diagnosed: (one) => isDiagnosed(one, year),
  })
}

/** "Has Hospice Services" of the library Hospice 6.9.000, which other measures share, in days of the measurement period. */
export function isInHospice(records: Records, period: Span, year: number): boolean {
  const performed = ['finished', 'arrived', 'triaged', 'in-progress', 'onleave']
  return isSeen(records, period, year, {
    left: (one) => performed.includes(statusOf(one)),
    met: (one) => performed.includes(statusOf(one)),
    assessed: isSurvey,
    intents: ['order'],
    given: (one) => statusOf(one) === 'completed',
    diagnosed: () => true,
  })
}

function isSeen(records: Records, watched: Span, year: number, reading: Reading): boolean {
  const { birth } = records
  return (
    records.of('Encounter').some((one) => {
      const to = at(one, 'hospitalization', 'dischargeDisposition')
      return (
        hasType(one, sets.inpatient, year) &&
        reading.left(one) &&
        (isCode(to, homeHospice) || isCode(to, facilityHospice)) &&
        isIn(periodOf(field(one, 'period'))?.high, watched, 'day') === true
      )
    }) ||
    records
      .of('Encounter')
      .some(
        (one) =>
          hasType(one, sets.hospiceEncounter, year) &&
          reading.met(one) &&
          touches(periodOf(field(one, 'period')), watched, 'day'),
      ) ||
    records
      .of('Observation')
      .some(
        (one) =>
          isCode(field(one, 'code'), hospiceAssessment) &&
          isCode(field(one, 'valueCodeableConcept'), yes) &&
          standing.includes(statusOf(one)) &&
          reading.assessed(one) &&
          touches(whenOf(one, 'effective', birth), watched, 'day'),
      ) ||
    records.of('ServiceRequest').some(
      (one) =>
        sets.hospiceCare.has(field(one, 'code'), year) &&
        ['active', 'completed'].includes(statusOf(one)) &&
        reading.intents.includes(text(field(one, 'intent')) ?? '') &&
        // What is not to be done is a profile of its own in QI-Core, and no order.
        field(one, 'doNotPerform') !== true &&
        isIn(readMoment(field(one, 'authoredOn')), watched, 'day') === true,
    ) ||
    records
      .of('Procedure')
      .some(
        (one) =>
          sets.hospiceCare.has(field(one, 'code'), year) &&
          reading.given(one) &&
          touches(whenOf(one, 'performed', birth), watched, 'day'),
      ) ||
    records
      .of('Condition')
      .some(
        (one) =>
          sets.hospiceDiagnosis.has(field(one, 'code'), year) &&
          reading.diagnosed(one) &&
          touches(prevalenceOf(one, isActive(one), birth), watched, 'day'),
      )
  )
}

function isSurvey(observation: unknown): boolean {
  return list(field(observation, 'category')).some((category) =>
    list(field(category, 'coding')).some(
      (coding) =>
        field(coding, 'code') === 'survey' &&
        field(coding, 'system') === 'http://terminology.hl7.org/CodeSystem/observation-category',
    ),
  )
}
