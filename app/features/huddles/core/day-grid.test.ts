import { expect, test } from 'vitest'
import { dayGrid } from './day-grid.ts'
import type { OpeningsRequest, PersonToMeet } from './openings-request.ts'

const day = 24 * 60 * 60_000

function on(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / day
}

function person(id: string, zone: string, more: Partial<PersonToMeet> = {}): PersonToMeet {
  return {
    id,
    discipline: 'nurse',
    zone,
    hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '12:00' }],
    busy: [],
    bufferMinutes: 0,
    ...more,
  }
}

function request(zone: string, people: PersonToMeet[], more: Partial<OpeningsRequest> = {}): OpeningsRequest {
  return {
    now: 0,
    zone,
    from: 0,
    to: Number.MAX_SAFE_INTEGER,
    minutes: 60,
    step: 5,
    setup: 2,
    limit: 1,
    people,
    required: people.map(({ id }) => id),
    optional: [],
    quorum: [],
    cases: [],
    ...more,
  }
}

test('shows half hours from 8 to 18, wider where somebody works, and where the huddle can begin', () => {
  const early = { hours: [{ days: [3], from: '05:30', to: '08:30' }] }
  const grid = dayGrid(request('Europe/London', [person('a', 'Europe/London', early)]), on('2026-12-02'))

  const times = grid.columns.map(({ start }) => new Date(start).toISOString().slice(11, 16))
  expect([times[0], times.at(-1), times.length]).toEqual(['05:30', '17:30', 25])
  expect(grid.columns.map(({ state }) => state)).toEqual([...Array(5).fill('all'), ...Array(20).fill('not')])
})

test('lays everybody on the clock of the team, whatever their own', () => {
  const people = [person('kathmandu', 'Asia/Kathmandu'), person('london', 'Europe/London')]
  const grid = dayGrid(request('Asia/Kathmandu', people, { required: [] }), on('2026-12-02'))

  // 09:00 in London is 14:45 in Kathmandu: the half hour from 14:30 is touched, but not worked from its beginning.
  expect(grid.rows[1]?.cells.slice(0, 16)).toEqual([...Array(14).fill('outside'), 'free', 'free'])
})

test('somebody busy leaves enough when they are optional, and a missing quorum is not', () => {
  const start = Date.parse('2026-12-02T09:00:00Z')
  const busy = [{ start, end: start + 60 * 60_000, type: 'busy' as const }]
  const people = [person('a', 'UTC'), person('b', 'UTC', { busy, discipline: 'psychiatrist' })]
  const asked = { required: ['a'], optional: ['b'] }

  const lenient = dayGrid(request('UTC', people, asked), on('2026-12-02'))
  expect(lenient.columns.slice(2, 8).map(({ state }) => state)).toEqual([
    'enough',
    'enough',
    'all',
    'all',
    'all',
    'not',
  ])
  expect(lenient.rows[1]?.cells.slice(2, 5)).toEqual(['busy', 'busy', 'free'])

  const strict = dayGrid(
    request('UTC', people, { ...asked, quorum: [{ discipline: 'psychiatrist', count: 1 }] }),
    on('2026-12-02'),
  )
  expect(strict.columns.slice(2, 8).map(({ state }) => state)).toEqual([
    'not',
    'not',
    'all',
    'all',
    'all',
    'not',
  ])
})

test('a day on which clocks go forward has no half hours in the gap', () => {
  const nights = { hours: [{ days: [7], from: '00:00', to: '05:00' }] }
  const grid = dayGrid(
    request('America/St_Johns', [person('a', 'America/St_Johns', nights)]),
    on('2027-03-14'),
  )
  const night = grid.columns.filter(({ state }) => state === 'all')
  // From 00:00 to 05:00 there are four hours; the last start that fits an hour is 04:00.
  expect(night).toHaveLength(7)
})

test('whoever has no hours is unknown', () => {
  const grid = dayGrid(request('UTC', [person('a', 'UTC', { hours: [] })]), on('2026-12-02'))

  expect(new Set(grid.rows[0]?.cells)).toEqual(new Set(['unknown']))
  expect(grid.columns).toHaveLength(20)
})
