import { courseOf, firstDayOfWeek } from './measured-course.ts'
import { asksAgainAfter, type NumberSpecs, type NumbersOf } from './numbers.ts'
import type { Episode, KnownScore, NoFlag, RuleInput } from './rule-input.ts'

/** The numbers of "anxiety not improved" (CLINICAL E5): only the points have a source. */
export const anxietyNumbers = {
  week: { label: 'Looks from week', unit: '', min: 4, max: 26, default: 8 },
  measuredSinceWeek: { label: 'A score counts from week', unit: '', min: 0, max: 12, default: 4 },
  baselineFrom: { label: 'For a baseline of at least', unit: 'points', min: 5, max: 18, default: 10 },
  points: { label: 'Improved is down by at least', unit: 'points', min: 2, max: 10, default: 4 },
  againDays: asksAgainAfter(28),
} as const satisfies NumberSpecs

export interface AnxietyNotImproved {
  readonly rule: 'anxiety-not-improved'
  readonly week: number
  readonly baseline: KnownScore
  readonly latest: KnownScore
  readonly numbers: NumbersOf<typeof anxietyNumbers>
}

/** The rule "anxiety not improved": the newest GAD-7 since week 4 is less than the smallest difference that matters below the baseline. */
export function anxietyNotImproved(
  { scores, today }: RuleInput,
  { start }: Episode,
  numbers: NumbersOf<typeof anxietyNumbers>,
): AnxietyNotImproved | NoFlag {
  const { week, baseline, latest } = courseOf(scores, 'gad-7', start, today)
  if (week < numbers.week) return 'too-early'
  if (!baseline) return 'no-baseline'
  if (baseline.value < numbers.baselineFrom) return 'baseline-too-low'
  if (!latest || latest.on < firstDayOfWeek(start, numbers.measuredSinceWeek)) return 'not-measured'
  if (baseline.value - latest.value >= numbers.points) return 'improved'
  return { rule: 'anxiety-not-improved', week, baseline, latest, numbers }
}

/** The answer in a sentence. */
export function sayAnxiety(answer: AnxietyNotImproved, sayDay: (day: string) => string): string {
  const { baseline, latest, week, numbers } = answer
  const down = baseline.value - latest.value
  const change = down > 0 ? `${pointsOf(down)} down` : down < 0 ? `${pointsOf(-down)} up` : 'unchanged'
  return `Week ${week}: GAD-7 was ${baseline.value} on ${sayDay(baseline.on)} and ${latest.value} on ${sayDay(latest.on)}, ${change}. Improved would be at least ${numbers.points} points down.`
}

function pointsOf(count: number): string {
  return count === 1 ? '1 point' : `${count} points`
}
