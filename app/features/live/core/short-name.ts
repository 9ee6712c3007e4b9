/** What of a patient's identity goes into a short name. */
export interface Nameable {
  readonly family: string
  readonly given: readonly string[]
  readonly mrn: string | null
}

const TAIL = 4

/**
 * A patient as shown where another patient's banner stands: initials and the last digits of the record number, `A.O. ·4821`.
 *
 * Enough for those who know the case, nothing for those who pass by. Nobody known: `Case`.
 */
export function shortName(patient: Nameable | undefined): string {
  if (!patient) return 'Case'
  const initials = [patient.given[0], patient.family]
    .map((name) => firstLetter(name))
    .filter((letter) => letter !== '')
    .map((letter) => `${letter}.`)
    .join('')
  const tail = patient.mrn?.replace(/[^0-9A-Za-z]/g, '').slice(-TAIL)
  return [initials || 'Case', tail ? `·${tail}` : ''].filter((part) => part !== '').join(' ')
}

// By code point: the first letter of a name may take two code units.
function firstLetter(name: string | undefined): string {
  return [...(name?.trim() ?? '')][0]?.toLocaleUpperCase('en') ?? ''
}
