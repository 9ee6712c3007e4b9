import { field, list, text } from './json.ts'

/** One meaning of a concept. Meaning is told by system and code; `display` is only ever shown. */
export interface Coding {
  readonly system?: string
  readonly code: string
  readonly display?: string
}

export const loinc = 'http://loinc.org'
export const snomed = 'http://snomed.info/sct'

/** The codings of a CodeableConcept, those without a code left out. A bare text, as older versions have it, is a code. */
export function codingsOf(concept: unknown): Coding[] {
  const bare = text(concept)
  if (bare) return [{ code: bare }]
  return list(field(concept, 'coding')).flatMap((coding) => codingOf(coding) ?? [])
}

/** A Coding, or undefined when it has no code. */
export function codingOf(value: unknown): Coding | undefined {
  const code = text(field(value, 'code'))
  if (!code) return undefined
  const [system, display] = [text(field(value, 'system')), text(field(value, 'display'))]
  return { ...(system && { system }), code, ...(display && { display }) }
}

/** What to show for a concept: its own text, else the first display, else the first code. */
export function displayOf(concept: unknown): string | undefined {
  const codings = codingsOf(concept)
  return text(field(concept, 'text')) ?? codings.find((coding) => coding.display)?.display ?? codings[0]?.code
}

/** The codes a concept has in one system. */
export function codesIn(concept: unknown, system: string): string[] {
  return codingsOf(concept).flatMap((coding) => (isOf(coding, system) ? [coding.code] : []))
}

/** Whether a coding is of a system. A version behind a bar and a closing slash make no other system. */
export function isOf(coding: Coding, system: string): boolean {
  return coding.system?.replace(/\|.*$/, '').replace(/\/$/, '') === system
}

/** The code of a status that FHIR fixes the values of, whatever system a file names; in lower case. */
export function statusOf(concept: unknown): string | undefined {
  return codingsOf(concept)[0]?.code.toLowerCase()
}
