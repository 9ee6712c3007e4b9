import { instrumentOf } from '#app/features/cases/core/instruments.ts'
import { weeksSince } from '#app/features/cases/core/scores.ts'
import { depressionCourse } from './measured-course.ts'
import { asksAgainAfter, type NumberSpecs, type NumbersOf } from './numbers.ts'
import type { Episode, KnownScore, NoFlag, RuleInput } from './rule-input.ts'

const stage = (week: number) => ({ label: 'From week', unit: '', min: 2, max: 30, default: week }) as const
const line = (points: number) =>
  ({ label: 'a score of at least', unit: 'points', min: 5, max: 27, default: points }) as const

/** The numbers of the early warning (CLINICAL E6): from each week on, the score that foretells no response. */
export const earlyWarningNumbers = {
  firstWeek: stage(4),
  firstLine: line(17),
  secondWeek: stage(9),
  secondLine: line(13),
  thirdWeek: stage(14),
  thirdLine: line(9),
  baselineFrom: { label: 'For a baseline of at least', unit: 'points', min: 5, max: 20, default: 10 },
  againDays: asksAgainAfter(28),
} as const satisfies NumberSpecs

export interface EarlyWarning {
  readonly rule: 'early-warning'
  /** The week of the newest score, and the line it was measured against. */
  readonly week: number
  readonly line: number
  readonly baseline: KnownScore
  readonly latest: KnownScore
  readonly numbers: NumbersOf<typeof earlyWarningNumbers>
}

/** The early warning: the newest score is at or over the line of the week it was taken in. A score before the first week says nothing. */
export function earlyWarning(
  { scores, today }: RuleInput,
  { start }: Episode,
  numbers: NumbersOf<typeof earlyWarningNumbers>,
): EarlyWarning | NoFlag {
  const { week, baseline, latest } = depressionCourse(scores, start, today)
  if (week < numbers.firstWeek) return 'too-early'
  if (!baseline) return 'no-baseline'
  if (baseline.value < numbers.baselineFrom) return 'baseline-too-low'
  if (!latest) return 'not-measured'
  const taken = weeksSince(start, latest.on)
  const line = lineAt(taken, numbers)
  if (line === undefined) return 'not-measured'
  if (latest.value < line) return 'below-the-line'
  return { rule: 'early-warning', week: taken, line, baseline, latest, numbers }
}

/** The answer in a sentence. */
export function sayEarlyWarning(answer: EarlyWarning, sayDay: (day: string) => string): string {
  const { latest, week, line } = answer
  return `${instrumentOf(latest.instrument).name} was ${latest.value} on ${sayDay(latest.on)}, in week ${week}. From then on ${line} or more foretold that treatment would not work as it is.`
}

function lineAt(week: number, numbers: NumbersOf<typeof earlyWarningNumbers>): number | undefined {
  if (week >= numbers.thirdWeek) return numbers.thirdLine
  if (week >= numbers.secondWeek) return numbers.secondLine
  return week >= numbers.firstWeek ? numbers.firstLine : undefined
}
