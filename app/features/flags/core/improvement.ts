import { instrumentOf } from '#app/features/cases/core/instruments.ts'
import { depressionCourse, firstDayOfWeek, percentDown } from './measured-course.ts'
import { asksAgainAfter, type NumberSpecs, type NumbersOf } from './numbers.ts'
import type { Episode, KnownScore, NoFlag, RuleInput } from './rule-input.ts'

const measuredSinceWeek = {
  label: 'A score counts from week',
  unit: '',
  min: 0,
  max: 12,
  default: 4,
} as const
const week = { label: 'Looks from week', unit: '', min: 4, max: 26, default: 8 } as const
const baselineFrom = {
  label: 'For a baseline of at least',
  unit: 'points',
  min: 5,
  max: 20,
  default: 10,
} as const

/** The numbers of "not improved at week 8" (CLINICAL E2). */
export const notImprovedNumbers = {
  week,
  measuredSinceWeek,
  baselineFrom,
  improvedBelow: { label: 'Improved is below', unit: 'points', min: 5, max: 20, default: 10 },
  improvedPercent: { label: 'Or down by at least', unit: '%', min: 20, max: 80, default: 50 },
  againDays: asksAgainAfter(28),
} as const satisfies NumberSpecs

/** The numbers of "not measured at week 8". */
export const notMeasuredNumbers = {
  week,
  measuredSinceWeek,
  baselineFrom,
  againDays: asksAgainAfter(28),
} as const satisfies NumberSpecs

export interface NotImproved {
  readonly rule: 'not-improved-week-8'
  readonly week: number
  readonly baseline: KnownScore
  readonly latest: KnownScore
  /** Not rounded; negative when it rose. */
  readonly percentDown: number
  readonly numbers: NumbersOf<typeof notImprovedNumbers>
}

export interface NotMeasured {
  readonly rule: 'not-measured-week-8'
  readonly week: number
  readonly baseline: KnownScore
  /** The last score there is, or undefined when there is none but the baseline. */
  readonly latest: KnownScore | undefined
  readonly numbers: NumbersOf<typeof notMeasuredNumbers>
}

/**
 * The rule "not improved at week 8". Without a score since week 4, or with none but the baseline, it is silent: that is "not
 * measured", a follow-up and no failure of treatment. A score of week 4's first day counts.
 */
export function notImproved(
  { scores, today }: RuleInput,
  { start }: Episode,
  numbers: NumbersOf<typeof notImprovedNumbers>,
): NotImproved | NoFlag {
  const course = depressionCourse(scores, start, today)
  if (course.week < numbers.week) return 'too-early'
  const { baseline, latest } = course
  if (!baseline) return 'no-baseline'
  if (baseline.value < numbers.baselineFrom) return 'baseline-too-low'
  if (!latest || latest.on < firstDayOfWeek(start, numbers.measuredSinceWeek)) return 'not-measured'
  const down = percentDown(baseline, latest)
  if (latest.value < numbers.improvedBelow || down >= numbers.improvedPercent) return 'improved'
  return { rule: 'not-improved-week-8', week: course.week, baseline, latest, percentDown: down, numbers }
}

/** The rule "not measured at week 8": there is a baseline to compare with, and no score since week 4. */
export function notMeasured(
  { scores, today }: RuleInput,
  { start }: Episode,
  numbers: NumbersOf<typeof notMeasuredNumbers>,
): NotMeasured | NoFlag {
  const course = depressionCourse(scores, start, today)
  if (course.week < numbers.week) return 'too-early'
  const { baseline, latest } = course
  if (!baseline) return 'no-baseline'
  if (baseline.value < numbers.baselineFrom) return 'baseline-too-low'
  if (latest && latest.on >= firstDayOfWeek(start, numbers.measuredSinceWeek)) return 'measured'
  return { rule: 'not-measured-week-8', week: course.week, baseline, latest, numbers }
}

/** Either answer in a sentence, with its numbers and dates. `sayDay` turns `2026-05-03` into words. */
export function sayImprovement(answer: NotImproved | NotMeasured, sayDay: (day: string) => string): string {
  const { baseline, latest, week } = answer
  const began = `${instrumentOf(baseline.instrument).name} was ${baseline.value} on ${sayDay(baseline.on)}`
  switch (answer.rule) {
    case 'not-improved-week-8': {
      const { improvedBelow, improvedPercent } = answer.numbers
      return `Week ${week}: ${began} and ${answer.latest.value} on ${sayDay(answer.latest.on)}, ${sayPercent(answer.percentDown)}. Improved would be below ${improvedBelow} or at least ${improvedPercent} % down.`
    }
    case 'not-measured-week-8': {
      const since = latest ? `was last measured on ${sayDay(latest.on)}` : 'has not been measured since'
      return `Week ${week}: ${began} and ${since}. Whether it improved is not known.`
    }
    default:
      return answer satisfies never
  }
}

function sayPercent(percent: number): string {
  const down = Math.floor(percent)
  return down > 0 ? `${down} % down` : down < 0 ? `${-down} % up` : 'unchanged'
}
