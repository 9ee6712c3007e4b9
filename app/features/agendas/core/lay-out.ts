import type { AgendaRequest, Window } from './agenda-request.ts'
import { placingOf, startOf } from './topics.ts'
import { windowsOf } from './windows.ts'

/** A case in its place: with its minutes, or with the reason why the huddle will not reach it. */
type LaidOut =
  | { readonly id: string; readonly start: number; readonly end: number }
  | { readonly id: string; readonly cut: 'no-room' | 'needs-absent' }

/** An agenda in the order somebody gave it. */
export interface Layout {
  /** In the order of the cases asked about. */
  readonly rows: readonly LaidOut[]
  /** When the last of those that fit ends, in minutes from the huddle's start; the setup's end when none fits. */
  readonly until: number
  readonly windows: readonly Window[]
}

/**
 * What fits when the cases are talked about in exactly this order.
 *
 * The first for which no room is left draws the line, and everything after it is below, also what would still fit: whoever runs the
 * huddle goes down the list. A case whose people are absent is passed over in its place and takes no time.
 */
export function layOut(request: AgendaRequest): Layout {
  const placing = placingOf(request)
  const topics = new Map(placing.topics.map((topic) => [topic.id, topic]))
  const impossible = new Map(placing.impossible.map(({ id, why }) => [id, why]))
  const rows: LaidOut[] = []
  let at = placing.setup
  let full = false
  for (const { id } of request.cases) {
    const topic = topics.get(id)
    if (!topic && impossible.get(id) === 'needs-absent') {
      rows.push({ id, cut: 'needs-absent' })
      continue
    }
    const start = topic && !full ? startOf(topic, at) : Number.POSITIVE_INFINITY
    if (!topic || start === Number.POSITIVE_INFINITY) {
      full = true
      rows.push({ id, cut: 'no-room' })
      continue
    }
    at = start + topic.minutes
    rows.push({ id, start, end: at })
  }
  const needs = new Map(request.cases.map((one) => [one.id, one.needs]))
  const placed = rows.flatMap((row) => ('cut' in row ? [] : [{ ...row, needs: needs.get(row.id) ?? [] }]))
  return { rows, until: at, windows: windowsOf(placed) }
}
