import fc from 'fast-check'
import { expect, test } from 'vitest'
import { suggestAgendaSlowly } from '#tests/support/agenda-slowly.ts'
import { instances } from '#tests/support/instances.ts'
import { suggestAgenda } from './agenda.ts'
import type { AgendaRequest } from './agenda-request.ts'
import { byBest, measure } from './measure.ts'
import { searchOrders } from './search-orders.ts'
import { placingOf } from './topics.ts'

const ids = ['ana', 'ben', 'cho', 'dee']

// Few different minutes and worths on purpose: it is the ties that go wrong.
function aCase(id: string, most: number) {
  return fc.record({
    id: fc.constant(id),
    urgency: fc.constantFrom('emergency' as const, 'urgent' as const, 'soon' as const, 'soon' as const),
    late: fc.boolean(),
    carried: fc.constantFrom(0, 0, 0, 1),
    minutes: fc.oneof(fc.constantFrom(3, 5), fc.integer({ min: 1, max: most })),
    needs: fc.array(fc.constantFrom(...ids), { maxLength: 2 }),
    pinned: fc.constantFrom(false, false, true),
  })
}

function aRequest(cases: number): fc.Arbitrary<AgendaRequest> {
  return fc.integer({ min: 4, max: 40 }).chain((minutes) => {
    const attending = fc.oneof(
      fc.constant([{ from: 0, to: minutes }]),
      fc.array(
        fc
          .record({ from: fc.integer({ min: 0, max: minutes }), length: fc.integer({ min: 1, max: 25 }) })
          .map(({ from, length }) => ({ from, to: from + length })),
        { maxLength: 3 },
      ),
    )
    return fc.record({
      minutes: fc.constant(minutes),
      setup: fc.integer({ min: 0, max: 3 }),
      attendance: fc
        .tuple(...ids.map((id) => attending.map((spans) => spans.map((span) => ({ id, ...span })))))
        .map((lists) => lists.flat()),
      cases: fc
        .integer({ min: 0, max: cases })
        .chain((count) =>
          fc.tuple(...Array.from({ length: count }, (_, index) => aCase(`case-${9 - index}`, 12))),
        )
        .map((list) => [...list]),
    })
  })
}

test('answers what trying every order of every set answers', () => {
  const seen = { cut: 0, idle: 0, waiting: 0, absent: 0 }
  fc.assert(
    fc.property(aRequest(6), (request) => {
      const answer = suggestAgenda(request)

      expect(answer).toEqual(suggestAgendaSlowly(request))
      seen.cut += answer.cut.some((one) => one.why === 'no-room') ? 1 : 0
      seen.absent += answer.cut.some((one) => one.why === 'needs-absent') ? 1 : 0
      seen.waiting += answer.waiting > 0 ? 1 : 0
      seen.idle += answer.items.some(
        ({ start }, index) => index > 0 && start > (answer.items[index - 1]?.end ?? 0),
      )
        ? 1
        : 0
    }),
    instances('agenda'),
  )
  // A property that never meets the interesting cases proves nothing.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0)
}, 600_000)

test('searching with a budget never finds better than what is proved best, and mostly finds just that', () => {
  let found = 0
  const { numRuns, seed } = instances('agenda search')
  const few = Math.max(20, Math.ceil(numRuns / 30))
  fc.assert(
    fc.property(aRequest(9), (request) => {
      const placing = placingOf(request)
      const proved = suggestAgenda(request).items.map((item) => item.id)
      const topics = proved.flatMap((id) => placing.topics.filter((topic) => topic.id === id))

      const difference = byBest(searchOrders(placing), measure(placing, topics))
      expect(difference).toBeGreaterThanOrEqual(0)
      found += difference === 0 ? 1 : 0
    }),
    { numRuns: few, seed },
  )
  expect(found / few).toBeGreaterThan(0.6)
}, 600_000)
