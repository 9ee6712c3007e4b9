import type { InstrumentCode } from '#app/features/cases/core/instruments.ts'
import type { Score } from '#app/features/cases/core/scores.ts'
import { daysBetween } from '#app/time/calendar-days.ts'

/** A score and the row it is kept in, so that a flag can say which scores it rests on. */
export interface KnownScore extends Score {
  readonly scoreId: string
  /** Why it is protected; left out where it is not. A flag about it carries them too. */
  readonly labels?: readonly string[]
}

/** What a patient answered to an item about self-harm. `on` is the day of the answer, `arrivedOn` of our hearing it. */
export interface SafetyItem {
  readonly scoreId: string
  readonly instrument: InstrumentCode
  readonly value: number
  readonly on: string
  readonly arrivedOn: string
  readonly labels?: readonly string[]
}

/** Somebody reached out to the patient, on a day of the team's zone. */
export interface ContactDay {
  readonly on: string
  readonly reached: boolean
}

/** A goal the team still works towards, and when it wants to look at it again. */
export interface GoalReview {
  readonly goalId: string
  readonly reviewOn: string
}

/** The current episode of a case that is not closed. Days are calendar days of the team's zone. */
export interface Episode {
  readonly start: string
  /** The day the case came to the team, by hand or from a file: what happened to it before, the team could not have done. */
  readonly cameOn: string
  readonly phase: 'active' | 'relapse-prevention'
  readonly contacts: readonly ContactDay[]
  /** The day it was last discussed, if it ever was. */
  readonly discussedOn?: string
  readonly goals: readonly GoalReview[]
}

/** The first day on which a team could do anything about an episode: its start, or the day the case came to the team when that is later. */
export function inCareSince({ start, cameOn }: Pick<Episode, 'start' | 'cameOn'>): string {
  return daysBetween(start, cameOn) > 0 ? cameOn : start
}

/**
 * All that the rules look at for one case, in any order. Without an episode only the safety rule has anything to look at: a closed
 * case, or one whose rules are held back.
 */
export interface RuleInput {
  readonly today: string
  readonly scores: readonly KnownScore[]
  readonly safetyItems: readonly SafetyItem[]
  readonly episode?: Episode
}

/** Why a rule asks for no flag. */
export const noFlagWords = {
  'turned-off': 'the team does not use the rule',
  'no-episode': 'the case is closed',
  'other-phase': 'the case is in another phase',
  'too-early': 'it is too early for the rule',
  'no-baseline': 'there is no baseline score',
  'baseline-too-low': 'the baseline is below what the rule looks at',
  'not-measured': 'there is no recent score',
  measured: 'there is a recent score',
  improved: 'the score improved',
  remitted: 'the score is in remission',
  'not-remitted': 'the scores are not low enough, or not for long enough',
  'below-the-line': 'the newest score is below the line',
  contacted: 'the patient was reached',
  'never-contacted': 'the patient was not reached in this episode yet',
  'discussed-lately': 'the case was discussed',
  'nothing-due': 'nothing is due',
  'no-safety-answer': 'there is no new positive answer',
} as const

export type NoFlag = keyof typeof noFlagWords
