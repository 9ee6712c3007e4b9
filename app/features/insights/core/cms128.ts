import { at, field, list, text } from '#app/features/exchange/core/json.ts'
import { antidepressantSets as sets } from './antidepressant-sets.ts'
import { hasType } from './clinical-facts.ts'
import { isInHospice } from './hospice.ts'
import { coveredDays, dispensedDays } from './medication-days.ts'
import { ageAt, dateOf, dayMs, type Moment, plusDays, readMoment } from './moments.ts'
import { countsOf, type Group } from './populations.ts'
import type { Records } from './records.ts'
import { screeningSets } from './screening-sets.ts'
import { periodOf, prevalenceOf, type Span } from './spans.ts'
import { suicideRiskSets } from './suicide-risk-sets.ts'

/**
 * CMS128, Anti-depressant Medication Management, for one patient and a measurement period, as the library
 * AntidepressantMedicationManagementFHIR 0.1.000 defines it for 2025; headings below are its definitions. Two rates: of
 * those treated anew, who had the drug on 84 of the first 115 days, and who on 180 of the first 232.
 *
 * Version 0.1.001 of the same year takes the age on the day treatment began instead of on 30 April, and wants encounters
 * that took place.
 */
export function cms128(records: Records, period: Span): Group[] {
  const year = new Date(period.low?.first ?? 0).getUTCFullYear()
  const covered = records
    .of('MedicationDispense')
    .filter((one) => sets.antidepressant.has(field(one, 'medicationCodeableConcept'), year))
    .filter((one) => ['completed', 'in-progress', 'on-hold'].includes(text(field(one, 'status')) ?? ''))
    .flatMap((one) => dispensedDays(one) ?? [])
  // "Intake Period": from 1 May of the year before to 30 April. "IPSD": the first day of a drug that was dispensed in it.
  const [opens, closes] = [Date.UTC(year - 1, 4, 1), Date.UTC(year, 3, 30)]
  const starts = covered.map(({ first }) => first).filter((first) => first >= opens && first <= closes)
  const began = starts.length > 0 ? midnight(Math.min(...starts)) : undefined

  const initial = began !== undefined && isInitial(records, began, midnight(closes), year)
  const excluded =
    isInHospice(records, period, year) ||
    (began !== undefined &&
      isTreatedBefore(records, began, { low: midnight(opens), high: period.high }, year))
  const rate = (days: number, least: number): Group => ({
    populations: countsOf({
      initial,
      excluded,
      numerator: began !== undefined && coveredDays(covered, began, days) >= least,
    }),
  })
  return [rate(114, 84), rate(231, 180)]
}

function midnight(ms: number): Moment {
  return { first: ms, last: ms, offset: 0 }
}

// "Initial Population": 18 on 30 April, with a major depression and an encounter that began within 60 days of the start.
function isInitial(records: Records, began: Moment, april: Moment, year: number): boolean {
  if (!records.birth || ageAt(records.birth, april).least < 18) return false
  const kinds = [
    suicideRiskSets.officeVisit,
    sets.preventiveEstablished,
    sets.preventiveInitial,
    sets.homeCare,
    sets.annualWellness,
    sets.nursingFacility,
    suicideRiskSets.diagnosticEvaluation,
    suicideRiskSets.psychotherapy,
    screeningSets.telephoneVisit,
    sets.online,
  ]
  const isDepressed = records
    .of('Condition')
    .filter((one) => sets.majorDepression.has(field(one, 'code'), year))
    .some((one) => isNear(prevalenceOf(one, true, records.birth).low, began))
  return (
    isDepressed &&
    records
      .of('Encounter')
      .filter((one) => kinds.some((set) => hasType(one, set, year)))
      .some((one) => isNear(periodOf(field(one, 'period'))?.low, began))
  )
}

function isNear(moment: Moment | undefined, began: Moment): boolean {
  if (!moment) return false
  const { first, last } = dateOf(moment)
  return Math.max(Math.abs(first - began.first), Math.abs(last - began.first)) <= 60 * dayMs
}

// An order for an antidepressant that was active on one of the 105 days before the start, by the bounds of its timing. An
// order that does not say when is not known to have been.
function isTreatedBefore(records: Records, began: Moment, known: Span, year: number): boolean {
  return records
    .of('MedicationRequest')
    .filter((one) => sets.antidepressant.has(field(one, 'medicationCodeableConcept'), year))
    .filter((one) => text(field(one, 'status')) === 'active' && text(field(one, 'intent')) === 'order')
    .some((one) => {
      const [dosage, another] = list(field(one, 'dosageInstruction'))
      const bounds = at(dosage, 'timing', 'repeat', 'boundsPeriod')
      const from = readMoment(field(bounds, 'start'))
      const to = field(bounds, 'end') === undefined ? known.high : readMoment(field(bounds, 'end'))
      if (another !== undefined || !from || !to || !known.low || !known.high) return false
      const first = Math.max(dateOf(from).first, known.low.first)
      const last = Math.min(dateOf(to).last, dateOf(known.high).last)
      return first <= last && first < began.first && last >= plusDays(began, -105).first
    })
}
