import { at, field, number, text } from '#app/features/exchange/core/json.ts'
import {
  atOrBefore,
  dawn,
  dayMs,
  dusk,
  type Moment,
  type Precision,
  plusMonths,
  readMoment,
  type Truth,
} from './moments.ts'

/**
 * From one moment to another, both included. An end that is undefined is one that nobody knows, other than `dawn` and
 * `dusk`, which are known to be without bound.
 */
export interface Span {
  readonly low: Moment | undefined
  readonly high: Moment | undefined
}

/** Whether two spans have a moment in common, touching ends included. */
export function overlaps(a: Span, b: Span, precision?: Precision): Truth {
  return both(atOrBefore(a.low, b.high, precision), atOrBefore(b.low, a.high, precision))
}

/** Whether all of `inner` lies in `outer`. */
export function isWithin(inner: Span, outer: Span, precision?: Precision): Truth {
  return both(atOrBefore(outer.low, inner.low, precision), atOrBefore(inner.high, outer.high, precision))
}

/** Whether a moment lies in a span. */
export function isIn(moment: Moment | undefined, span: Span, precision?: Precision): Truth {
  return isWithin({ low: moment, high: moment }, span, precision)
}

/** False when one is false, even if the other is not known; true only when both are. */
function both(a: Truth, b: Truth): Truth {
  if (a === false || b === false) return false
  return a && b
}

/** A FHIR Period: without a beginning that is not known, without an end it goes on. */
export function periodOf(value: unknown): Span | undefined {
  if (field(value, 'start') === undefined && field(value, 'end') === undefined) return undefined
  const end = field(value, 'end')
  return { low: readMoment(field(value, 'start')), high: end === undefined ? dusk : readMoment(end) }
}

/**
 * When a record says something was, from fields such as `effectiveDateTime` and `effectivePeriod`: QICoreCommon's
 * toInterval. A moment is a span of itself; an age lasts the year that begins with it. Undefined when it does not say,
 * or says it in words or as a schedule.
 */
export function whenOf(record: unknown, name: string, birth: Moment | undefined): Span | undefined {
  for (const kind of ['DateTime', 'Instant']) {
    const moment = readMoment(field(record, `${name}${kind}`))
    if (moment) return { low: moment, high: moment }
  }
  const period = periodOf(field(record, `${name}Period`))
  if (period) return period
  const [age, range] = [field(record, `${name}Age`), field(record, `${name}Range`)]
  const ages = age !== undefined ? [age, age] : [field(range, 'low'), field(range, 'high')]
  if (!birth || (age === undefined && range === undefined)) return undefined
  const [from, until] = ages.map((one) => turned(birth, one))
  return { low: from, high: until && justBefore(plusMonths(until, 12)) }
}

/**
 * From a condition's onset to its abatement: QICoreCommon's prevalenceInterval. An active condition without an abatement
 * goes on, and one without an onset was always there; of one that is not active nobody knows the end.
 */
export function prevalenceOf(condition: unknown, isActive: boolean, birth: Moment | undefined): Span {
  const onset = whenOf(condition, 'onset', birth)
  const abatement = whenOf(condition, 'abatement', birth)
  const end = field(condition, 'abatementPeriod') ? openEnd(condition) : abatement?.high
  const low = onset ? onset.low : dawn
  if (isActive) return { low: low ?? dawn, high: end ?? dusk }
  return { low: low ?? dawn, high: end && justBefore(end) }
}

/** The last moment before one. */
export function justBefore(moment: Moment): Moment {
  return { ...moment, first: moment.first - 1, last: moment.last - 1 }
}

/**
 * A measurement period: from the first moment of `from` to the last one of `to`, so that days are taken whole. Undefined
 * when either cannot be read.
 */
export function measurementPeriod(from: string, to: string): Span | undefined {
  const [low, high] = [readMoment(from), readMoment(to)]
  return low && high && { low: { ...low, last: low.first }, high: { ...high, first: high.last } }
}

// An abatement that is a period ends before that period's end, and one without an end nobody knows the end of.
function openEnd(condition: unknown): Moment | undefined {
  const end = readMoment(at(condition, 'abatementPeriod', 'end'))
  return end && justBefore(end)
}

const monthsIn: Readonly<Record<string, number>> = { a: 12, mo: 1 }
const daysIn: Readonly<Record<string, number>> = { wk: 7, d: 1 }

// The day on which somebody was as old as a quantity says.
function turned(birth: Moment, age: unknown): Moment | undefined {
  const value = number(field(age, 'value'))
  const unit = text(field(age, 'code')) ?? text(field(age, 'unit')) ?? ''
  if (value === undefined) return undefined
  const months = monthsIn[unit]
  if (months) return plusMonths(birth, Math.floor(value * months))
  const days = daysIn[unit]
  return days
    ? { ...birth, first: birth.first + value * days * dayMs, last: birth.last + value * days * dayMs }
    : undefined
}
