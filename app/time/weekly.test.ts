import { describe, expect, test } from 'vitest'
import { isoWeekday, isoWeekOf, minutesOf, type WeeklyHours, weeklySpans } from './weekly.ts'
import { zoneClock } from './zones.ts'

/** The spans of weekly hours that begin on one of the days given, as text. */
function spansOn(zone: string, day: string, days: number, hours: WeeklyHours[]): string[] {
  const start = Date.parse(`${day}T00:00:00Z`)
  const over = { start, end: start + days * 86_400_000 }
  const text = (instant: number) => new Date(instant).toISOString().slice(5, 16)
  return weeklySpans(hours, zoneClock(zone, over), over)
    .filter((span) => span.start < over.end && over.start < span.end)
    .map((span) => `${text(span.start)} ${text(span.end)}`)
}

const everyDay = [1, 2, 3, 4, 5, 6, 7]

test('hours keep their wall clock over a clock change', () => {
  const monday = { days: [1], from: '09:00', to: '17:00' }

  expect(spansOn('America/New_York', '2027-03-08', 14, [monday])).toEqual([
    '03-08T14:00 03-08T22:00',
    '03-15T13:00 03-15T21:00',
  ])
})

test('weekdays are those of the zone, not of UTC', () => {
  expect(spansOn('Australia/Sydney', '2027-03-28', 2, [{ days: [1], from: '09:00', to: '10:00' }])).toEqual([
    '03-28T22:00 03-28T23:00',
  ])
})

describe('a night written as two ranges', () => {
  const night = [
    { days: [1], from: '22:00', to: '24:00' },
    { days: [2], from: '00:00', to: '06:00' },
  ]

  test('is one span', () => {
    expect(spansOn('UTC', '2027-03-01', 2, night)).toEqual(['03-01T22:00 03-02T06:00'])
  })

  test('is one span also when midnight is jumped over', () => {
    // Cairo, 30 April 2027, a Friday: 00:00 becomes 01:00.
    const friday = [
      { days: [4], from: '22:00', to: '24:00' },
      { days: [5], from: '00:00', to: '06:00' },
    ]
    expect(spansOn('Africa/Cairo', '2027-04-29', 2, friday)).toEqual(['04-29T20:00 04-30T03:00'])
  })

  test('is one span also when midnight happens twice', () => {
    // Havana, 1 November 2026, a Sunday: 01:00 becomes 00:00.
    const sunday = [
      { days: [6], from: '22:00', to: '24:00' },
      { days: [7], from: '00:00', to: '06:00' },
    ]
    expect(spansOn('America/Havana', '2026-10-31', 2, sunday)).toEqual(['11-01T02:00 11-01T11:00'])
  })
})

test('all day, every day, is one span without seams', () => {
  expect(
    spansOn('America/New_York', '2026-10-31', 2, [{ days: everyDay, from: '00:00', to: '24:00' }]),
  ).toHaveLength(1)
})

describe('bounds on the night the clocks go forward (New York, 14 March 2027, a Sunday)', () => {
  const on = (from: string, to: string) =>
    spansOn('America/New_York', '2027-03-14', 1, [{ days: [7], from, to }])

  test('a bound that is jumped over takes the offset before', () => {
    expect(on('02:30', '05:00')).toEqual(['03-14T07:30 03-14T09:00'])
    expect(on('01:00', '02:30')).toEqual(['03-14T06:00 03-14T07:30'])
  })

  test('a range that is reversed by it is none', () => {
    expect(on('02:45', '03:15')).toEqual([])
  })

  test('a range that is left empty by it is none', () => {
    expect(on('02:30', '03:30')).toEqual([])
  })

  test('a range wholly jumped over lies after the jump', () => {
    expect(on('02:15', '02:45')).toEqual(['03-14T07:15 03-14T07:45'])
  })
})

test('on the night the clocks go back a range covers both of its bounds', () => {
  // New York, 1 November 2026, a Sunday: 01:30 is 05:30Z and 06:30Z.
  expect(spansOn('America/New_York', '2026-11-01', 1, [{ days: [7], from: '01:30', to: '01:45' }])).toEqual([
    '11-01T05:30 11-01T06:45',
  ])
})

test('reads wall clocks, and nothing else', () => {
  expect(minutesOf('00:00')).toBe(0)
  expect(minutesOf('09:05')).toBe(545)
  expect(minutesOf('24:00')).toBe(1440)
  for (const text of ['24:01', '25:00', '9:00', '09:60', '', '09:00:00'])
    expect(minutesOf(text)).toBeUndefined()
})

test('times that are no wall clocks hold at no instant', () => {
  expect(spansOn('UTC', '2027-03-01', 7, [{ days: everyDay, from: 'nine', to: '17:00' }])).toEqual([])
})

test('weeks begin on Monday', () => {
  const sunday = Date.UTC(2027, 0, 3)
  const monday = Date.UTC(2027, 0, 4)

  expect(isoWeekOf(monday)).toBe(isoWeekOf(sunday) + 1)
  expect(isoWeekday(sunday / 86_400_000)).toBe(7)
  expect(isoWeekday(-1)).toBe(3)
})
