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

test('shows half hours from the first to the last anybody works, and where the huddle can begin', () => {
  const grid = dayGrid(request('Europe/London', [person('a', 'Europe/London')]), on('2026-12-02'))

  expect(grid.columns.map(({ start }) => new Date(start).toISOString().slice(11, 16))).toEqual([
    '09:00',
    '09:30',
    '10:00',
    '10:30',
    '11:00',
    '11:30',
  ])
  expect(grid.columns.map(({ state }) => state)).toEqual(['all', 'all', 'all', 'all', 'all', 'not'])
})

test('lays everybody on the clock of the team, whatever their own', () => {
  const people = [person('kathmandu', 'Asia/Kathmandu'), person('london', 'Europe/London')]
  const grid = dayGrid(request('Asia/Kathmandu', people, { required: [] }), on('2026-12-02'))

  // 09:00 in London is 14:45 in Kathmandu: the half hour from 14:30 is touched, but not worked from its beginning.
  expect(grid.rows[1]?.cells.slice(0, 14)).toEqual([...Array(11).fill('outside'), 'outside', 'free', 'free'])
})

test('somebody busy leaves enough when they are optional, and a missing quorum is not', () => {
  const start = Date.parse('2026-12-02T09:00:00Z')
  const busy = [{ start, end: start + 60 * 60_000, type: 'busy' as const }]
  const people = [person('a', 'UTC'), person('b', 'UTC', { busy, discipline: 'psychiatrist' })]
  const asked = { required: ['a'], optional: ['b'] }

  const lenient = dayGrid(request('UTC', people, asked), on('2026-12-02'))
  expect(lenient.columns.map(({ state }) => state)).toEqual(['enough', 'enough', 'all', 'all', 'all', 'not'])
  expect(lenient.rows[1]?.cells.slice(0, 3)).toEqual(['busy', 'busy', 'free'])

  const strict = dayGrid(
    request('UTC', people, { ...asked, quorum: [{ discipline: 'psychiatrist', count: 1 }] }),
    on('2026-12-02'),
  )
  expect(strict.columns.map(({ state }) => state)).toEqual(['not', 'not', 'all', 'all', 'all', 'not'])
})

test('a day on which clocks go forward has no half hours in the gap', () => {
  const nights = { hours: [{ days: [7], from: '00:00', to: '05:00' }] }
  const grid = dayGrid(
    request('America/St_Johns', [person('a', 'America/St_Johns', nights)]),
    on('2027-03-14'),
  )
  expect(grid.columns).toHaveLength(8)
})

test('whoever has no hours is unknown', () => {
  const grid = dayGrid(request('UTC', [person('a', 'UTC', { hours: [] })]), on('2026-12-02'))

  expect(new Set(grid.rows[0]?.cells)).toEqual(new Set(['unknown']))
  expect(grid.columns).toHaveLength(20)
})
