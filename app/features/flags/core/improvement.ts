import { instrumentOf } from '#app/features/cases/core/instruments.ts'
import { baselineOf, latestOf, type Score, seriesOf, weeksSince } from '#app/features/cases/core/scores.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import { addDays } from '#app/time/calendar-days.ts'
import { type Source, sources } from './sources.ts'

/** The numbers of the week-8 rule (CLINICAL E2), as a team may edit them. */
export interface ImprovementNumbers {
  /** The rule looks from this week of the episode on. */
  readonly week: number
  /** A score before this week of the episode says nothing about week 8. */
  readonly measuredSinceWeek: number
  /** Below this baseline the rule does not apply. */
  readonly baselineFrom: number
  readonly improvedBelow: number
  readonly improvedPercent: number
}

const improvementNumbers: ImprovementNumbers = {
  week: 8,
  measuredSinceWeek: 4,
  baselineFrom: 10,
  improvedBelow: 10,
  improvedPercent: 50,
}

/** A flag that a rule of this file asks for, with all that is needed to say why. */
export type ImprovementAnswer =
  | {
      readonly rule: 'not-improved-week-8'
      readonly urgency: Urgency
      readonly week: number
      readonly baseline: Score
      readonly latest: Score
      /** Not rounded; negative when it rose. */
      readonly percentDown: number
      readonly numbers: ImprovementNumbers
      readonly source: Source
    }
  | {
      readonly rule: 'not-measured-week-8'
      readonly urgency: Urgency
      readonly week: number
      readonly baseline: Score
      /** The last score there is, or undefined when there is none but the baseline. */
      readonly latest: Score | undefined
      readonly numbers: ImprovementNumbers
      readonly source: Source
    }

/** Why the rule asks for no flag. */
export type NoFlag = 'too-early' | 'no-baseline' | 'baseline-too-low' | 'improved'

/**
 * The rule "not improved at week 8", asked on the day `today` about the episode that began on `episodeStart`.
 *
 * It knows nothing of earlier episodes. PHQ-9 and the teens' version are asked alike; an episode that has both is
 * judged by the one used last. Without a score since week 4, or with none but the baseline, the answer is "not
 * measured", which is a follow-up and not a failure of treatment. A score of week 4's first day counts. Scores later
 * than `today`, and scores out of range, do not exist.
 */
export function notImproved(
  scores: readonly Score[],
  episodeStart: string,
  today: string,
  numbers: ImprovementNumbers = improvementNumbers,
): ImprovementAnswer | NoFlag {
  const week = weeksSince(episodeStart, today)
  if (week < numbers.week) return 'too-early'

  const known = scores.filter((score) => score.on <= today)
  const instrument = lastUsed(known, episodeStart, today)
  const baseline = baselineOf(known, instrument, episodeStart)
  if (!baseline) return 'no-baseline'
  if (baseline.value < numbers.baselineFrom) return 'baseline-too-low'

  const series = seriesOf(known, instrument)
  const latest = series.slice(series.indexOf(baseline) + 1).at(-1)
  const measuredFrom = addDays(episodeStart, numbers.measuredSinceWeek * 7)
  if (!latest || latest.on < measuredFrom) {
    return {
      rule: 'not-measured-week-8',
      urgency: 'routine',
      week,
      baseline,
      latest,
      numbers,
      source: sources.mhip,
    }
  }

  const percentDown = (100 * (baseline.value - latest.value)) / baseline.value
  const improved = latest.value < numbers.improvedBelow || percentDown >= numbers.improvedPercent
  if (improved) return 'improved'
  // "Soon" is two working weeks: from week 8 that is well before week 12, when the review should have been.
  return {
    rule: 'not-improved-week-8',
    urgency: 'soon',
    week,
    baseline,
    latest,
    percentDown,
    numbers,
    source: sources.mhip,
  }
}

/** The answer in a sentence, with its numbers and dates. `sayDay` turns `2026-05-03` into words. */
export function sayImprovement(answer: ImprovementAnswer, sayDay: (day: string) => string): string {
  const { baseline, latest, week } = answer
  const began = `${instrumentOf(baseline.instrument).name} was ${baseline.value} on ${sayDay(baseline.on)}`
  switch (answer.rule) {
    case 'not-improved-week-8': {
      const down = Math.floor(answer.percentDown)
      const change = down > 0 ? `${down} % down` : down < 0 ? `${-down} % up` : 'unchanged'
      return `Week ${week}: ${began} and ${latest?.value} on ${sayDay(answer.latest.on)}, ${change}. Improved would be below ${answer.numbers.improvedBelow} or at least ${answer.numbers.improvedPercent} % down.`
    }
    case 'not-measured-week-8': {
      const since = latest ? `was last measured on ${sayDay(latest.on)}` : 'has not been measured since'
      return `Week ${week}: ${began} and ${since}. Whether it improved is not known.`
    }
    default:
      return answer satisfies never
  }
}

function lastUsed(scores: readonly Score[], episodeStart: string, today: string): 'phq-9' | 'phq-9m' {
  const adult = latestOf(scores, 'phq-9', episodeStart, today)
  const teen = latestOf(scores, 'phq-9m', episodeStart, today)
  return teen && (!adult || teen.on > adult.on) ? 'phq-9m' : 'phq-9'
}
