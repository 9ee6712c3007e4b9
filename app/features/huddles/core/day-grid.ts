import { minute, overlaps, type Span } from '#app/time/spans.ts'
import { instantsOf, type ZoneClock, zoneClock } from '#app/time/zones.ts'
import type { OpeningsRequest } from './openings-request.ts'
import { type PersonTime, personTime, presence } from './person-time.ts'

const day = 24 * 60 * minute

/** How a person stands during one column. */
type CellState = 'free' | 'busy' | 'tentative' | 'out' | 'unknown' | 'outside'

/** One column: a stretch of half an hour, and whether the huddle can begin with it. */
interface GridColumn {
  readonly start: number
  /** How many are free for the whole huddle. */
  readonly free: number
  readonly state: 'all' | 'enough' | 'not'
}

export interface DayGrid {
  readonly columns: readonly GridColumn[]
  /** For each person of the request, in its order, one for each column. */
  readonly rows: readonly { readonly id: string; readonly cells: readonly CellState[] }[]
}

/**
 * One day of a clock in half hours, from 8 to 18 and wider where somebody works earlier or later.
 *
 * The clock is the request's zone, and `date` a day counted from 1 January 1970. Half hours that the clocks leave out are left out, those that come twice are there
 * twice. Whoever has no hours is unknown, which is not free.
 */
export function dayGrid(request: OpeningsRequest, date: number): DayGrid {
  const length = request.minutes * minute
  const around: Span = { start: date * day - 2 * day, end: date * day + 3 * day }
  const clock = zoneClock(request.zone, around)
  const times = request.people.map((person) => personTime(person, zoneClock(person.zone, around), around))
  const starts = halfHours(clock, date)
  const shown = shownPart(starts, times)
  const required = new Set(request.required)

  const columns = shown.map((start): GridColumn => {
    const huddle = { start, end: start + length }
    const free = times.filter((time) => presence(time, huddle) === 'free')
    const ids = new Set(free.map((time) => time.id))
    const isValid =
      start >= request.now &&
      [...required].every((id) => ids.has(id)) &&
      request.quorum.every(
        ({ discipline, count }) =>
          request.people.filter((person) => person.discipline === discipline && ids.has(person.id)).length >=
          count,
      )
    const state = !isValid ? 'not' : free.length === times.length ? 'all' : 'enough'
    return { start, free: free.length, state }
  })
  const rows = times.map((time, index) => ({
    id: time.id,
    cells: shown.map((start) =>
      (request.people[index]?.hours.length ?? 0) === 0
        ? ('unknown' as const)
        : cellOf(time, { start, end: start + 30 * minute }),
    ),
  }))
  return { columns, rows }
}

function cellOf(time: PersonTime, column: Span): CellState {
  if (!overlaps(time.hours, column)) return 'outside'
  if (overlaps(time.unavailable, column)) return 'out'
  if (overlaps(time.busy, column)) return 'busy'
  if (overlaps(time.tentative, column)) return 'tentative'
  return presence(time, column) === 'free' ? 'free' : 'outside'
}

function halfHours(clock: ZoneClock, date: number): number[] {
  const walls = Array.from({ length: 48 }, (_, index) => date * day + index * 30 * minute)
  return walls.flatMap((wall) => instantsOf(clock, wall)).sort((a, b) => a - b)
}

function shownPart(starts: readonly number[], times: readonly PersonTime[]): readonly number[] {
  const worked = starts.map((start) =>
    times.some((time) => overlaps(time.hours, { start, end: start + 30 * minute })),
  )
  const first = worked.indexOf(true)
  const last = worked.lastIndexOf(true)
  return starts.slice(first === -1 ? 16 : Math.min(first, 16), Math.max(last + 1, 36))
}
