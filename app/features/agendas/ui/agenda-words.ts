/** How often a case was carried over, in words; undefined when never. */
export function carriedWords(carried: number): string | undefined {
  if (carried === 0) return undefined
  if (carried === 1) return 'Carried over once'
  if (carried === 2) return 'Carried over twice'
  return `Carried over ${carried} times`
}

/** How somebody whom a case needs stands to the huddle. `open` before anybody is asked. */
export type NeedStanding = 'open' | 'counted-on' | 'declined' | 'optional' | 'not-asked'

/** Why somebody cannot be counted on; undefined when they can. */
export function standingWords(name: string, standing: NeedStanding): string | undefined {
  switch (standing) {
    case 'open':
    case 'counted-on':
      return undefined
    case 'declined':
      return `${name} said no`
    case 'optional':
      return `${name} is invited as optional and has not said yes`
    case 'not-asked':
      return `${name} is not invited`
  }
}

/** Why a case is not reached. */
export const cutWords = {
  'no-room': 'No room',
  'needs-absent': 'Without somebody it needs',
} as const

/** Minutes from the huddle's start, as 00:02. */
export function minuteMark(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** "1 case", "7 cases". */
export function casesWords(count: number): string {
  return count === 1 ? '1 case' : `${count} cases`
}
