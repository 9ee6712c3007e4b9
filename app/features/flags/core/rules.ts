import type { Score } from '#app/features/cases/core/scores.ts'
import { type ImprovementAnswer, notImproved, sayImprovement } from './improvement.ts'
import { type SafetyAnswer, type SafetyItem, safetyAnswers, saySafety } from './safety.ts'

/** A flag that a rule asks for. */
export type RuleAnswer = ImprovementAnswer | SafetyAnswer

export type RuleCode = RuleAnswer['rule']

/** The rules by the name people see. */
export const ruleNames = {
  'safety-answer': 'Safety answer',
  'not-improved-week-8': 'Not improved at week 8',
  'not-measured-week-8': 'Not measured at week 8',
} as const satisfies Record<RuleCode, string>

/** All that the rules look at for one patient. Without an episode only the safety rule has anything to look at. */
export interface RuleInput {
  readonly scores: readonly Score[]
  readonly safetyItems: readonly SafetyItem[]
  readonly episodeStart?: string
  readonly today: string
}

/** Every flag the rules ask for today, safety first, and the earlier positive answers somebody should check. */
export function askRules(input: RuleInput): {
  readonly flags: readonly RuleAnswer[]
  readonly earlier: readonly SafetyItem[]
} {
  const safety = safetyAnswers(input.safetyItems)
  const week8 = input.episodeStart ? notImproved(input.scores, input.episodeStart, input.today) : 'too-early'
  return {
    flags: [...(safety.fires ? [safety.fires] : []), ...(typeof week8 === 'string' ? [] : [week8])],
    earlier: safety.earlier,
  }
}

/** Why a rule flagged, in a sentence. */
export function sayWhy(answer: RuleAnswer, sayDay: (day: string) => string): string {
  return answer.rule === 'safety-answer' ? saySafety(answer, sayDay) : sayImprovement(answer, sayDay)
}
