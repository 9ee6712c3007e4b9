import type { Urgency } from '#app/shared/urgency.ts'
import { type Numbers, numbersOf } from './numbers.ts'
import { type RuleCode, ruleCodes, ruleEntry, urgenciesOf } from './rule-book.ts'

/** How a team uses a rule. */
export interface RuleSetting {
  readonly on: boolean
  readonly urgency: Urgency
  readonly numbers: Numbers
}

/** How a team uses each rule. */
export type RuleSettings = ReadonlyMap<RuleCode, RuleSetting>

/** What a team has said about a rule; what it has not said is the default. */
export interface RuleEdit {
  readonly on?: boolean
  readonly urgency?: Urgency
  readonly numbers?: Numbers
}

/** How a rule is used with what a team has said about it. What cannot be said about it, like turning the safety rule off, is not heard. */
export function settingOf(code: RuleCode, edit: RuleEdit = {}): RuleSetting {
  const entry = ruleEntry(code)
  const urgency = edit.urgency ?? entry.urgency
  return {
    on: entry.fixed ? entry.on : (edit.on ?? entry.on),
    urgency: urgenciesOf(code).includes(urgency) ? urgency : entry.urgency,
    numbers: numbersOf(entry.numbers, edit.numbers),
  }
}

/** How a team uses all rules, with what it has said about some. */
export function settingsOf(edits: ReadonlyMap<RuleCode, RuleEdit> = new Map()): RuleSettings {
  return new Map(ruleCodes.map((code) => [code, settingOf(code, edits.get(code))]))
}
