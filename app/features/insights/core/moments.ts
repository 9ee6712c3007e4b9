import { text } from '#app/features/exchange/core/json.ts'

/**
 * A point in time, as precisely as it was written: it lies anywhere from `first` to `last`, both in ms of UTC and both
 * included. `2023-02` is all of February; an instant is one millisecond. `offset` is how far the clock it was written
 * by runs ahead of UTC, in ms. Infinite values are the beginning and the end of time.
 */
export interface Moment {
  readonly first: number
  readonly last: number
  readonly offset: number
}

/** True, false, or undefined where what was written does not tell: as CQL counts with three values. */
export type Truth = boolean | undefined

/** How finely two moments are compared: to the millisecond, or by their days in UTC, in which the measures are evaluated. */
export type Precision = 'exact' | 'day'

export const dayMs = 86_400_000

/** The beginning of time, where a span without a beginning begins; its opposite is the end of time. */
export const dawn: Moment = { first: -Infinity, last: -Infinity, offset: 0 }
export const dusk: Moment = { first: Infinity, last: Infinity, offset: 0 }

const pattern =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/

/**
 * Reads a FHIR date, dateTime or instant. Undefined when it is none, or no day or time that exists. Without an offset
 * it is a time of UTC.
 */
export function readMoment(value: unknown): Moment | undefined {
  const [, year, month, day, hour, minute, second, fraction, zone] = pattern.exec(text(value) ?? '') ?? []
  if (!year) return undefined
  const offset = offsetOf(zone)
  const first = utc(year, month, day) + clockMs(hour, minute, second, fraction)
  if (!isReal(first, [year, month, day, hour, minute, second])) return undefined
  return { first: first - offset, last: first - offset + lengthOf(first, month, day, hour, second), offset }
}

/** The calendar day of a moment by the clock it was written with, as midnight of UTC; several days when it is vague. */
export function dateOf(moment: Moment): Moment {
  const midnight = (ms: number) => startOfDay(ms + moment.offset)
  return { first: midnight(moment.first), last: midnight(moment.last), offset: 0 }
}

/** A moment some days later, earlier when negative. */
export function plusDays(moment: Moment, days: number): Moment {
  return { ...moment, first: moment.first + days * dayMs, last: moment.last + days * dayMs }
}

/**
 * A moment some calendar months later on the clock it was written with, earlier when negative. From the 31st to a month
 * that has none it is that month's last day.
 */
export function plusMonths(moment: Moment, months: number): Moment {
  const shift = (ms: number) => shiftMonths(ms + moment.offset, months) - moment.offset
  return { ...moment, first: shift(moment.first), last: shift(moment.last) }
}

/**
 * Which of two comes first: negative, 0 or positive; undefined when they are known too vaguely to tell. Two that were
 * written equally vaguely and alike are the same.
 */
export function compare(a: Moment, b: Moment, precision: Precision = 'exact'): number | undefined {
  const [x, y] = precision === 'day' ? [daysOf(a), daysOf(b)] : [a, b]
  if (x.first === y.first && x.last === y.last) return 0
  if (x.last < y.first) return -1
  return x.first > y.last ? 1 : undefined
}

/** Whether `a` is at or before `b`. Undefined when either is not known, or too vaguely. */
export function atOrBefore(a: Moment | undefined, b: Moment | undefined, precision?: Precision): Truth {
  const order = a && b && compare(a, b, precision)
  return order === undefined ? undefined : order <= 0
}

/**
 * Whole years from a birth date to a moment, by calendar days; the fewest and the most it can be when either is vague.
 * Somebody born on 29 February is a year older on 1 March of a year that has no such day.
 */
export function ageAt(birth: Moment, when: Moment): { readonly least: number; readonly most: number } {
  return { least: wholeYears(birth.last, when.first), most: wholeYears(birth.first, when.last) }
}

function wholeYears(from: number, to: number): number {
  if (!Number.isFinite(from) || !Number.isFinite(to)) return to > from ? Infinity : -Infinity
  const [a, b] = [new Date(from), new Date(to)]
  const before = (b.getUTCMonth() - a.getUTCMonth()) * 31 + b.getUTCDate() - a.getUTCDate() < 0
  return b.getUTCFullYear() - a.getUTCFullYear() - (before ? 1 : 0)
}

function daysOf({ first, last }: Moment): { first: number; last: number } {
  return { first: startOfDay(first), last: startOfDay(last) }
}

function startOfDay(ms: number): number {
  return Number.isFinite(ms) ? Math.floor(ms / dayMs) * dayMs : ms
}

function shiftMonths(ms: number, months: number): number {
  if (!Number.isFinite(ms)) return ms
  const date = new Date(ms)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months]
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return Date.UTC(year, month, Math.min(date.getUTCDate(), lastDay)) + (ms - startOfDay(ms))
}

function utc(year: string, month = '01', day = '01'): number {
  // Set apart, since Date.UTC reads the years 0 to 99 as 1900 to 1999.
  return new Date(0).setUTCFullYear(Number(year), Number(month) - 1, Number(day))
}

function clockMs(hour = '0', minute = '0', second = '0', fraction = '0'): number {
  const ms = Math.floor(Number(`0.${fraction}`) * 1000)
  return (Number(hour) * 60 + Number(minute)) * 60_000 + Number(second) * 1000 + ms
}

// 30 February would become a day of March, and 25:00 the next day's 01:00: what comes back different is no time of ours.
function isReal(
  ms: number,
  [year, month, day, hour, minute, second]: readonly (string | undefined)[],
): boolean {
  const date = new Date(ms)
  const parts = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
  const clock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
  const same = (written: string | undefined, read: number | undefined) =>
    written === undefined || Number(written) === read
  return (
    [year, month, day].every((written, index) => same(written, parts[index])) &&
    [hour, minute, second].every((written, index) => same(written, clock[index]))
  )
}

// How far the last millisecond is behind the first, by the finest part that was written. CQL counts seconds and their
// fraction as one part, so a time with seconds is an instant.
function lengthOf(first: number, month?: string, day?: string, hour?: string, second?: string): number {
  if (second) return 0
  if (hour) return 59_999
  if (day) return dayMs - 1
  return shiftMonths(first, month ? 1 : 12) - first - 1
}

function offsetOf(zone: string | undefined): number {
  if (!zone || zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6))
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}
