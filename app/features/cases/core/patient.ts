import { isDay } from '#app/time/calendar-days.ts'

/** Who a patient is, as far as it is known. Dates are `1984-07-14`, `1984-07` or `1984`. */
export interface Patient {
  readonly family?: string
  readonly given?: readonly string[]
  readonly birthDate?: string
  readonly gender?: string
  readonly recordNumber?: string
  readonly deceased?: boolean
  readonly deceasedOn?: string
}

/** What the banner says of a patient. Every field says something: what is missing is `Not known`, never blank. */
export interface Banner {
  readonly family: string
  readonly given: string
  readonly born: string
  readonly age: string
  readonly gender: string
  readonly recordNumber: string
  readonly died: string | undefined
}

const notKnown = 'Not known'

const genders: Readonly<Record<string, string>> = { male: 'Male', female: 'Female', other: 'Other' }

/**
 * The banner's words on the calendar day `today` (of the zone of whoever looks). `sayDate` formats a date, which
 * may be a year or a month only. The age of someone who died is the age at death.
 */
export function bannerOf(patient: Patient, today: string, sayDate: (date: string) => string): Banner {
  const { birthDate, deceasedOn } = patient
  const age = patient.deceased && !deceasedOn ? undefined : ageOn(birthDate, deceasedOn ?? today)
  const died = patient.deceased || deceasedOn ? (deceasedOn ? sayDate(deceasedOn) : notKnown) : undefined
  return {
    family: known(patient.family),
    given: known(patient.given?.join(' ')),
    born: birthDate ? sayDate(birthDate) : notKnown,
    age: age ? `${age.exact ? '' : 'about '}${age.years}y` : notKnown,
    gender: genders[patient.gender ?? ''] ?? notKnown,
    recordNumber: patient.recordNumber?.trim() ? groupDigits(patient.recordNumber.trim()) : notKnown,
    died,
  }
}

/**
 * Age in whole years on a day. Undefined when the birth date is missing, no date, or later than the day.
 *
 * Someone born on 29 February turns a year older on 1 March where there is no such day. From a year or month alone
 * the age is the greater of the two it can be, and not exact. `on` may be partial too.
 */
export function ageOn(
  birthDate: string | undefined,
  on: string,
): { readonly years: number; readonly exact: boolean } | undefined {
  const born = partsOf(birthDate)
  const then = partsOf(on)
  if (!born || !then) return undefined
  const exact = isDay(birthDate ?? '') && isDay(on)
  const monthReached = (then.month ?? 12) - (born.month ?? 1)
  const dayReached = (then.day ?? 31) >= (born.day ?? 1)
  const hadBirthday = monthReached > 0 || (monthReached === 0 && dayReached)
  const years = then.year - born.year - (hadBirthday ? 0 : 1)
  return years < 0 ? undefined : { years, exact }
}

/** A record number in groups that can be read aloud, `103 270 2`; one that is not all digits stays as it is. */
export function groupDigits(number: string): string {
  return /^\d+$/.test(number) ? number.replace(/(\d{3})(?=\d)/g, '$1 ') : number
}

function known(text: string | undefined): string {
  return text?.trim() || notKnown
}

interface DateParts {
  readonly year: number
  readonly month?: number
  readonly day?: number
}

function partsOf(date: string | undefined): DateParts | undefined {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date ?? '') ?? []
  if (!year || !isDay(`${year}-${month ?? '01'}-${day ?? '01'}`)) return undefined
  return { year: Number(year), ...(month && { month: Number(month) }), ...(day && { day: Number(day) }) }
}
