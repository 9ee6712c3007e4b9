import { instrumentOf } from '#app/features/cases/core/instruments.ts'
import { daysBetween } from '#app/time/calendar-days.ts'
import { depressionCourse } from './measured-course.ts'
import { asksAgainAfter, type NumberSpecs, type NumbersOf } from './numbers.ts'
import type { Episode, KnownScore, NoFlag, RuleInput } from './rule-input.ts'

const lastDays = { label: 'Taken in the last', unit: 'days', min: 7, max: 90, default: 14 } as const

/** The numbers of "severe score" (CLINICAL E8). */
export const severeNumbers = {
  from: { label: 'A score of at least', unit: 'points', min: 15, max: 27, default: 20 },
  lastDays,
  againDays: asksAgainAfter(28),
} as const satisfies NumberSpecs

/** The numbers of "worse in relapse prevention": ours, without a source. */
export const relapseNumbers = {
  from: { label: 'A score of at least', unit: 'points', min: 5, max: 20, default: 10 },
  lastDays: { ...lastDays, default: 60 },
  againDays: asksAgainAfter(28),
} as const satisfies NumberSpecs

export interface SevereScore {
  readonly rule: 'severe-score'
  readonly latest: KnownScore
  readonly numbers: NumbersOf<typeof severeNumbers>
}

export interface Relapse {
  readonly rule: 'worse-in-relapse-prevention'
  readonly latest: KnownScore
  readonly numbers: NumbersOf<typeof relapseNumbers>
}

/** The rule "severe score": the newest score of the episode is in the severe band, and fresh enough to act on. The baseline counts too. */
export function severeScore(
  input: RuleInput,
  episode: Episode,
  numbers: NumbersOf<typeof severeNumbers>,
): SevereScore | NoFlag {
  const latest = newestHigh(input, episode, numbers)
  return typeof latest === 'string' ? latest : { rule: 'severe-score', latest, numbers }
}

/** The rule "worse in relapse prevention": the newest score is high again. Whether the case is in that phase is asked before. */
export function worseInRelapsePrevention(
  input: RuleInput,
  episode: Episode,
  numbers: NumbersOf<typeof relapseNumbers>,
): Relapse | NoFlag {
  const latest = newestHigh(input, episode, numbers)
  return typeof latest === 'string' ? latest : { rule: 'worse-in-relapse-prevention', latest, numbers }
}

/** Either answer in a sentence. */
export function saySeverity(answer: SevereScore | Relapse, sayDay: (day: string) => string): string {
  const { latest, numbers } = answer
  const was = `${instrumentOf(latest.instrument).name} was ${latest.value} on ${sayDay(latest.on)}`
  return answer.rule === 'severe-score'
    ? `${was}. From ${numbers.from} on it is severe.`
    : `${was}, while the case is in relapse prevention. The line is ${numbers.from}.`
}

function newestHigh(
  { scores, today }: RuleInput,
  { start }: Episode,
  numbers: { readonly from: number; readonly lastDays: number },
): KnownScore | NoFlag {
  const { baseline, latest } = depressionCourse(scores, start, today)
  const newest = latest ?? baseline
  if (!newest || daysBetween(newest.on, today) > numbers.lastDays) return 'not-measured'
  return newest.value >= numbers.from ? newest : 'below-the-line'
}
