import { field, number, text } from '#app/features/exchange/core/json.ts'
import { hasType, isDiagnosed, takesPartInPalliativeCare } from './clinical-facts.ts'
import { depressionSets as sets } from './depression-sets.ts'
import { takesPartInHospice } from './hospice.ts'
import { ageAt, atOrBefore, dateOf, type Moment, plusDays, plusMonths, readMoment } from './moments.ts'
import { countsOf, type Group, noneOf } from './populations.ts'
import type { Records } from './records.ts'
import { isIn, isWithin, justBefore, overlaps, periodOf, prevalenceOf, type Span, whenOf } from './spans.ts'

/**
 * CMS159, Depression Remission at Twelve Months, for one patient and a measurement period, as the library
 * DepressionRemissionatTwelveMonthsFHIR defines it (versions 0.0.001 for 2024, 0.2.000 for 2025 and 0.3.000 for 2026;
 * headings below are its definitions). Someone of 12 or older with a PHQ-9 above 9 at a visit for depression is in
 * remission when the last PHQ-9 within 60 days of a year later is below 5.
 *
 * From the version for 2025 a diagnosis must be confirmed; from that for 2026 everything is compared by whole days.
 * A total counts when it is a whole number (valueInteger), as the definition has it: a quantity is not read. The strata
 * are by age at the index assessment.
 */
export function cms159(records: Records, period: Span): Group[] {
  const year = new Date(period.low?.first ?? 0).getUTCFullYear()
  const course = courseOf(records, period, year)
  const counts = countsOf({
    initial: course !== undefined && course.age.least >= 12,
    excluded: course !== undefined && isExcluded(records, course, year),
    numerator: course !== undefined && isInRemission(records, course.assessed, year),
  })
  const age = course && ageAt(records.birth ?? course.indexDay, course.indexDay)
  const stratum = (yes: boolean) => (yes ? counts : noneOf(counts))
  return [
    {
      populations: counts,
      strata: {
        '12-17': stratum(age !== undefined && age.least >= 12 && age.most <= 17),
        '18+': stratum(age !== undefined && age.least >= 18),
      },
    },
  ]
}

/** From the index assessment on. `assessed` is the Measure Assessment Period, in whole days of UTC. */
interface Course {
  readonly indexDay: Moment
  readonly age: { readonly least: number; readonly most: number }
  readonly assessed: Span
  /** From the start of the Denominator Identification Period to the end of the Measure Assessment Period. */
  readonly watched: Span
}

const standing = ['final', 'amended', 'corrected']

// "Index Depression Assessment", "Measure Assessment Period" and the age of "Initial Population".
function courseOf(records: Records, period: Span, year: number): Course | undefined {
  if (!period.low || !records.birth) return undefined
  // "Denominator Identification Period": from 14 months before the period's start up to 2 months before it.
  const identified = { low: plusMonths(period.low, -14), high: justBefore(plusMonths(period.low, -2)) }
  const visits = visitsOf(records, identified, year)
  const [index] = assessmentsOf(records, year)
    .filter(
      ({ total, when }) => total !== undefined && total > 9 && visits.some((visit) => isAround(when, visit)),
    )
    .map(({ when }) => when.low)
  if (!index) return undefined
  const indexDay = dateOf(index)
  const yearOn = plusMonths(indexDay, 12)
  const assessed = { low: plusDays(yearOn, -60), high: plusDays(yearOn, 60) }
  return {
    indexDay,
    age: ageAt(records.birth, index),
    assessed,
    watched: { low: identified.low, high: assessed.high },
  }
}

// "Depression Encounter": a finished visit that ends in the identification period, while a depression was there.
function visitsOf(records: Records, identified: Span, year: number): Span[] {
  const diagnoses = records
    .of('Condition')
    .filter(
      (one) =>
        sets.majorDepression.has(field(one, 'code'), year) || sets.dysthymia.has(field(one, 'code'), year),
    )
    .filter((one) => isDiagnosed(one, year))
    .map((one) => prevalenceOf(one, true, records.birth))
  const byDay = year >= 2026 ? 'day' : 'exact'
  return records
    .of('Encounter')
    .filter((one) => text(field(one, 'status')) === 'finished')
    .filter((one) => hasType(one, sets.contactOrOfficeVisit, year))
    .flatMap((one) => periodOf(field(one, 'period')) ?? [])
    .filter(
      (visit) => isIn(visit.high, identified, byDay) && diagnoses.some((there) => overlaps(visit, there)),
    )
}

/** A PHQ-9 that stands: its total where it is a whole number, and when it was taken. */
interface Assessment {
  readonly total: number | undefined
  readonly when: Span
}

// The assessments in order of their beginning; those of one moment stay in the order of the file.
function assessmentsOf(records: Records, year: number): Assessment[] {
  return records
    .of('Observation')
    .filter((one) => sets.phq9.has(field(one, 'code'), year))
    .filter((one) => standing.includes(text(field(one, 'status')) ?? ''))
    .flatMap((one) => {
      const when = whenOf(one, 'effective', records.birth)
      const total = number(field(one, 'valueInteger'))
      return when?.low ? [{ total, when }] : []
    })
    .sort((a, b) => (a.when.low?.first ?? 0) - (b.when.low?.first ?? 0))
}

// Taken in the 7 days before a visit or until its end, by days.
function isAround(when: Span, visit: Span): boolean {
  const low = visit.low && dateOf(plusDays(visit.low, -7))
  return isWithin(when, { low, high: visit.high }, 'day') === true
}

// "Numerator": the last total of the assessment period, whatever came before it.
function isInRemission(records: Records, assessed: Span, year: number): boolean {
  const last = assessmentsOf(records, year)
    .filter(({ when }) => when.low && isIn(dateOf(when.low), assessed))
    .at(-1)
  return last?.total !== undefined && last.total < 5
}

// "Denominator Exclusions".
function isExcluded(records: Records, { assessed, watched }: Course, year: number): boolean {
  return (
    takesPartInHospice(records, watched, year) ||
    takesPartInPalliativeCare(records, watched, year) ||
    hasDied(records, assessed, year) ||
    hasOtherDisorder(records, assessed, year)
  )
}

// "Patient Expired": by the clock until 2025, against the midnight that the last day begins with; by days from 2026.
function hasDied(records: Records, assessed: Span, year: number): boolean {
  const died = readMoment(field(records.patient, 'deceasedDateTime'))
  return atOrBefore(died, assessed.high, year >= 2026 ? 'day' : 'exact') === true
}

// "Has Mental Health Disorder Diagnoses": present on or before the last day of the assessment period.
function hasOtherDisorder(records: Records, assessed: Span, year: number): boolean {
  const disorders = [sets.bipolarDisorder, sets.labilePersonality, sets.psychosis, sets.pervasiveDisorder]
  return records
    .of('Condition')
    .filter((one) => disorders.some((set) => set.has(field(one, 'code'), year)))
    .filter((one) => isDiagnosed(one, year))
    .some((one) => {
      const began = prevalenceOf(one, true, records.birth).low
      return atOrBefore(began && dateOf(began), assessed.high) === true
    })
}
