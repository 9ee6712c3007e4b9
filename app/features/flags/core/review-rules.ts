import { DateTime } from 'luxon'
import { nextReview, reviewMonths } from '#app/features/cases/core/review.ts'
import { asksAgainAfter, type NumberSpecs, type NumbersOf } from './numbers.ts'
import { type Episode, type GoalReview, inCareSince, type NoFlag, type RuleInput } from './rule-input.ts'

/** The numbers of "review overdue" (CLINICAL E7). Their defaults are those by which the caseload says when the next review is. */
export const reviewNumbers = {
  activeMonths: {
    label: 'While active, at most',
    unit: 'months',
    min: 1,
    max: 6,
    default: reviewMonths.active,
  },
  preventionMonths: {
    label: 'In relapse prevention, at most',
    unit: 'months',
    min: 1,
    max: 12,
    default: reviewMonths['relapse-prevention'],
  },
  againDays: asksAgainAfter(28),
} as const satisfies NumberSpecs

/** The numbers of "long stay" (CLINICAL E7). */
export const longStayNumbers = {
  months: { label: 'Longer than', unit: 'months', min: 3, max: 36, default: 9 },
  againDays: asksAgainAfter(90),
} as const satisfies NumberSpecs

/** The numbers of "goal due for review": the day is the goal's own. */
export const goalNumbers = { againDays: asksAgainAfter(28) } as const satisfies NumberSpecs

export interface ReviewOverdue {
  readonly rule: 'review-overdue'
  readonly start: string
  /** The day the clock began to run: that of the last discussion, else the later of the episode's start and the case's coming to the team. */
  readonly since: string
  readonly discussed: boolean
  readonly dueOn: string
  readonly phase: Episode['phase']
  readonly numbers: NumbersOf<typeof reviewNumbers>
}

export interface LongStay {
  readonly rule: 'long-stay'
  readonly start: string
  readonly numbers: NumbersOf<typeof longStayNumbers>
}

export interface GoalReviewDue {
  readonly rule: 'goal-review-due'
  /** Those that are due, the one due first in front. What they are about is not said here: that stands on the case's page. */
  readonly goals: readonly GoalReview[]
  readonly numbers: NumbersOf<typeof goalNumbers>
}

/**
 * The rule "review overdue": the day by which the case was to be discussed again has passed. On that day itself it is not overdue.
 *
 * A team that got the case after the episode began has its first month from then on, so that bringing in an old caseload does not
 * call all of it overdue.
 */
export function reviewOverdue(
  { today }: RuleInput,
  episode: Episode,
  numbers: NumbersOf<typeof reviewNumbers>,
): ReviewOverdue | NoFlag {
  const { start, phase, discussedOn } = episode
  const discussed = discussedOn && discussedOn >= start && discussedOn <= today ? discussedOn : undefined
  const since = discussed ?? inCareSince(episode)
  const months = { active: numbers.activeMonths, 'relapse-prevention': numbers.preventionMonths }
  const dueOn = nextReview(phase, since, undefined, months)
  if (!dueOn || today <= dueOn) return discussed ? 'discussed-lately' : 'too-early'
  return {
    rule: 'review-overdue',
    start,
    since,
    discussed: discussed !== undefined,
    dueOn,
    phase,
    numbers,
  }
}

/** The rule "long stay": more than nine months since the episode began. */
export function longStay(
  { today }: RuleInput,
  { start }: Episode,
  numbers: NumbersOf<typeof longStayNumbers>,
): LongStay | NoFlag {
  const limit = DateTime.fromISO(start, { zone: 'utc' })
    .plus({ months: numbers.months })
    .toFormat('yyyy-MM-dd')
  return today <= limit ? 'too-early' : { rule: 'long-stay', start, numbers }
}

/** The rule "goal due for review": the day a goal is to be looked at again has come. That day itself counts. */
export function goalReviewDue(
  { today }: RuleInput,
  { goals }: Episode,
  numbers: NumbersOf<typeof goalNumbers>,
): GoalReviewDue | NoFlag {
  const due = goals
    .filter(({ reviewOn }) => reviewOn <= today)
    .sort((a, b) =>
      a.reviewOn < b.reviewOn ? -1 : a.reviewOn > b.reviewOn ? 1 : a.goalId < b.goalId ? -1 : 1,
    )
  return due.length === 0 ? 'nothing-due' : { rule: 'goal-review-due', goals: due, numbers }
}

/** Any of the three answers in a sentence. */
export function sayReview(
  answer: ReviewOverdue | LongStay | GoalReviewDue,
  sayDay: (day: string) => string,
): string {
  switch (answer.rule) {
    case 'review-overdue': {
      const { phase, numbers, start, since, dueOn } = answer
      const months = phase === 'active' ? numbers.activeMonths : numbers.preventionMonths
      const last = answer.discussed
        ? `Last discussed on ${sayDay(since)}`
        : `Not discussed since ${since === start ? 'the episode began' : 'it came to the team'} on ${sayDay(since)}`
      return `${last}; the next time was due by ${sayDay(dueOn)}, ${monthsOf(months)} later${phase === 'active' ? '' : ', in relapse prevention'}.`
    }
    case 'long-stay':
      return `The episode began on ${sayDay(answer.start)}, more than ${monthsOf(answer.numbers.months)} ago, and the case is still active.`
    case 'goal-review-due': {
      const [first, ...others] = answer.goals
      const day = first ? sayDay(first.reviewOn) : 'a day gone by'
      if (others.length === 0) return `A goal was to be looked at again on ${day}.`
      return `${answer.goals.length} goals were to be looked at again, the first on ${day}.`
    }
    default:
      return answer satisfies never
  }
}

function monthsOf(count: number): string {
  return count === 1 ? '1 month' : `${count} months`
}
