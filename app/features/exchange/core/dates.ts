import { DateTime, IANAZone } from 'luxon'
import { isDay } from '#app/time/calendar-days.ts'

/**
 * A date as a record gives it. `on` is `2026-05-03`, `2026-05` or `2026`, as precise as it was written; where a time
 * was given, `on` is the day in the team's zone and `at` the instant in UTC.
 */
export interface FhirDate {
  readonly on: string
  readonly precision: 'year' | 'month' | 'day'
  readonly at?: string
}

const pattern =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d|60)(?:\.\d{1,9})?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?)?)?$/

/**
 * Reads a FHIR date, dateTime or instant. Undefined when it is none: another format, a day or time that does not
 * exist, no text. A time without an offset, which FHIR forbids and files have, is a wall clock of `zone`.
 */
export function readDate(value: unknown, zone: string): FhirDate | undefined {
  if (typeof value !== 'string') return undefined
  const [whole, year, month, day, hour, , second, offset] = pattern.exec(value.trim()) ?? []
  if (!whole || !year || !isDay(`${year}-${month ?? '01'}-${day ?? '01'}`)) return undefined
  if (!month) return { on: year, precision: 'year' }
  if (!day) return { on: `${year}-${month}`, precision: 'month' }
  if (!hour) return { on: whole, precision: 'day' }

  // A leap second is a time that exists, though no clock here shows it.
  const shown = second === '60' ? whole.replace(':60', ':59') : whole
  const ms = offset ? Date.parse(shown) : DateTime.fromISO(shown, { zone }).toMillis()
  const on = dayIn(zone, ms)
  // An offset can carry the last day of the year 9999 into a year that no calendar here has.
  return isDay(on) ? { on, precision: 'day', at: new Date(ms).toISOString() } : undefined
}

/** The same, of dates that are a whole day or more precise only. */
export function readDay(value: unknown, zone: string): FhirDate | undefined {
  const date = readDate(value, zone)
  return date?.precision === 'day' ? date : undefined
}

/** The day of an instant. By the zone's offset alone: a whole DateTime for each of a million records is too dear. */
function dayIn(zone: string, ms: number): string {
  const known = IANAZone.create(zone)
  if (!known.isValid || Number.isNaN(ms)) throw new RangeError('No such zone')
  return new Date(ms + known.offset(ms) * 60_000).toISOString().slice(0, 10)
}
