import { at, field, list, number, text } from '#app/features/exchange/core/json.ts'
import { dateOf, dayMs, type Moment, plusDays, readMoment } from './moments.ts'

/** Whole days, both included, as midnights of UTC in ms. */
export interface Days {
  readonly first: number
  readonly last: number
}

/**
 * The days a dispensed drug covers, by the library CumulativeMedicationDuration: from the day it was handed over (or, that
 * not known, prepared) for as many days as the supply lasts. That is the supply in days, or else the quantity by the doses
 * of a day. Undefined when either is not known, or less than a day.
 */
export function dispensedDays(dispense: unknown): Days | undefined {
  const start = readMoment(field(dispense, 'whenHandedOver')) ?? readMoment(field(dispense, 'whenPrepared'))
  const days = daysIn(field(dispense, 'daysSupply')) ?? daysOfQuantity(dispense)
  if (!start || days === undefined || days < 1) return undefined
  const first = dateOf(start).first
  return { first, last: first + Math.floor(days - 1) * dayMs }
}

/** How many days are covered by any of these within `[from, from + days]`, both included. A day counts once. */
export function coveredDays(covered: readonly Days[], from: Moment, days: number): number {
  const end = plusDays(from, days).first
  const within = covered
    .map(({ first, last }) => ({ first: Math.max(first, from.first), last: Math.min(last, end) }))
    .filter(({ first, last }) => first <= last)
    .sort((a, b) => a.first - b.first)
  let total = 0
  let counted = -Infinity
  for (const { first, last } of within) {
    const open = Math.max(first, counted + dayMs)
    if (last < open) continue
    total += (last - open) / dayMs + 1
    counted = last
  }
  return total
}

const unitDays: Readonly<Record<string, number>> = {
  ...{ d: 1, day: 1, days: 1, wk: 7, week: 7, weeks: 7 },
  ...{ h: 1 / 24, hour: 1 / 24, hours: 1 / 24, min: 1 / 1440, minute: 1 / 1440, minutes: 1 / 1440 },
}

function daysIn(quantity: unknown): number | undefined {
  const value = number(field(quantity, 'value'))
  const days = unitDays[text(field(quantity, 'code')) ?? text(field(quantity, 'unit')) ?? '']
  return value === undefined || days === undefined ? undefined : value * days
}

// More than one dosage, or more than one dose in it, tells nothing.
function daysOfQuantity(dispense: unknown): number | undefined {
  const [dosage, another] = list(field(dispense, 'dosageInstruction'))
  const [dose, otherDose] = list(field(dosage, 'doseAndRate'))
  if (another !== undefined || otherDose !== undefined) return undefined
  const quantity = number(at(dispense, 'quantity', 'value'))
  const each = number(at(dose, 'doseRange', 'high', 'value')) ?? number(at(dose, 'doseQuantity', 'value'))
  const perDay = dosesPerDay(at(dosage, 'timing', 'repeat'))
  return quantity !== undefined && each && perDay ? quantity / (each * perDay) : undefined
}

// In a month there are 30 days and in a year 365, as the library says.
const periodDays: Readonly<Record<string, number>> = { ...unitDays, s: 1 / 86_400, mo: 30, a: 365 }

function dosesPerDay(repeat: unknown): number {
  const often = number(field(repeat, 'frequencyMax')) ?? number(field(repeat, 'frequency'))
  const period = number(field(repeat, 'period'))
  const days = periodDays[text(field(repeat, 'periodUnit')) ?? '']
  if (often !== undefined && period && days) return often / (period * days)
  return list(field(repeat, 'timeOfDay')).length
}
