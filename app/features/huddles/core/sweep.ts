import { bestScores } from './best-scores.ts'
import { flip, noBits, sameBits } from './bits.ts'
import { changesOver } from './changes.ts'
import { byCodePoint } from './ids.ts'
import type { Blocking, CaseToServe, OpeningsRequest } from './openings-request.ts'
import type { PersonTime } from './person-time.ts'
import { type Serve, type Serving, sameServing } from './serving.ts'
import type { Starts } from './starts.ts'

/** Starts, by their numbers, that follow each other and are equally good: `[first, end)`. */
export interface Run {
  readonly first: number
  end: number
  readonly serving: Serving
  readonly optionalFree: number
  readonly tentative: number
}

/** What a sweep over all starts has found. Runs that cannot be among the best are left out. */
export interface Swept {
  readonly runs: readonly Run[]
  /** How many starts are valid, those of runs left out included. */
  readonly valid: number
  readonly blocking: readonly Blocking[]
  /** Of the required people, how many are free at no start at all. */
  readonly neverFree: number
}

interface Quorum {
  readonly discipline: string
  readonly count: number
  free: number
  alone: number
}

interface Somebody {
  readonly index: number
  readonly id: string
  readonly required: boolean
  readonly optional: boolean
  readonly quorum: Quorum | undefined
  readonly neededBy: readonly Waiting[]
  open: boolean
  touched: boolean
  free: boolean
  tentative: boolean
  /** Starts that this person, being required, alone prevents; and starts at which they are free. */
  alone: number
  freeStarts: number
}

interface Waiting {
  readonly index: number
  lacking: number
}

/**
 * Goes once through all starts, from one change to the next, and never looks at a start at which nothing changes.
 *
 * `times` and `people` belong together by position, `cases` are sorted by id, and `starts` are what is swept.
 */
export function sweep(
  request: OpeningsRequest,
  starts: Starts,
  times: readonly PersonTime[],
  cases: readonly CaseToServe[],
  serve: Serve,
): Swept {
  const { people, quorums, waiting } = cast(request, times, cases)
  const required = people.filter((person) => person.required)
  const [freeBits, tentativeBits] = [noBits(people.length), noBits(people.length)]
  const [lastFree, lastTentative] = [noBits(people.length), noBits(people.length)]
  const [servable, late] = [noBits(cases.length), noBits(cases.length)]
  for (const one of waiting) if (one.lacking === 0) flip(servable, one.index)

  let requiredAway = required.length
  let quorumsUnmet = quorums.filter((quorum) => quorum.count > 0).length
  let optionalFree = 0
  let tentative = 0
  let valid = 0
  let seam = false
  const runs: Run[] = []
  const best = bestScores(request.limit)
  let last: Run | undefined

  function turn(kind: 'open' | 'tentative', which: number): void {
    const person = people[which]
    if (!person) return
    if (kind === 'open') person.open = !person.open
    else person.touched = !person.touched
    const free = person.open && !person.touched
    if (free !== person.free) {
      const by = free ? 1 : -1
      person.free = free
      flip(freeBits, person.index)
      if (person.required) requiredAway -= by
      if (person.optional) optionalFree += by
      if (person.quorum) {
        const met = person.quorum.free >= person.quorum.count
        person.quorum.free += by
        if (met !== person.quorum.free >= person.quorum.count) quorumsUnmet += met ? 1 : -1
      }
      for (const one of person.neededBy) {
        if (one.lacking === (free ? 1 : 0)) flip(servable, one.index)
        one.lacking -= by
      }
    }
    if ((person.open && person.touched) !== person.tentative) {
      person.tentative = !person.tentative
      tentative += person.tentative ? 1 : -1
      flip(tentativeBits, person.index)
    }
  }

  function visit(first: number, end: number): void {
    for (const person of required) if (person.free) person.freeStarts += end - first
    const unmet = requiredAway + quorumsUnmet
    if (unmet === 1) {
      const alone =
        required.find((person) => !person.free) ?? quorums.find((quorum) => quorum.free < quorum.count)
      if (alone) alone.alone += end - first
    }
    if (unmet > 0) return

    valid += end - first
    const serving = serve(servable, late, best.bar())
    if (!serving) return
    const goesOn = last?.end === first && !seam
    if (last && goesOn && sameBits(freeBits, lastFree) && sameBits(tentativeBits, lastTentative)) {
      if (sameServing(last.serving, serving)) {
        last.end = end
        return
      }
    }
    last = { first, end, serving, optionalFree, tentative }
    lastFree.set(freeBits)
    lastTentative.set(tentativeBits)
    runs.push(last)
    best.add(serving.score)
  }

  let at = 0
  const changes = changesOver(starts, request.minutes, times, cases)
  for (let position = 0; position < changes.count; position++) {
    const start = changes.startOf(position)
    const change = changes.changeOf(position)
    if (start > at) {
      visit(at, start)
      at = start
      seam = false
    }
    if (change?.kind === 'seam') seam = true
    if (change?.kind === 'late') flip(late, change.which)
    if (change?.kind === 'open' || change?.kind === 'tentative') turn(change.kind, change.which)
  }
  if (at < starts.count) visit(at, starts.count)

  const bar = best.bar()
  return {
    runs: runs.filter((run) => run.serving.score >= bar),
    valid,
    blocking: blockingOf(required, quorums),
    neverFree: required.filter((person) => person.freeStarts === 0).length,
  }
}

/** Everybody who takes part in the sweep, before the first start: nobody free, every case lacking all it needs. */
function cast(request: OpeningsRequest, times: readonly PersonTime[], cases: readonly CaseToServe[]) {
  const counts = new Map<string, number>()
  for (const { discipline, count } of request.quorum)
    counts.set(discipline, Math.max(count, counts.get(discipline) ?? 0))
  const quorums = [...counts].map(([discipline, count]): Quorum => ({ discipline, count, free: 0, alone: 0 }))

  const waiting = cases.map((one, index) => ({
    index,
    needs: new Set(one.needs),
    lacking: new Set(one.needs).size,
  }))
  const disciplines = new Map(request.people.map((person) => [person.id, person.discipline]))
  const people = times.map(({ id }, index): Somebody => {
    const discipline = disciplines.get(id)
    return {
      index,
      id,
      required: request.required.includes(id),
      optional: request.optional.includes(id),
      quorum: quorums.find((quorum) => quorum.discipline === discipline),
      neededBy: waiting.filter((one) => one.needs.has(id)),
      open: false,
      touched: false,
      free: false,
      tentative: false,
      alone: 0,
      freeStarts: 0,
    }
  })
  return { people, quorums, waiting }
}

/** Who or what prevents starts alone, most first, then by name. */
function blockingOf(required: readonly Somebody[], quorums: readonly Quorum[]): Blocking[] {
  const named = [
    ...required.map(({ id, alone }) => ({ name: id, starts: alone, blocking: { id, starts: alone } })),
    ...quorums.map(({ discipline, alone }) => ({
      name: discipline,
      starts: alone,
      blocking: { discipline, starts: alone },
    })),
  ]
  return named
    .filter((one) => one.starts > 0)
    .sort((a, b) => b.starts - a.starts || byCodePoint(a.name, b.name))
    .map((one) => one.blocking)
}
