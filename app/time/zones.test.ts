import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { boundOf, instantsOf, isZone, wallClockAt, zoneClock } from './zones.ts'

const year = { start: Date.UTC(2026, 0, 1), end: Date.UTC(2028, 0, 1) }
const clockOf = (zone: string) => zoneClock(zone, year)
const wall = (text: string) => Date.parse(`${text}:00Z`)
const iso = (instant: number | undefined) =>
  instant === undefined ? undefined : new Date(instant).toISOString().replace(':00.000Z', 'Z')

describe('one instant for a wall clock that begins a range', () => {
  test.each([
    ['America/New_York', '2027-03-14T02:30', '2027-03-14T07:30Z', 'jumped over'],
    ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30Z', 'happens twice'],
    ['America/New_York', '2027-11-07T01:30', '2027-11-07T05:30Z', 'happens twice'],
    ['America/New_York', '2027-03-08T09:00', '2027-03-08T14:00Z', 'before the change'],
    ['America/New_York', '2027-03-15T09:00', '2027-03-15T13:00Z', 'after the change'],
    ['Europe/London', '2027-03-28T01:30', '2027-03-28T01:30Z', 'jumped over'],
    ['Europe/London', '2026-10-25T01:30', '2026-10-25T00:30Z', 'happens twice'],
    ['Europe/London', '2027-10-31T01:30', '2027-10-31T00:30Z', 'happens twice'],
    ['Europe/Dublin', '2027-07-05T09:00', '2027-07-05T08:00Z', 'summer'],
    ['Europe/Dublin', '2027-01-04T09:00', '2027-01-04T09:00Z', 'winter'],
    ['Europe/Dublin', '2027-10-31T01:30', '2027-10-31T00:30Z', 'happens twice'],
    ['Australia/Sydney', '2026-10-04T02:30', '2026-10-03T16:30Z', 'jumped over'],
    ['Australia/Sydney', '2027-04-04T02:30', '2027-04-03T15:30Z', 'happens twice'],
    ['Australia/Sydney', '2027-03-29T09:00', '2027-03-28T22:00Z', 'before the change'],
    ['Australia/Sydney', '2027-04-05T09:00', '2027-04-04T23:00Z', 'after the change'],
    ['America/Sao_Paulo', '2026-11-01T00:30', '2026-11-01T03:30Z', 'no change since 2019'],
    ['America/Sao_Paulo', '2027-01-11T09:00', '2027-01-11T12:00Z', 'no change since 2019'],
    ['Asia/Kolkata', '2027-03-29T09:00', '2027-03-29T03:30Z', 'half an hour'],
    ['Asia/Kathmandu', '2027-03-29T09:00', '2027-03-29T03:15Z', 'a quarter'],
    ['Pacific/Apia', '2027-01-04T09:00', '2027-01-03T20:00Z', 'the other side of the date line'],
    ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:45Z', 'jumped over by half an hour'],
    ['Australia/Lord_Howe', '2027-04-04T01:45', '2027-04-03T14:45Z', 'twice within half an hour'],
    ['Africa/Cairo', '2027-04-30T00:30', '2027-04-29T22:30Z', 'a day without midnight'],
    ['Asia/Beirut', '2027-03-28T00:30', '2027-03-27T22:30Z', 'a day without midnight'],
    ['America/Santiago', '2026-09-06T00:30', '2026-09-06T04:30Z', 'a day without midnight'],
  ])('%s %s is %s (%s)', (zone, local, instant) => {
    expect(iso(boundOf(clockOf(zone), wall(local), 'from'))).toBe(instant)
  })
})

test('a wall clock that happens twice ends a range at its second instant', () => {
  expect(iso(boundOf(clockOf('America/New_York'), wall('2026-11-01T01:30'), 'to'))).toBe('2026-11-01T06:30Z')
})

test('a wall clock is at no instant, at one, or at two', () => {
  const newYork = clockOf('America/New_York')

  expect(instantsOf(newYork, wall('2027-03-14T02:30'))).toEqual([])
  expect(instantsOf(newYork, wall('2027-03-14T03:00')).map(iso)).toEqual(['2027-03-14T07:00Z'])
  expect(instantsOf(newYork, wall('2026-11-01T01:30')).map(iso)).toEqual([
    '2026-11-01T05:30Z',
    '2026-11-01T06:30Z',
  ])
})

test('a day that a zone left out has no instants, and its bounds land a day later', () => {
  const apia = zoneClock('Pacific/Apia', { start: Date.UTC(2011, 11, 20), end: Date.UTC(2012, 0, 10) })

  expect(instantsOf(apia, wall('2011-12-30T12:00'))).toEqual([])
  expect(iso(boundOf(apia, wall('2011-12-30T12:00'), 'from'))).toBe('2011-12-30T22:00Z')
})

const zones = [
  'America/New_York',
  'America/St_Johns',
  'Europe/Dublin',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'America/Havana',
  'Pacific/Chatham',
  'UTC',
]

test('shows at every instant what luxon shows', () => {
  const clocks = new Map(zones.map((zone) => [zone, clockOf(zone)]))
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: year.start, max: year.end }),
      (zone, instant) => {
        const clock = clocks.get(zone) ?? clockOf(zone)
        const shown = instant + DateTime.fromMillis(instant, { zone }).offset * 60_000

        expect(wallClockAt(clock, instant)).toBe(shown)
        expect(instantsOf(clock, shown)).toContain(instant)
      },
    ),
  )
})

test('knows zones by their names, and offsets are not names', () => {
  expect(isZone('Europe/Paris')).toBe(true)
  expect(isZone('UTC')).toBe(true)
  expect(isZone('Mars/Olympus')).toBe(false)
  expect(isZone('+05:30')).toBe(false)
  expect(isZone('')).toBe(false)
})
