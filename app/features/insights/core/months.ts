const pattern = /^(\d{4})-(0[1-9]|1[0-2])$/

/** A calendar month, written `2026-11`, or undefined. Years before 1900 and after 2200 are typing errors. */
export function readMonth(text: string | null | undefined): string | undefined {
  const year = Number(pattern.exec(text ?? '')?.[1])
  return text && year >= 1900 && year <= 2200 ? text : undefined
}

/** The month a day is in. */
export function monthOf(day: string): string {
  return day.slice(0, 7)
}

/** The month some months later, earlier when negative. */
export function addMonths(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7)
}

/** The 12 months that end with this one, the earliest first. */
export function yearUpTo(month: string): string[] {
  return Array.from({ length: 12 }, (_, index) => addMonths(month, index - 11))
}

/** The first and the last day of a month. */
export function daysOfMonth(month: string): { readonly first: string; readonly last: string } {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return { first: `${month}-01`, last: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10) }
}
