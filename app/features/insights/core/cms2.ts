import { field, list, text } from '#app/features/exchange/core/json.ts'
import { hasStatus, hasType, isActive, isOfCategory } from './clinical-facts.ts'
import { depressionSets } from './depression-sets.ts'
import { ageAt, compare, dateOf, type Moment, plusDays, readMoment } from './moments.ts'
import { countsOf, type Group } from './populations.ts'
import type { Records } from './records.ts'
import { screeningSets as sets } from './screening-sets.ts'
import { isIn, isWithin, periodOf, prevalenceOf, type Span, whenOf } from './spans.ts'
import { type Code, isCode, type SetOfYears } from './value-set.ts'

/** How somebody is screened, by age: which questionnaire, and what counts as following a positive answer up. */
interface Way {
  readonly screening: Code
  readonly medication: SetOfYears
  readonly referral: SetOfYears
  readonly followUp: SetOfYears
}

const adolescent: Way = {
  screening: { of: 'loinc', code: '73831-0' },
  medication: sets.adolescentMedication,
  referral: sets.adolescentReferral,
  followUp: sets.adolescentFollowUp,
}

const adult: Way = {
  screening: { of: 'loinc', code: '73832-8' },
  medication: sets.adultMedication,
  referral: sets.adultReferral,
  followUp: sets.adultFollowUp,
}

const negative: Code = { of: 'snomed', code: '428171000124102' }
const positive: Code = { of: 'snomed', code: '428181000124104' }
const declined: Code = { of: 'snomed', code: '720834000' }

/**
 * CMS2, Screening for Depression and Follow-Up Plan, for one patient and a measurement period, as the library
 * PCSDepressionScreenAndFollowUpFHIR defines it (versions 0.1.000 for 2024 and 0.2.000 for 2025; headings below are its
 * definitions). Someone of 12 or older at a visit is screened within the 14 days before it, and followed up when positive.
 *
 * From the version for 2025 a bipolar disorder need not be active or in remission.
 */
export function cms2(records: Records, period: Span): Group[] {
  if (!period.low || !records.birth) return [{ populations: countsOf({ ...nothing, exception: false }) }]
  const year = new Date(period.low.first).getUTCFullYear()
  const age = ageAt(records.birth, dateOf(period.low))
  const visits = visitsOf(records, period, year)
  // At 17 either way of screening will do; between 12 and 16 the adolescent's, from 18 on the adult's.
  const ways =
    age.least >= 18 ? [adult] : age.least === 17 && age.most === 17 ? [adolescent, adult] : [adolescent]
  return [
    {
      populations: countsOf({
        initial: age.least >= 12 && visits.length > 0,
        excluded: isExcluded(records, visits, year),
        exception: [adolescent, adult].some((way) => isExcused(records, way, visits, year)),
        numerator: ways.some((way) => isScreened(records, way, visits, period, year)),
      }),
    },
  ]
}

const nothing = { initial: false, excluded: false, numerator: false }

// "Qualifying Encounter During Measurement Period".
function visitsOf(records: Records, period: Span, year: number): Span[] {
  const kinds = [sets.screeningEncounter, sets.physicalTherapyEvaluation, sets.telephoneVisit]
  return records
    .of('Encounter')
    .filter((one) => text(field(one, 'status')) === 'finished')
    .filter((one) => kinds.some((set) => hasType(one, set, year)))
    .flatMap((one) => periodOf(field(one, 'period')) ?? [])
    .filter((visit) => isWithin(visit, period, 'day') === true)
}

// "History of Bipolar Diagnosis Before Qualifying Encounter": on the list of problems, or a concern, before a visit began.
function isExcluded(records: Records, visits: readonly Span[], year: number): boolean {
  return records.of('Condition').some((one) => {
    const began = prevalenceOf(one, true, records.birth).low
    return (
      depressionSets.bipolarDisorder.has(field(one, 'code'), year) &&
      (isOfCategory(one, 'problem-list-item') || isOfCategory(one, 'health-concern')) &&
      (year >= 2025 || isActive(one) || hasStatus(one, 'clinicalStatus', 'remission')) &&
      visits.some((visit) => isBefore(began, visit.low))
    )
  })
}

function isBefore(a: Moment | undefined, b: Moment | undefined): boolean {
  const order = a && b && compare(a, b)
  return order !== undefined && order < 0
}

