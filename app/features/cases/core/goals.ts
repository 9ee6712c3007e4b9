import { type InstrumentCode, instrumentOf, isTotalOf } from './instruments.ts'
import { baselineOf, latestOf, type Score } from './scores.ts'

/** What became of a goal. */
export const goalStates = {
  active: 'Working on it',
  reached: 'Reached',
  'given-up': 'Given up',
} as const

export type GoalState = keyof typeof goalStates

/** A total to arrive at: at most this one, or at least this one where higher is better. */
export interface TotalTarget {
  readonly instrument: InstrumentCode
  readonly total: number
}

/** How far the scores have come towards a total. */
export interface Progress {
  readonly baseline: Score
  readonly latest: Score
  /** From 0 to 100, whole: how much of the way from the baseline to the target is done. Never more, and 0 where it got worse. */
  readonly percent: number
  readonly reached: boolean
}

/** Whether a total is as good as the target or better. */
export function isReached({ instrument, total }: TotalTarget, value: number): boolean {
  return instrumentOf(instrument).better === 'lower' ? value <= total : value >= total
}

/** The target as words: `PHQ-9 of 4 or less`. */
export function sayTarget({ instrument, total }: TotalTarget): string {
  const { name, better, min, max } = instrumentOf(instrument)
  const edge = better === 'lower' ? min : max
  const bound = total === edge ? '' : better === 'lower' ? ' or less' : ' or more'
  return `${name} of ${total}${bound}`
}

/**
 * How far an episode has come towards a total by the day `today`: from its baseline to its newest score.
 *
 * Undefined without any score of the episode. With the baseline alone it is at the start: 0 percent, or 100 where the baseline was
 * good enough already. Only what has reached the target is 100 percent: 99.6 is said as 99.
 */
export function progressOf(
  target: TotalTarget,
  scores: readonly Score[],
  episodeStart: string,
  today: string,
): Progress | undefined {
  const baseline = baselineOf(
    scores.filter(({ on }) => on <= today),
    target.instrument,
    episodeStart,
  )
  const latest = latestOf(scores, target.instrument, episodeStart, today)
  if (!baseline || !latest) return undefined
  const reached = isReached(target, latest.value)
  const way = baseline.value - target.total
  const done = way === 0 ? 0 : (baseline.value - latest.value) / way
  const percent = reached ? 100 : Math.min(99, Math.max(0, Math.floor(done * 100)))
  return { baseline, latest, percent, reached }
}

/** A target of the instrument that makes sense: one of its totals, and not the worst of them, which everybody has reached. */
export function isTarget({ instrument, total }: TotalTarget): boolean {
  const { better, min, max } = instrumentOf(instrument)
  return isTotalOf(instrument, total) && total !== (better === 'lower' ? max : min)
}

/** Whether the day on which somebody should look at a goal again has come: the day itself counts. */
export function isDueForReview(
  goal: { readonly state: GoalState; readonly reviewOn: string | null },
  today: string,
): boolean {
  return goal.state === 'active' && goal.reviewOn !== null && goal.reviewOn <= today
}

/** A few glad words about what is reached, for whoever reads them with the patient. */
export function sayReached(what: 'goal' | 'milestone', steps: { done: number; of: number }): string {
  if (what === 'goal') return 'Reached. Tell the patient, and say what they did for it.'
  const left = steps.of - steps.done
  if (left <= 0) return 'Reached, and it was the last step. Well done, both of you.'
  return `Reached: ${steps.done} of ${steps.of} steps. ${left === 1 ? 'One more to go.' : `${left} more to go.`}`
}
