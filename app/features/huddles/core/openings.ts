import { minute, type Span } from '#app/time/spans.ts'
import { isoWeekOf } from '#app/time/weekly.ts'
import { wallClockAt, type ZoneClock, zoneClock } from '#app/time/zones.ts'
import { byCodePoint, sortedIds } from './ids.ts'
import { whyNone } from './no-opening.ts'
import type {
  CaseToServe,
  Opening,
  OpeningsAnswer,
  OpeningsRequest,
  UnservedCase,
} from './openings-request.ts'
import { absence, type PersonTime, personTime, presence } from './person-time.ts'
import { servingFrom } from './serving.ts'
import { type Starts, startAt, startsBetween } from './starts.ts'
import { type Run, sweep } from './sweep.ts'

/**
 * When a huddle can be held, best first.
 *
 * A start is valid when every required person is free and each quorum is met; it is as good as the cases it serves.
 * Best is: higher score, earlier week of the team's zone, more optional people free, fewer tentative, earlier.
 * When there is no valid start at all, the answer says why; a limit of 0 asks for that alone.
 */
export function findOpenings(request: OpeningsRequest): OpeningsAnswer {
  const length = request.minutes * minute
  const earliest = Math.max(request.from, request.now)
  const searched = { start: earliest, end: Math.max(request.to, earliest) }
  const clocks = new Map<string, ZoneClock>()
  function clockOf(zone: string): ZoneClock {
    const clock = clocks.get(zone) ?? zoneClock(zone, searched)
    clocks.set(zone, clock)
    return clock
  }

  const clock = clockOf(request.zone)
  const starts = startsBetween(clock, earliest, request.to - length, request.step)
  const people = [...request.people].sort((a, b) => byCodePoint(a.id, b.id))
  const cases = [...request.cases].sort((a, b) => byCodePoint(a.id, b.id))
  const times = people.map((person) => personTime(person, clockOf(person.zone), searched))

  const serve = servingFrom(cases, request.minutes - request.setup)
  const swept = sweep(request, starts, times, cases, serve)
  const search = { starts: starts.count, blocking: swept.blocking, neverFree: swept.neverFree }
  return {
    openings: bestOf(swept.runs, starts, clock, request.limit).map(({ run, start }) => {
      const huddle = { start, end: start + length }
      return openingOf(run, huddle, startAt(starts, run.end - 1), times, cases)
    }),
    none: swept.valid > 0 ? null : { why: whyNone(request, search), blocking: swept.blocking },
  }
}

interface Placed {
  readonly run: Run
  readonly start: number
  readonly week: number
}

function bestOf(runs: readonly Run[], starts: Starts, clock: ZoneClock, limit: number): Placed[] {
  const placed = runs.map((run): Placed => {
    const start = startAt(starts, run.first)
    return { run, start, week: isoWeekOf(wallClockAt(clock, start)) }
  })
  return placed.sort(byGoodness).slice(0, limit)
}

function byGoodness(a: Placed, b: Placed): number {
  return (
    b.run.serving.score - a.run.serving.score ||
    a.week - b.week ||
    b.run.optionalFree - a.run.optionalFree ||
    a.run.tentative - b.run.tentative ||
    a.start - b.start
  )
}

function openingOf(
  { serving }: Run,
  huddle: Span,
  lastStart: number,
  times: readonly PersonTime[],
  cases: readonly CaseToServe[],
): Opening {
  const those = (wanted: 'free' | 'tentative' | 'missing') =>
    times.filter((time) => presence(time, huddle) === wanted)
  const free = those('free').map((time) => time.id)
  const served = new Set(serving.served)
  return {
    start: huddle.start,
    lastStart,
    end: huddle.end,
    free,
    tentative: those('tentative').map((time) => time.id),
    missing: those('missing').map((time) => absence(time, huddle)),
    served: idsAt(cases, serving.served),
    late: idsAt(cases, serving.late),
    unserved: unservedOf(
      cases.filter((_, index) => !served.has(index)),
      free,
    ),
    score: serving.score,
  }
}

/** Why each of these cases is not served: somebody it needs is not free, or there is no room for it. Keeps their order. */
function unservedOf(cases: readonly CaseToServe[], free: readonly string[]): UnservedCase[] {
  const there = new Set(free)
  return cases.map(({ id, needs }) => {
    const missing = sortedIds(needs.filter((need) => !there.has(need)))
    return { id, why: missing.length > 0 ? 'needs-missing' : 'no-room', missing }
  })
}

function idsAt(cases: readonly CaseToServe[], indices: readonly number[]): string[] {
  return indices.flatMap((index) => cases[index]?.id ?? [])
}
