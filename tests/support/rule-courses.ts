import type { RuleCode } from '#app/features/flags/core/rule-book.ts'
import type { Episode, KnownScore, RuleInput } from '#app/features/flags/core/rule-input.ts'
import { type RuleEdit, settingsOf } from '#app/features/flags/core/rule-settings.ts'
import { askRules, sayWhy } from '#app/features/flags/core/rules.ts'
import { addDays } from '#app/time/calendar-days.ts'

/** An episode of the tests begins on the last day of a long month. */
export const start = '2026-01-31'

/** A day of it, counted from its start. */
export const day = (n: number) => addDays(start, n)

/** A PHQ-9, or another total, of a day. */
export const score = (
  n: number,
  value: number,
  instrument: KnownScore['instrument'] = 'phq-9',
): KnownScore => ({
  scoreId: `${instrument} ${n}`,
  instrument,
  on: day(n),
  value,
})

/** Somebody reached the patient on a day. */
export const reached = (n: number) => ({ on: day(n), reached: true })

/** An episode in which nothing has happened. */
export const quiet: Episode = { start, cameOn: start, phase: 'active', contacts: [], goals: [] }

/** What one rule says on a day of it, with the book's numbers or others: its sentence, or the word for why it asks nothing. */
export function ask(
  code: RuleCode,
  n: number,
  more: Partial<Episode> & { scores?: readonly KnownScore[] } = {},
  edit: RuleEdit = { on: true },
) {
  const { scores = [], ...episode } = more
  const input: RuleInput = { today: day(n), scores, safetyItems: [], episode: { ...quiet, ...episode } }
  const { flags, silent } = askRules(input, settingsOf(new Map([[code, edit]])))
  const flag = flags.find((one) => one.rule === code)
  return flag ? sayWhy(flag, (iso) => iso.slice(5)) : silent.get(code)
}
