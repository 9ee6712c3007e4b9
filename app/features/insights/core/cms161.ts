import { field, list, text } from '#app/features/exchange/core/json.ts'
import { hasType } from './clinical-facts.ts'
import { ageAt, compare, dateOf, plusDays } from './moments.ts'
import type { Group } from './populations.ts'
import type { Records } from './records.ts'
import { isIn, isWithin, periodOf, type Span, whenOf } from './spans.ts'
import { suicideRiskSets as sets } from './suicide-risk-sets.ts'
import { type Code, isCode } from './value-set.ts'

const riskAssessment: Code = { of: 'snomed', code: '225337009' }

/**
 * CMS161, Adult Major Depressive Disorder: Suicide Risk Assessment, for one patient and a measurement period, as the library
 * AdultMajorDepressiveDisorderMDDSuicideRiskAssessmentFHIR 0.0.004 defines it for 2024; headings below are its definitions.
 *
 * It counts visits, not patients: those at which a major depression is new or has come back, of somebody who was 17 or
 * older when the period began, and how many of them had a suicide risk assessment while they lasted.
 */
export function cms161(records: Records, period: Span): Group[] {
  const year = new Date(period.low?.first ?? 0).getUTCFullYear()
  const old = period.low && records.birth && ageAt(records.birth, dateOf(period.low)).least >= 17
  const visits = old ? newVisitsOf(records, period, year) : []
  const assessed = records
    .of('Procedure')
    .filter((one) => isCode(field(one, 'code'), riskAssessment) && text(field(one, 'status')) === 'completed')
    .flatMap((one) => whenOf(one, 'performed', records.birth) ?? [])
  return [
    {
      populations: {
        'initial-population': visits.length,
        denominator: visits.length,
        numerator: visits.filter((visit) => assessed.some((when) => isWithin(when, visit) === true)).length,
      },
    },
  ]
}

// "New or Recurrent Major Depressive Disorder Encounter": in the period, and none other ended in the 104 days before.
function newVisitsOf(records: Records, period: Span, year: number): Span[] {
  const visits = visitsOf(records, year)
  return visits.filter(
    (visit) =>
      isWithin(visit, period) === true &&
      !visits.some((other) => other !== visit && endsShortlyBefore(other, visit)),
  )
}

function endsShortlyBefore(other: Span, visit: Span): boolean {
  if (!other.high || !visit.low) return false
  const before = compare(other.high, visit.low, 'day')
  const inTime = isIn(other.high, { low: plusDays(visit.low, -104), high: visit.low }, 'day')
  return inTime === true && before !== undefined && before < 0
}

// "Major Depressive Disorder Encounter": finished, ambulatory, and for the disorder by its reason or its diagnosis.
function visitsOf(records: Records, year: number): Span[] {
  const kinds = [
    sets.diagnosticEvaluation,
    sets.emergencyVisit,
    sets.officeVisit,
    sets.consultation,
    sets.psychotherapy,
    sets.psychoanalysis,
    sets.telehealth,
  ]
  const isForIt = (one: unknown) =>
    list(field(one, 'reasonCode')).some((reason) => sets.majorDepressionActive.has(reason, year)) ||
    diagnosesOf(records, one).some((diagnosis) =>
      sets.majorDepressionActive.has(field(diagnosis, 'code'), year),
    )
  return onceEach(records.of('Encounter'))
    .filter((one) => text(field(one, 'status')) === 'finished' && isAmbulatory(one))
    .filter((one) => kinds.some((set) => hasType(one, set, year)))
    .filter(isForIt)
    .flatMap((one) => periodOf(field(one, 'period')) ?? [])
}

function isAmbulatory(encounter: unknown): boolean {
  const kind = field(encounter, 'class')
  return (
    text(field(kind, 'code')) === 'AMB' &&
    text(field(kind, 'system')) === 'http://terminology.hl7.org/CodeSystem/v3-ActCode'
  )
}

// The conditions an encounter names as its diagnoses, by the tail of the reference.
function diagnosesOf(records: Records, encounter: unknown): unknown[] {
  const ids = list(field(encounter, 'diagnosis')).map((diagnosis) =>
    text(field(field(diagnosis, 'condition'), 'reference'))
      ?.split('/')
      .at(-1),
  )
  return records.of('Condition').filter((one) => ids.includes(text(field(one, 'id')) ?? ''))
}

// An encounter that is in the records twice is one encounter.
function onceEach(encounters: readonly unknown[]): unknown[] {
  return [...new Map(encounters.map((one, index) => [text(field(one, 'id')) ?? index, one])).values()]
}
