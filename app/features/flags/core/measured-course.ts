import type { InstrumentCode } from '#app/features/cases/core/instruments.ts'
import { baselineOf, latestOf, seriesOf, weeksSince } from '#app/features/cases/core/scores.ts'
import { addDays } from '#app/time/calendar-days.ts'
import type { KnownScore } from './rule-input.ts'

/** How an episode's depression scores, or those of one instrument, run up to today. */
export interface MeasuredCourse {
  /** Whole weeks since the episode began. */
  readonly week: number
  readonly baseline: KnownScore | undefined
  /** The scores after the baseline, oldest first. */
  readonly after: readonly KnownScore[]
  /** The newest score after the baseline. */
  readonly latest: KnownScore | undefined
}

/**
 * The course of the depression score. PHQ-9 and the teens' version are read alike; an episode that has both is judged by the one
 * used last. Scores later than `today`, out of range, or of earlier episodes do not exist.
 */
export function depressionCourse(
  scores: readonly KnownScore[],
  start: string,
  today: string,
): MeasuredCourse {
  const known = scores.filter((score) => score.on <= today)
  const adult = latestOf(known, 'phq-9', start, today)
  const teen = latestOf(known, 'phq-9m', start, today)
  const instrument = teen && (!adult || teen.on > adult.on) ? 'phq-9m' : 'phq-9'
  return courseOf(known, instrument, start, today)
}

/** The course of one instrument, by the same rule. */
export function courseOf(
  scores: readonly KnownScore[],
  instrument: InstrumentCode,
  start: string,
  today: string,
): MeasuredCourse {
  const known = scores.filter((score) => score.on <= today)
  const baseline = baselineOf(known, instrument, start)
  const series = seriesOf(known, instrument)
  const after = baseline ? series.slice(series.indexOf(baseline) + 1) : []
  return { week: weeksSince(start, today), baseline, after, latest: after.at(-1) }
}

/** The first day of a week of the episode; week 0 begins on its start. */
export function firstDayOfWeek(start: string, week: number): string {
  return addDays(start, week * 7)
}

/** How far a score is down from its baseline, in percent, not rounded; negative when it rose. The baseline is not 0. */
export function percentDown(baseline: KnownScore, latest: KnownScore): number {
  return (100 * (baseline.value - latest.value)) / baseline.value
}
