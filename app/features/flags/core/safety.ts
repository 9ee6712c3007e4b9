import { type InstrumentCode, instrumentOf, isAnswerOf } from '#app/features/cases/core/instruments.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import { daysBetween } from '#app/time/calendar-days.ts'
import { type Source, sources } from './sources.ts'

/** What a patient answered to an item about self-harm. `on` is the day of the answer, `arrivedOn` of our hearing it. */
export interface SafetyItem {
  readonly instrument: InstrumentCode
  readonly value: number
  readonly on: string
  readonly arrivedOn: string
}

/** A safety answer that must be acted on today, with all that is needed to say why. */
export interface SafetyAnswer {
  readonly rule: 'safety-answer'
  readonly urgency: Urgency
  readonly item: number
  readonly answer: SafetyItem
  readonly source: Source
}

/** An answer older than this many days when it arrives is history, to be checked and not to be alarmed about. */
const safetyArrivalDays = 14

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
export function safetyAnswers(items: readonly SafetyItem[]): {
  readonly fires: SafetyAnswer | undefined
  readonly earlier: readonly SafetyItem[]
} {
  const asked = items
    .filter(({ instrument, value }) => instrumentOf(instrument).safetyItem && isAnswerOf(instrument, value))
    .sort((a, b) => daysBetween(dayOf(a), dayOf(b)) || b.value - a.value || daysBetween(a.on, b.on))
  const [newest] = asked
  const positive = asked.filter((item) => item.value >= 1)
  const fires = positive.find((item) => newest && dayOf(item) === dayOf(newest) && arrivedInTime(item))
  return {
    fires: fires && answerOf(fires),
    earlier: positive.filter((item) => !fires || dayOf(item) !== dayOf(fires)),
  }
}

/** The answer in a sentence, with its number and date. `sayDay` turns `2026-05-03` into words. */
export function saySafety(answer: SafetyAnswer, sayDay: (day: string) => string): string {
  const { name, itemMax } = instrumentOf(answer.answer.instrument)
  return `${name} item ${answer.item}, thoughts of self-harm, was answered ${answer.answer.value} of ${itemMax} on ${sayDay(answer.answer.on)}.`
}

function answerOf(answer: SafetyItem): SafetyAnswer | undefined {
  const { safetyItem } = instrumentOf(answer.instrument)
  if (!safetyItem) return undefined
  const source = answer.instrument === 'epds' ? sources.epdsItem10 : sources.riskId
  return { rule: 'safety-answer', urgency: 'emergency', item: safetyItem, answer, source }
}

function dayOf(item: SafetyItem): string {
  return daysBetween(item.on, item.arrivedOn) < 0 ? item.arrivedOn : item.on
}

function arrivedInTime(item: SafetyItem): boolean {
  return daysBetween(item.on, item.arrivedOn) <= safetyArrivalDays
}
