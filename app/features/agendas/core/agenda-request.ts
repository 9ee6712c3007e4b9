import type { Urgency } from '#app/shared/urgency.ts'

/** What is asked of `suggestAgenda`. All minutes are whole, and counted from the huddle's start; ids are plain strings. */
export interface AgendaRequest {
  readonly minutes: number
  /** Minutes at the beginning in which no case is talked about. */
  readonly setup: number
  /** Who is there from when to when. A person may have several spans; whoever has none is not there. */
  readonly attendance: readonly { readonly id: string; readonly from: number; readonly to: number }[]
  readonly cases: readonly CaseToPlace[]
}

/** A case that may be talked about. `carried` counts the huddles that did not reach it. */
export interface CaseToPlace {
  readonly id: string
  readonly urgency: Urgency
  /** Whether its answer is overdue. */
  readonly late: boolean
  readonly carried: number
  readonly minutes: number
  readonly needs: readonly string[]
  /** Somebody wants it on this agenda, whatever it is worth. */
  readonly pinned: boolean
}

/** What to talk about, in which order. */
export interface AgendaAnswer {
  readonly items: readonly PlacedItem[]
  readonly cut: readonly { readonly id: string; readonly why: 'no-room' | 'needs-absent' }[]
  readonly windows: readonly Window[]
  readonly worth: number
  /** Minutes that people sit through between the first and the last item they are needed for, without being needed. */
  readonly waiting: number
  /** Whether this is proved to be the best agenda. */
  readonly exact: boolean
}

/** One case on the agenda: `[start, end)` in minutes from the huddle's start. */
export interface PlacedItem {
  readonly id: string
  readonly start: number
  readonly end: number
}

/** From when to when one person is needed. */
export interface Window {
  readonly id: string
  readonly from: number
  readonly to: number
}
