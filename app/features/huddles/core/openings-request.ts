import type { Urgency } from '#app/shared/urgency.ts'
import type { Span } from '#app/time/spans.ts'
import type { WeeklyHours } from '#app/time/weekly.ts'

/** What is asked of `findOpenings`. Instants are epoch milliseconds, lengths whole minutes, ids plain strings. */
export interface OpeningsRequest {
  readonly now: number
  /** Where the team's clock hangs: starts are on its grid, weeks are its weeks. */
  readonly zone: string
  readonly from: number
  readonly to: number
  readonly minutes: number
  readonly step: number
  /** Minutes at the beginning in which no case is talked about. */
  readonly setup: number
  readonly limit: number
  readonly people: readonly PersonToMeet[]
  readonly required: readonly string[]
  readonly optional: readonly string[]
  readonly quorum: readonly { readonly discipline: string; readonly count: number }[]
  readonly cases: readonly CaseToServe[]
}

/** Somebody who may come, and what is known of their time. */
export interface PersonToMeet {
  readonly id: string
  readonly discipline: string
  /** Where the wall clocks of `hours` hang. */
  readonly zone: string
  readonly hours: readonly WeeklyHours[]
  readonly busy: readonly BusySpan[]
  /** Kept free before and after busy and unavailable time, not around tentative time. */
  readonly bufferMinutes: number
}

export interface BusySpan extends Span {
  readonly type: 'busy' | 'tentative' | 'unavailable'
}

/** A case that waits for a huddle. `carried` counts the huddles that did not reach it. */
export interface CaseToServe {
  readonly id: string
  readonly urgency: Urgency
  readonly respondBy: number | null
  readonly minutes: number
  readonly needs: readonly string[]
  readonly carried: number
}

/** The openings, best first; or none, and why. */
export interface OpeningsAnswer {
  readonly openings: readonly Opening[]
  readonly none: NoOpening | null
}

/** Times that follow each other by one step and are equally good: `start` the first, `lastStart` the last of them. */
export interface Opening {
  readonly start: number
  readonly lastStart: number
  /** When the huddle that begins at `start` ends. */
  readonly end: number
  readonly free: readonly string[]
  readonly tentative: readonly string[]
  readonly missing: readonly MissingPerson[]
  readonly served: readonly string[]
  readonly late: readonly string[]
  readonly unserved: readonly UnservedCase[]
  readonly score: number
}

export interface MissingPerson {
  readonly id: string
  readonly why: 'busy' | 'unavailable' | 'outside-hours'
  /** Parts of the huddle for which they could be invited. */
  readonly freeSpans: readonly Span[]
}

export interface UnservedCase {
  readonly id: string
  readonly why: 'needs-missing' | 'no-room'
  readonly missing: readonly string[]
}

export interface NoOpening {
  readonly why: string
  readonly blocking: readonly Blocking[]
}

/** How many starts a required person, or a quorum, alone prevents. */
export type Blocking =
  | { readonly id: string; readonly starts: number }
  | { readonly discipline: string; readonly starts: number }