/** A screening that stands, with its answer, taken within the 14 days before a visit or on its day. */
interface Screening {
  readonly when: Span
  readonly answer: unknown
}

// "Most Recent … Depression Screening", and all before it in order of their beginning.
function screeningsOf(records: Records, way: Way, visits: readonly Span[]): Screening[] {
  return records
    .of('Observation')
    .filter((one) => isCode(field(one, 'code'), way.screening) && text(field(one, 'status')) === 'final')
    .filter(hasValue)
    .flatMap((one) => {
      const when = whenOf(one, 'effective', records.birth)
      return when ? [{ when, answer: field(one, 'valueCodeableConcept') }] : []
    })
    .filter(({ when }) => visits.some((visit) => isWithinDaysBefore(when.high, visit.low)))
    .sort((a, b) => (a.when.low?.first ?? -Infinity) - (b.when.low?.first ?? -Infinity))
}

function hasValue(observation: unknown): boolean {
  return (
    typeof observation === 'object' && Object.keys(observation ?? {}).some((name) => /^value[A-Z]/.test(name))
  )
}

// "Numerator", for one way of screening: the last answer is negative, or positive and followed up.
function isScreened(
  records: Records,
  way: Way,
  visits: readonly Span[],
  period: Span,
  year: number,
): boolean {
  const last = screeningsOf(records, way, visits).at(-1)
  if (!last) return false
  if (isCode(last.answer, negative)) return true
  if (!isCode(last.answer, positive)) return false
  const screenedFor = visits.filter((visit) => isWithinDaysBefore(last.when.low, visit.low))
  return followUpsOf(records, way, year).some(
    ({ performed, ordered }) =>
      isIn(performed ?? ordered, period, 'day') === true &&
      screenedFor.some(
        (visit) =>
          (performed && isIn(performed, visit) === true) ||
          (ordered &&
            visit.high &&
            isIn(ordered, { low: visit.high, high: plusDays(visit.high, 2) }, 'day') === true),
      ),
  )
}

// "Follow Up Intervention for Positive … Depression Screening". What is not to be done is no follow-up.
function followUpsOf(records: Records, way: Way, year: number) {
  const stands = (one: unknown) =>
    ['active', 'completed'].includes(text(field(one, 'status')) ?? '') && field(one, 'doNotPerform') !== true
  const orders = [
    ...records
      .of('MedicationRequest')
      .filter((one) => way.medication.has(field(one, 'medicationCodeableConcept'), year))
      .filter((one) => text(field(one, 'intent')) === 'order'),
    ...records.of('ServiceRequest').filter((one) => way.referral.has(field(one, 'code'), year)),
  ]
  const procedures = records
    .of('Procedure')
    .filter((one) => way.followUp.has(field(one, 'code'), year) && text(field(one, 'status')) === 'completed')
  return [
    ...orders
      .filter(stands)
      .map((one) => ({ performed: undefined, ordered: readMoment(field(one, 'authoredOn')) })),
    ...procedures.map((one) => ({
      performed: whenOf(one, 'performed', records.birth)?.low,
      ordered: undefined,
    })),
  ]
}

const reasonAddress = 'http://hl7.org/fhir/us/qicore/StructureDefinition/qicore-notDoneReason'

// "Medical or Patient Reason for Not Screening …", unless there was a screening all the same.
function isExcused(records: Records, way: Way, visits: readonly Span[], year: number): boolean {
  if (screeningsOf(records, way, visits).length > 0) return false
  return records.of('Observation').some((one) => {
    const reasons = list(field(one, 'extension')).filter((part) => text(field(part, 'url')) === reasonAddress)
    const issued = readMoment(field(one, 'issued'))
    return (
      isCode(field(one, 'code'), way.screening) &&
      text(field(one, 'status')) === 'cancelled' &&
      reasons
        .map((part) => field(part, 'valueCodeableConcept'))
        .some((reason) => isCode(reason, declined) || sets.medicalReason.has(reason, year)) &&
      visits.some((visit) => isIn(issued, visit) === true)
    )
  })
}

// "14 days or less on or before day of".
function isWithinDaysBefore(moment: Moment | undefined, start: Moment | undefined): boolean {
  return start !== undefined && isIn(moment, { low: plusDays(start, -14), high: start }, 'day') === true
}
