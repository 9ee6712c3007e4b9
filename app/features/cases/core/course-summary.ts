import type { InstrumentCode } from './instruments.ts'
import { baselineOf, latestOf, type Score } from './scores.ts'

/** A course in a line: where it began, where it stands, and the points between. */
export interface CourseSummary {
  readonly instrument: InstrumentCode
  readonly first: Score | undefined
  readonly last: Score
  /** Of the last from the first; undefined while there is only one. */
  readonly points: number | undefined
}

/**
 * An episode's course in a line, by the first of the instruments that has a score in it up to `today`. Undefined when none has.
 *
 * An adult's and a teen's version of one questionnaire are asked for together: whichever is used is the course.
 */
export function summariseCourse(
  scores: readonly Score[],
  instruments: readonly InstrumentCode[],
  episodeStart: string,
  today: string,
): CourseSummary | undefined {
  for (const instrument of instruments) {
    const last = latestOf(scores, instrument, episodeStart, today)
    if (!last) continue
    const first = baselineOf(scores, instrument, episodeStart)
    return { instrument, first, last, points: first && first !== last ? last.value - first.value : undefined }
  }
  return undefined
}
