import { suggestAgenda } from '#app/features/agendas/core/agenda.ts'
import type { AgendaRequest } from '#app/features/agendas/core/agenda-request.ts'
import { measure, seeded, table } from './measure.ts'

/** What to talk about, in which order: 500 different agendas of each size, each asked once; beside it one of four cases. */
export async function benchAgenda(): Promise<void> {
  const ofSize = (cases: number) => {
    const requests = Array.from({ length: 510 }, (_, index) => aRequest(cases, 1000 + index))
    return measure(`${cases} cases, 500 agendas`, 500, (run) =>
      suggestAgenda(requests[run] ?? aRequest(cases, run)),
    )
  }
  table('agenda: 60 minutes, 8 people who come and go', await ofSize(4), [
    await ofSize(8),
    await ofSize(12),
    await ofSize(30),
  ])
}

function aRequest(count: number, seed: number): AgendaRequest {
  const { next, int, pick } = seeded(seed)
  const people = Array.from({ length: 8 }, (_, index) => `p${index}`)
  return {
    minutes: 60,
    setup: 2,
    attendance: people.map((id) => {
      const from = int(0, 20)
      return { id, from, to: int(Math.max(from + 10, 35), 60) }
    }),
    cases: Array.from({ length: count }, (_, index) => ({
      id: `c${String(index).padStart(2, '0')}`,
      urgency: pick(['emergency', 'urgent', 'soon', 'soon', 'routine', 'routine']),
      late: next() < 0.2,
      carried: int(0, 3),
      minutes: int(3, 10),
      needs: Array.from({ length: int(1, 3) }, () => pick(people)),
      pinned: next() < 0.05,
    })),
  }
}
