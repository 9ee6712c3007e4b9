import type { AgendaAnswer, AgendaRequest, CaseToPlace } from '#app/features/agendas/core/agenda-request.ts'
import { smallerList } from './openings-slowly.ts'

const worths = { emergency: 10_000, urgent: 1000, soon: 100, routine: 10 }

/**
 * What `suggestAgenda` must answer, found by trying every order of every set of cases, minute by minute.
 *
 * Written to be obviously right and nothing else: it shares no code with what it checks.
 */
export function suggestAgendaSlowly(request: AgendaRequest): AgendaAnswer {
  const there = new Map<string, Set<number>>()
  for (const { id, from, to } of request.attendance) {
    const minutes = there.get(id) ?? new Set()
    for (let minute = from; minute < to; minute++) minutes.add(minute)
    there.set(id, minutes)
  }
  const needsOf = (one: CaseToPlace) => [...new Set(one.needs)]

  /** Whether the case can be talked about from `start` on. */
  function fits(one: CaseToPlace, start: number): boolean {
    if (start < request.setup || start + one.minutes > request.minutes) return false
    for (let minute = start; minute < start + one.minutes; minute++)
      if (!needsOf(one).every((need) => there.get(need)?.has(minute))) return false
    return true
  }

  interface Tried {
    readonly order: readonly CaseToPlace[]
    readonly starts: readonly number[]
  }
  const tried: Tried[] = []
  function tryFrom({ order, starts }: Tried, at: number): void {
    tried.push({ order, starts })
    for (const one of request.cases) {
      if (order.includes(one)) continue
      let start = at
      while (start <= request.minutes && !fits(one, start)) start++
      if (start <= request.minutes)
        tryFrom({ order: [...order, one], starts: [...starts, start] }, start + one.minutes)
    }
  }
  tryFrom({ order: [], starts: [] }, request.setup)

  const worthOf = (one: CaseToPlace) => worths[one.urgency] * (1 + one.carried) * (one.late ? 2 : 1)
  function answerOf({ order, starts }: Tried) {
    const items = order.map((one, index) => ({ one, start: starts[index] ?? 0 }))
    const people = [...new Set(order.flatMap((one) => one.needs))].sort()
    const windows = people.map((id) => {
      const theirs = items.filter(({ one }) => one.needs.includes(id))
      const from = Math.min(...theirs.map((item) => item.start))
      const to = Math.max(...theirs.map((item) => item.start + item.one.minutes))
      return { id, from, to, needed: theirs.reduce((sum, item) => sum + item.one.minutes, 0) }
    })
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
    return {
      items,
      windows,
      pinned: order.filter((one) => one.pinned).length,
      worth: sum(order.map(worthOf)),
      emergencies: sum(items.filter(({ one }) => one.urgency === 'emergency').map((item) => item.start)),
      waiting: sum(windows.map((window) => window.to - window.from - window.needed)),
      weighted: sum(items.map(({ one, start }) => worthOf(one) * start)),
    }
  }
  const [best] = tried.map(answerOf).sort(
    (a, b) =>
      b.pinned - a.pinned ||
      b.worth - a.worth ||
      a.emergencies - b.emergencies ||
      a.waiting - b.waiting ||
      a.weighted - b.weighted ||
      smallerList(
        a.items.map((item) => item.one.id),
        b.items.map((item) => item.one.id),
      ),
  )
  if (!best) throw new Error('There is always the empty agenda')

  const somewhere = (one: CaseToPlace) =>
    Array.from({ length: request.minutes }, (_, start) => start).some((start) => fits(one, start))
  return {
    items: best.items.map(({ one, start }) => ({ id: one.id, start, end: start + one.minutes })),
    cut: request.cases
      .filter((one) => !best.items.some((item) => item.one === one))
      .map((one) => {
        const why =
          one.minutes > request.minutes - request.setup || somewhere(one) ? 'no-room' : 'needs-absent'
        return { id: one.id, why } as const
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    windows: best.windows.map(({ id, from, to }) => ({ id, from, to })),
    worth: best.worth,
    waiting: best.waiting,
    exact: true,
  }
}
