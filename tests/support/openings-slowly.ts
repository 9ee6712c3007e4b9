import { DateTime } from 'luxon'
import type {
  Blocking,
  CaseToServe,
  Opening,
  OpeningsAnswer,
  OpeningsRequest,
  PersonToMeet,
} from '#app/features/huddles/core/openings-request.ts'

type Spans = readonly { readonly start: number; readonly end: number }[]
const minute = 60_000

/**
 * What `findOpenings` must answer, found by looking at every minute, every person and every set of cases.
 *
 * Written to be obviously right and nothing else: it shares no code with what it checks. The sentence is left out.
 */
export function findOpeningsSlowly(
  request: OpeningsRequest,
): Pick<OpeningsAnswer, 'openings'> & { none: readonly Blocking[] | null } {
  const people = [...request.people].sort((a, b) => (a.id < b.id ? -1 : 1))
  const hours = new Map(people.map((person) => [person.id, hoursOf(person, request)]))
  const starts = startsOf(request)
  const valid: Opening[] = []
  const alone = new Map<string, { blocking: Blocking; starts: number; name: string }>()

  for (const start of starts) {
    const huddle = { start, end: start + request.minutes * minute }
    const states = people.map((person) => ({
      person,
      state: stateOf(person, hours.get(person.id) ?? [], huddle),
    }))
    const free = states.filter(({ state }) => state === 'free').map(({ person }) => person)
    const isFree = (id: string) => free.some((person) => person.id === id)

    const prevents: { key: string; name: string; blocking: (starts: number) => Blocking }[] = []
    for (const id of new Set(request.required))
      if (!isFree(id)) prevents.push({ key: `id ${id}`, name: id, blocking: (starts) => ({ id, starts }) })
    for (const discipline of new Set(request.quorum.map((quorum) => quorum.discipline))) {
      const have = free.filter((person) => person.discipline === discipline).length
      if (request.quorum.some((quorum) => quorum.discipline === discipline && quorum.count > have))
        prevents.push({
          key: `discipline ${discipline}`,
          name: discipline,
          blocking: (starts) => ({ discipline, starts }),
        })
    }
    const [first] = prevents
    if (first) {
      const count = alone.get(first.key)?.starts ?? 0
      if (prevents.length === 1)
        alone.set(first.key, { name: first.name, starts: count + 1, blocking: first.blocking(count + 1) })
      continue
    }

    const { served, late, score }: Choice = choose(request, isFree, huddle.end)
    valid.push({
      ...huddle,
      lastStart: start,
      free: free.map((person) => person.id),
      tentative: states.filter(({ state }) => state === 'tentative').map(({ person }) => person.id),
      missing: states.flatMap(({ person, state }) =>
        state === 'free' || state === 'tentative'
          ? []
          : [{ id: person.id, why: state, freeSpans: freeParts(person, hours.get(person.id) ?? [], huddle) }],
      ),
      served,
      late,
      unserved: request.cases
        .filter((one) => !served.includes(one.id))
        .map((one) => {
          const missing = [...new Set(one.needs)].filter((need) => !isFree(need)).sort()
          return {
            id: one.id,
            why: missing.length > 0 ? ('needs-missing' as const) : ('no-room' as const),
            missing,
          }
        })
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
      score,
    })
  }

  const sameness = ({ score, free, tentative, served, late }: Opening) =>
    JSON.stringify([score, free, tentative, served, late])
  const runs: Opening[] = []
  for (const opening of valid) {
    const before = runs.at(-1)
    if (
      before &&
      opening.start - before.lastStart === request.step * minute &&
      sameness(before) === sameness(opening)
    )
      runs[runs.length - 1] = { ...before, lastStart: opening.start }
    else runs.push(opening)
  }

  const week = (opening: Opening) => {
    const at = DateTime.fromMillis(opening.start, { zone: request.zone })
    return at.weekYear * 100 + at.weekNumber
  }
  const optionalFree = (opening: Opening) => opening.free.filter((id) => request.optional.includes(id)).length
  runs.sort(
    (a, b) =>
      b.score - a.score ||
      week(a) - week(b) ||
      optionalFree(b) - optionalFree(a) ||
      a.tentative.length - b.tentative.length ||
      a.start - b.start,
  )
  const blocking = [...alone.values()]
    .sort((a, b) => b.starts - a.starts || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map((one) => one.blocking)
  return { openings: runs.slice(0, request.limit), none: valid.length > 0 ? null : blocking }
}

function startsOf(request: OpeningsRequest): number[] {
  const starts: number[] = []
  for (
    let at = Math.ceil(request.from / minute) * minute;
    at + request.minutes * minute <= request.to;
    at += minute
  ) {
    if (at < request.now) continue
    const local = DateTime.fromMillis(at, { zone: request.zone })
    if ((local.hour * 60 + local.minute) % request.step === 0) starts.push(at)
  }
  return starts
}

function hoursOf(person: PersonToMeet, request: OpeningsRequest): Spans {
  const spans: { start: number; end: number }[] = []
  const last = DateTime.fromMillis(request.to, { zone: person.zone }).plus({ days: 3 })
  let day = DateTime.fromMillis(request.from, { zone: person.zone }).minus({ days: 3 })
  for (; day < last; day = day.plus({ days: 1 })) {
    for (const range of person.hours) {
      if (!range.days.includes(day.weekday)) continue
      spans.push({ start: bound(day, range.from, 'first'), end: bound(day, range.to, 'last') })
    }
  }
  return spans
}

function bound(day: DateTime, time: string, which: 'first' | 'last'): number {
  const [hour = 0, minutes = 0] = time.split(':').map(Number)
  const date = hour === 24 ? day.startOf('day').plus({ days: 1 }) : day
  const at = DateTime.fromObject(
    { year: date.year, month: date.month, day: date.day, hour: hour % 24, minute: minutes },
    { zone: day.zone },
  )
  const instants = at.getPossibleOffsets().map((one) => one.toMillis())
  return which === 'first' ? Math.min(...instants) : Math.max(...instants)
}

function inside(spans: Spans, start: number, end: number): boolean {
  let reached = start
  while (reached < end) {
    const span = spans.find((one) => one.start <= reached && reached < one.end)
    if (!span) return false
    reached = span.end
  }
  return true
}

type State = 'outside-hours' | 'unavailable' | 'busy' | 'tentative' | 'free'

function stateOf(person: PersonToMeet, hours: Spans, { start, end }: Spans[number]): State {
  const buffer = person.bufferMinutes * minute
  const hit = (type: string, by: number) =>
    person.busy.some((span) => span.type === type && span.start - by < end && start < span.end + by)
  if (!inside(hours, start, end)) return 'outside-hours'
  if (hit('unavailable', buffer)) return 'unavailable'
  if (hit('busy', buffer)) return 'busy'
  return hit('tentative', 0) ? 'tentative' : 'free'
}

function freeParts(person: PersonToMeet, hours: Spans, huddle: { start: number; end: number }): Spans {
  const buffer = person.bufferMinutes * minute
  const edges = [huddle.start, huddle.end]
  for (const { start, end } of hours) edges.push(start, end)
  for (const { start, end } of person.busy) edges.push(start, end, start - buffer, end + buffer)
  const sorted = [...new Set(edges)]
    .filter((edge) => edge >= huddle.start && edge <= huddle.end)
    .sort((a, b) => a - b)

  const parts: { start: number; end: number }[] = []
  for (const [index, start] of sorted.entries()) {
    const end = sorted[index + 1]
    if (end === undefined || stateOf(person, hours, { start, end }) !== 'free') continue
    const before = parts.at(-1)
    if (before?.end === start) before.end = end
    else parts.push({ start, end })
  }
  return parts.filter((part) => part.end - part.start >= 5 * minute)
}

const worths = { emergency: 10_000, urgent: 1000, soon: 100, routine: 10 }

interface Choice {
  readonly score: number
  readonly served: readonly string[]
  readonly late: readonly string[]
}

function choose(request: OpeningsRequest, isFree: (id: string) => boolean, end: number): Choice {
  const isLate = (one: CaseToServe) => one.respondBy !== null && end > one.respondBy
  const worth = (one: CaseToServe) => (worths[one.urgency] * (1 + one.carried)) / (isLate(one) ? 10 : 1)
  const can = request.cases.filter((one) => one.needs.every(isFree))
  const sets = Array.from({ length: 2 ** can.length }, (_, set) => {
    const cases = can.filter((_, index) => (set >> index) % 2 === 1)
    return {
      score: cases.reduce((sum, one) => sum + worth(one), 0),
      minutes: cases.reduce((sum, one) => sum + one.minutes, 0),
      served: cases.map((one) => one.id).sort(),
      late: cases
        .filter(isLate)
        .map((one) => one.id)
        .sort(),
    }
  })
  const [best] = sets
    .filter((set) => set.minutes <= request.minutes - request.setup)
    .sort((a, b) => b.score - a.score || a.minutes - b.minutes || smallerList(a.served, b.served))
  return best ?? { score: 0, served: [], late: [] }
}

/** Which of two lists comes first: element by element, and a prefix before what goes on. */
export function smallerList(a: readonly string[], b: readonly string[]): number {
  for (const [index, one] of a.entries()) {
    const other = b[index]
    if (other === undefined) return 1
    if (one !== other) return one < other ? -1 : 1
  }
  return a.length - b.length
}
