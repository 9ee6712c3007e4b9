import { done, type Result, refused } from '#app/shared/result.ts'
import { type InstrumentCode, instrumentOf, isAnswerOf, isTotalOf } from './instruments.ts'

/** How a questionnaire was answered. */
export const scoreWays = {
  'in-person': 'In person',
  phone: 'By phone',
  video: 'By video',
  online: 'Online',
  paper: 'On paper',
} as const

export type ScoreWay = keyof typeof scoreWays

/** What somebody reads from a sheet. An answer that is missing on it is null. */
export interface TypedSheet {
  readonly instrument: InstrumentCode
  readonly answers: readonly (number | null)[]
  readonly total: number | null
  readonly safetyAnswer: number | null
}

/** What is kept of it. `items` is null where no single answer was typed. */
export interface ReadSheet {
  readonly items: readonly (number | null)[] | null
  readonly total: number | null
  readonly safetyAnswer: number | null
}

export type SheetProblem =
  | 'answer-out-of-range'
  | 'total-out-of-range'
  | 'total-is-another'
  | 'safety-is-another'
  | 'says-nothing'

/**
 * Reads a typed sheet: the total is the sum of its answers once all are there; the safety answer is that of its item.
 *
 * With an answer missing there is no total, unless the sheet itself has one that the answers given can lead to: nothing is guessed
 * from the other answers. A safety answer counts even then. A total or safety answer that contradicts the answers is refused, since
 * one of the two is a typing error.
 */
export function readSheet(typed: TypedSheet): Result<ReadSheet, SheetProblem> {
  const { items: count, itemMax, safetyItem } = instrumentOf(typed.instrument)
  const items = Array.from({ length: count }, (_, index) => typed.answers[index] ?? null)
  const given = items.filter((answer) => answer !== null)
  if (typed.answers.slice(count).some((answer) => answer !== null)) return refused('answer-out-of-range')
  if (!given.every((answer) => isAnswerOf(typed.instrument, answer))) return refused('answer-out-of-range')

  const answered = safetyItem === undefined ? null : (items[safetyItem - 1] ?? null)
  if (typed.safetyAnswer !== null) {
    if (safetyItem === undefined || !isAnswerOf(typed.instrument, typed.safetyAnswer))
      return refused('answer-out-of-range')
    if (answered !== null && answered !== typed.safetyAnswer) return refused('safety-is-another')
  }
  const safetyAnswer = answered ?? typed.safetyAnswer

  // The safety answer is one of the answers, even where it alone was typed beside a total.
  const known = answered === null && safetyAnswer !== null ? [...given, safetyAnswer] : given
  const sum = known.reduce((total, answer) => total + answer, 0)
  const missing = count - known.length
  if (typed.total !== null) {
    if (!isTotalOf(typed.instrument, typed.total)) return refused('total-out-of-range')
    const reachable = typed.total >= sum && typed.total <= sum + missing * itemMax
    if (known.length > 0 && !reachable) return refused('total-is-another')
  }
  const total = typed.total ?? (count > 0 && missing === 0 ? sum : null)
  if (total === null && safetyAnswer === null) return refused('says-nothing')
  return done({ items: given.length > 0 ? items : null, total, safetyAnswer })
}
