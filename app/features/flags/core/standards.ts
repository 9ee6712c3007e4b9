import type { Urgency } from '#app/shared/urgency.ts'
import { carriedNumbers } from './carried.ts'
import { caseloadNumbers } from './caseload-size.ts'
import { type NumberSpecs, type Numbers, numbersOf } from './numbers.ts'
import { clockNumbers } from './respond-by.ts'
import { isRuleCode, type RuleCode, ruleBook, ruleEntry } from './rule-book.ts'
import { settingOf } from './rule-settings.ts'
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

/** Every other standard's code. */
export const standardCodes = Object.keys(standardBook) as StandardCode[]

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

/** How a team uses a rule or another standard. What has no urgency is always on. */
export interface Setting {
  readonly on: boolean
  readonly urgency: Urgency | null
  readonly numbers: Numbers
}

/** What a team has said about a setting; what it has not said is the book's. */
export interface SettingEdit {
  readonly on?: boolean
  readonly urgency?: Urgency | null
  readonly numbers?: Numbers
}

/** A setting in full: what a team has said, and the book where it said nothing. The numbers come in the book's order. */
export function fullSetting(code: SettingCode, said: SettingEdit = {}): Setting {
  if (isRuleCode(code)) {
    const { on, urgency, numbers } = said
    const setting = settingOf(code, {
      ...(on !== undefined && { on }),
      ...(urgency && { urgency }),
      ...(numbers && { numbers }),
    })
    return { on: setting.on, urgency: setting.urgency, numbers: setting.numbers }
  }
  return { on: true, urgency: null, numbers: numbersOf(standardOf(code).numbers, said.numbers) }
}

/** Of a setting in full only what the book has otherwise: a team that never meant to differ goes on with the book when it changes. */
export function saidAgainstTheBook(code: SettingCode, setting: Setting): Setting {
  const { numbers } = standardOf(code)
  const book = fullSetting(code)
  return {
    on: setting.on,
    urgency: setting.urgency === book.urgency && !isFixed(code) ? null : setting.urgency,
    numbers: Object.fromEntries(
      Object.entries(setting.numbers).filter(([name, number]) => numbers[name]?.default !== number),
    ),
  }
}

// The database asks for the safety rule's urgency by name.
function isFixed(code: SettingCode): boolean {
  return isRuleCode(code) && ruleEntry(code).fixed === true
}
