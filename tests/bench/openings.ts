import { findOpenings } from '#app/features/huddles/core/openings.ts'
import type { OpeningsRequest } from '#app/features/huddles/core/openings-request.ts'
import { measure, seeded, table } from './measure.ts'

const DAY = 86_400_000
const FIVE_MINUTES = 300_000
const zones = ['America/New_York', 'America/Chicago', 'America/Los_Angeles']

/** When can twelve people meet? Beside it the least that must be done: sorting the same busy spans once. */
export async function benchOpenings(): Promise<void> {
  const usual = aRequest(8, 3000)
  const spans = usual.people.flatMap((person) => person.busy)
  const sorting = await measure('sorting 3,000 busy spans', 60, () =>
    [...spans].sort((one, other) => one.start - other.start),
  )
  table('openings: 12 people, 25 cases, 5-minute grid', sorting, [
    await measure('8 weeks, 3,000 busy spans', 60, () => findOpenings(usual)),
    await measureFor('8 weeks, 6,000 busy spans', aRequest(8, 6000)),
    await measureFor('16 weeks, 6,000 busy spans', aRequest(16, 6000)),
    await measureFor('52 weeks, 20,000 busy spans', aRequest(52, 20_000)),
  ])
}

function measureFor(name: string, request: OpeningsRequest) {
  return measure(name, 40, () => findOpenings(request))
}

function aRequest(weeks: number, busyCount: number): OpeningsRequest {
  const { next, int, pick } = seeded(12_345)
  const from = Date.parse('2027-02-01T00:00:00Z')
  const to = from + weeks * 7 * DAY
  const ids = Array.from({ length: 12 }, (_, index) => `p${index}`)
  const busy = new Map<string, { start: number; end: number; type: 'busy' | 'tentative' | 'unavailable' }[]>(
    ids.map((id) => [id, []]),
  )
  for (let count = 0; count < busyCount; count += 1) {
    const start = from + int(0, weeks * 7 - 1) * DAY + int(144, 288) * FIVE_MINUTES
    busy.get(pick(ids))?.push({
      start,
      end: start + int(3, 12) * FIVE_MINUTES,
      type: pick(['busy', 'busy', 'busy', 'tentative', 'unavailable']),
    })
  }
  return {
    now: from,
    zone: 'America/New_York',
    from,
    to,
    minutes: 30,
    step: 5,
    setup: 2,
    limit: 10,
    people: ids.map((id) => ({
      id,
      discipline: pick(['psychiatrist', 'nurse', 'peer']),
      zone: pick(zones),
      hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
      busy: busy.get(id) ?? [],
      bufferMinutes: pick([0, 0, 5, 10]),
    })),
    required: ids.slice(0, 2),
    optional: ids.slice(6, 9),
    quorum: [{ discipline: 'nurse', count: 1 }],
    cases: Array.from({ length: 25 }, (_, index) => ({
      id: `c${String(index).padStart(2, '0')}`,
      urgency: pick(['emergency', 'urgent', 'soon', 'soon', 'routine', 'routine']),
      respondBy: next() < 0.5 ? from + int(1, weeks * 7) * DAY : null,
      minutes: int(3, 12),
      needs: Array.from({ length: int(1, 3) }, () => pick(ids)),
      carried: int(0, 3),
    })),
  }
}
