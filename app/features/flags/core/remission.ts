import { instrumentOf } from '#app/features/cases/core/instruments.ts'
import { daysBetween } from '#app/time/calendar-days.ts'
import { depressionCourse, firstDayOfWeek } from './measured-course.ts'
import { asksAgainAfter, type NumberSpecs, type NumbersOf } from './numbers.ts'
import type { Episode, KnownScore, NoFlag, RuleInput } from './rule-input.ts'

const remissionBelow = { label: 'Remission is below', unit: 'points', min: 3, max: 10, default: 5 } as const
const baselineFrom = {
  label: 'For a baseline of at least',
  unit: 'points',
  min: 5,
  max: 20,
  default: 10,
} as const

/** The numbers of "no remission by week 20" (CLINICAL E4). */
export const noRemissionNumbers = {
  week: { label: 'Looks from week', unit: '', min: 20, max: 30, default: 20 },
  measuredSinceWeek: { label: 'A score counts from week', unit: '', min: 0, max: 26, default: 12 },
  baselineFrom,
  remissionBelow,
  againDays: asksAgainAfter(56),
} as const satisfies NumberSpecs

/** The numbers of "ready for relapse prevention" (CLINICAL E1, section 5). */
export const stepDownNumbers = {
  remissionBelow,
  daysApart: { label: 'Two scores at least', unit: 'days apart', min: 14, max: 180, default: 28 },
  baselineFrom,
  againDays: asksAgainAfter(56),
} as const satisfies NumberSpecs

export interface NoRemission {
  readonly rule: 'no-remission-week-20'
  readonly week: number
  readonly baseline: KnownScore
  readonly latest: KnownScore
  readonly numbers: NumbersOf<typeof noRemissionNumbers>
}

export interface StepDown {
  readonly rule: 'ready-to-step-down'
  /** The first and the last of an unbroken run of scores in remission. */
  readonly first: KnownScore
  readonly latest: KnownScore
  readonly numbers: NumbersOf<typeof stepDownNumbers>
}

/** The rule "no remission by week 20": the newest score of the later weeks is still not in remission. */
export function noRemission(
  { scores, today }: RuleInput,
  { start }: Episode,
  numbers: NumbersOf<typeof noRemissionNumbers>,
): NoRemission | NoFlag {
  const { week, baseline, latest } = depressionCourse(scores, start, today)
  if (week < numbers.week) return 'too-early'
  if (!baseline) return 'no-baseline'
  if (baseline.value < numbers.baselineFrom) return 'baseline-too-low'
  if (!latest || latest.on < firstDayOfWeek(start, numbers.measuredSinceWeek)) return 'not-measured'
  if (latest.value < numbers.remissionBelow) return 'remitted'
  return { rule: 'no-remission-week-20', week, baseline, latest, numbers }
}

/**
 * The rule "ready for relapse prevention": the newest scores after the baseline are in remission, without one that is not between
 * them, over at least four weeks. Four weeks to the day count; the baseline itself is no sign of remission.
 */
export function readyToStepDown(
  { scores, today }: RuleInput,
  { start }: Episode,
  numbers: NumbersOf<typeof stepDownNumbers>,
): StepDown | NoFlag {
  const { baseline, after, latest } = depressionCourse(scores, start, today)
  if (!baseline) return 'no-baseline'
  if (baseline.value < numbers.baselineFrom) return 'baseline-too-low'
  const lastHigh = after.findLastIndex((score) => score.value >= numbers.remissionBelow)
  const first = after[lastHigh + 1]
  if (!first || !latest || daysBetween(first.on, latest.on) < numbers.daysApart) return 'not-remitted'
  return { rule: 'ready-to-step-down', first, latest, numbers }
}

/** Either answer in a sentence. */
export function sayRemission(answer: NoRemission | StepDown, sayDay: (day: string) => string): string {
  const name = instrumentOf(answer.latest.instrument).name
  switch (answer.rule) {
    case 'no-remission-week-20': {
      const { baseline, latest, week, numbers } = answer
      return `Week ${week}: ${name} was ${baseline.value} on ${sayDay(baseline.on)} and is ${latest.value} since ${sayDay(latest.on)}. Remission would be below ${numbers.remissionBelow}.`
    }
    case 'ready-to-step-down': {
      const { first, latest, numbers } = answer
      return `${name} was ${first.value} on ${sayDay(first.on)} and ${latest.value} on ${sayDay(latest.on)}, never ${numbers.remissionBelow} or more between, for at least ${numbers.daysApart} days.`
    }
    default:
      return answer satisfies never
  }
}
