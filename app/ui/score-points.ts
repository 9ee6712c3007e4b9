export interface ScorePoint {
  /** A calendar date, 2026-12-01. */
  date: string
  value: number
  /** Where the episode is measured from. */
  baseline?: boolean
}

/** A named part of the scale, both ends included. */
export interface ScoreBand {
  from: number
  to: number
  name: string
}

/** Something that happened on a day and may have changed the course. */
export interface ScoreMark {
  /** A calendar date. */
  date: string
  kind: 'started' | 'stopped' | 'changed' | 'discussed'
  /** In full: "Started: sertraline 50 mg". */
  words: string
}
