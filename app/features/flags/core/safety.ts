import { instrumentOf, isAnswerOf } from '#app/features/cases/core/instruments.ts'
import { daysBetween } from '#app/time/calendar-days.ts'
import { type NumberSpecs, type NumbersOf, numbersOf } from './numbers.ts'
import type { SafetyItem } from './rule-input.ts'

/** The number of the safety rule (CLINICAL section 5). It can be made longer and not shorter: an answer is missed by it, never invented. */
export const safetyNumbers = {
  arrivalDays: { label: 'Arrived within', unit: 'days of its own date', min: 14, max: 90, default: 14 },
} as const satisfies NumberSpecs

/** A safety answer that must be acted on today, with all that is needed to say why. */
export interface SafetyAnswer {
  readonly rule: 'safety-answer'
  readonly item: number
  readonly answer: SafetyItem
  readonly numbers: NumbersOf<typeof safetyNumbers>
}

/**
 * The rule "safety answer" over all answers of one patient, in any order and from any instrument.
 *
 * `fires` is a positive answer (1 or more) of the newest day, when it arrived within 14 days of its own date; 14
 * counts. Positive answers of other days, and those that came too late, are in `earlier`, newest first: to be checked
 * by someone, without task or mail. On one day the highest answer counts: a second form filled in an hour later takes
 * no alarm back. An answer dated later than it arrived is of the day it arrived, so that a year mistyped into the
 * future cannot outdate every real answer. Answers to items that do not ask about self-harm, and answers out of
 * range, are left out.
 */
export function safetyAnswers(
  items: readonly SafetyItem[],
  numbers: NumbersOf<typeof safetyNumbers> = numbersOf(safetyNumbers),
): {
  readonly fires: SafetyAnswer | undefined
  readonly earlier: readonly SafetyItem[]
} {
  const asked = items
    .filter(({ instrument, value }) => instrumentOf(instrument).safetyItem && isAnswerOf(instrument, value))
    .sort((a, b) => daysBetween(dayOf(a), dayOf(b)) || b.value - a.value || daysBetween(a.on, b.on))
  const [newest] = asked
  const positive = asked.filter((item) => item.value >= 1)
  const fires = positive.find(
    (item) =>
      newest && dayOf(item) === dayOf(newest) && daysBetween(item.on, item.arrivedOn) <= numbers.arrivalDays,
  )
  return {
    fires: fires && answerOf(fires, numbers),
    earlier: positive.filter((item) => !fires || dayOf(item) !== dayOf(fires)),
  }
}

/** The answer in a sentence, with its number and date. `sayDay` turns `2026-05-03` into words. */
export function saySafety(answer: SafetyAnswer, sayDay: (day: string) => string): string {
  const { name, itemMax } = instrumentOf(answer.answer.instrument)
  return `${name} item ${answer.item}, thoughts of self-harm, was answered ${answer.answer.value} of ${itemMax} on ${sayDay(answer.answer.on)}.`
}

function answerOf(answer: SafetyItem, numbers: NumbersOf<typeof safetyNumbers>): SafetyAnswer | undefined {
  const { safetyItem } = instrumentOf(answer.instrument)
  return safetyItem ? { rule: 'safety-answer', item: safetyItem, answer, numbers } : undefined
}

function dayOf(item: SafetyItem): string {
  return daysBetween(item.on, item.arrivedOn) < 0 ? item.arrivedOn : item.on
}
