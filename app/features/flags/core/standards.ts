import { carriedNumbers } from './carried.ts'
import { caseloadNumbers } from './caseload-size.ts'
import type { NumberSpecs } from './numbers.ts'
import { clockNumbers } from './respond-by.ts'
import { type RuleCode, ruleBook } from './rule-book.ts'
import { type Source, sources } from './sources.ts'

/** Something with numbers that a team may change, and that raises no flags by itself. */
export interface Standard {
  readonly name: string
  readonly says: string
  readonly numbers: NumberSpecs
  readonly sources: readonly [Source, ...Source[]]
}

/** The standards besides the rules. */
export const standardBook = {
  'respond-by': {
    name: 'Time to respond',
    says: 'A flag is answered within {urgentDays} working days when it is urgent, {soonDays} working days when it is soon, and {routineDays} days when it is routine; an emergency on its own day, always. Working days are those on which somebody of the team has hours. Flags that are there keep their time.',
    numbers: clockNumbers,
    sources: [sources.respondBy],
  },
  'carried-over': {
    name: 'Carried over',
    says: 'A case that {times} huddles did not reach goes back to the lead, who raises its urgency or says why it may wait.',
    numbers: carriedNumbers,
    sources: [sources.carried],
  },
  'caseload-size': {
    name: 'Full caseload',
    says: 'A care manager with {most} open cases or more is named on this page. It is a warning and raises no flag.',
    numbers: caseloadNumbers,
    sources: [sources.caseload],
  },
} as const satisfies Record<string, Standard>

export type StandardCode = keyof typeof standardBook

/** Whatever a team can say numbers about. */
export type SettingCode = RuleCode | StandardCode

/** Whether a text read from outside names a rule or another standard. */
export function isSettingCode(text: string): text is SettingCode {
  return Object.hasOwn(ruleBook, text) || Object.hasOwn(standardBook, text)
}

/** The entry of a rule or another standard. */
export function standardOf(code: SettingCode): Standard {
  return { ...ruleBook, ...standardBook }[code]
}
