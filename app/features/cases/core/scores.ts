import { addDays, daysBetween } from '#app/time/calendar-days.ts'
import { type InstrumentCode, isTotalOf } from './instruments.ts'

/** One measurement. `on` is the calendar day it was taken, in the team's zone; `at` the instant, where known. */
export interface Score {
  readonly instrument: InstrumentCode
  readonly value: number
  readonly on: string
  readonly at?: string
}

/** Where a course began and where it stands. `points` and `percentDown` compare the two. */
export interface Change {
  readonly baseline: Score
  readonly latest: Score
  /** Latest minus baseline: negative is better. */
  readonly points: number
  /** How far down from the baseline, in percent, not rounded; negative when it rose. A baseline of 0 has none. */
  readonly percentDown: number | undefined
}

/** A baseline may be this many days before, and this many after, the episode's start. */
export const baselineWindow = { before: 30, after: 14 } as const

/**
 * The instrument's scores in order of time, without those it cannot have given.
 *
 * Within a day, those with a time come in its order, after those without one.
 */
export function seriesOf<S extends Score>(scores: readonly S[], instrument: InstrumentCode): S[] {
  return scores
    .filter((score) => score.instrument === instrument && isTotalOf(instrument, score.value))
    .sort((a, b) => compareText(a.on, b.on) || compareText(a.at ?? '', b.at ?? ''))
}

/**
 * The score an episode is measured against: the one nearest to its start within -30 and +14 days, both days
 * included, else the first after that. Of two equally near, the earlier. None of before the window ever counts:
 * it belongs to an earlier episode.
 */
export function baselineOf<S extends Score>(
  scores: readonly S[],
  instrument: InstrumentCode,
  episodeStart: string,
): S | undefined {
  const days = (score: S) => daysBetween(episodeStart, score.on)
  const candidates = seriesOf(scores, instrument).filter((score) => days(score) >= -baselineWindow.before)
  const near = candidates.filter((score) => days(score) <= baselineWindow.after)
  // The sort is stable, so that the earlier of two equally near ones stays first.
  return near.sort((a, b) => Math.abs(days(a)) - Math.abs(days(b)))[0] ?? candidates[0]
}

/** The newest score of the episode up to and including the day `today`, or undefined when it has none. */
export function latestOf<S extends Score>(
  scores: readonly S[],
  instrument: InstrumentCode,
  episodeStart: string,
  today: string,
): S | undefined {
  const opens = addDays(episodeStart, -baselineWindow.before)
  return seriesOf(scores, instrument)
    .filter((score) => score.on >= opens && score.on <= today)
    .at(-1)
}

/**
 * How far an episode has come by the day `today`: undefined without a baseline, or without a score after it.
 *
 * A score of 0 is a score.
 */
export function changeOf(
  scores: readonly Score[],
  instrument: InstrumentCode,
  episodeStart: string,
  today: string,
): Change | undefined {
  const baseline = baselineOf(scores, instrument, episodeStart)
  const latest = latestOf(scores, instrument, episodeStart, today)
  if (!baseline || !latest || !isAfter(latest, baseline)) return undefined
  const points = latest.value - baseline.value
  const percentDown = baseline.value === 0 ? undefined : (-100 * points) / baseline.value
  return { baseline, latest, points, percentDown }
}

/** Whole weeks gone by since the episode's start; 0 in its first seven days, negative before it. */
export function weeksSince(episodeStart: string, today: string): number {
  return Math.floor(daysBetween(episodeStart, today) / 7)
}

function isAfter(later: Score, earlier: Score): boolean {
  return (compareText(later.on, earlier.on) || compareText(later.at ?? '', earlier.at ?? '')) > 0
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
