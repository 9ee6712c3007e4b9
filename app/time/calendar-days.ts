const isoDay = /^\d{4}-\d{2}-\d{2}$/
const dayMs = 86_400_000

/** Whether `text` is a whole calendar day that exists, written `2026-05-03`. */
export function isDay(text: string): boolean {
  return numberOf(text) !== undefined
}

/**
 * Days from one calendar day to another, both written `2026-05-03`; negative when `to` is earlier.
 *
 * Calendar days have no zone and no clock changes. A text that is no such day throws: it must not count as any day.
 */
export function daysBetween(from: string, to: string): number {
  return mustBeDay(to) - mustBeDay(from)
}

/** The calendar day `days` after `day`. */
export function addDays(day: string, days: number): string {
  return new Date((mustBeDay(day) + days) * dayMs).toISOString().slice(0, 10)
}

function mustBeDay(text: string): number {
  const number = numberOf(text)
  if (number === undefined) throw new RangeError('Not a calendar day')
  return number
}

function numberOf(text: string): number | undefined {
  if (!isoDay.test(text)) return undefined
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))]
  const date = new Date(Date.UTC(year, month - 1, day))
  // 30 February becomes a day of March, and Date.UTC reads the years 0 to 99 as 1900 to 1999: what comes back different is no day of ours.
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return same ? date.getTime() / dayMs : undefined
}
