import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDate, readDay } from './dates.ts'

test('a date is as precise as it was written', () => {
  expect(readDate('2026', 'utc')).toEqual({ on: '2026', precision: 'year' })
  expect(readDate('2026-05', 'utc')).toEqual({ on: '2026-05', precision: 'month' })
  expect(readDate('2026-05-03', 'Asia/Kathmandu')).toEqual({ on: '2026-05-03', precision: 'day' })
  expect(readDay('2026-05', 'utc')).toBeUndefined()
})

test('a time is a day in the team’s zone and an instant', () => {
  expect(readDate('2026-05-03T22:00:00-04:00', 'Asia/Kathmandu')).toEqual({
    on: '2026-05-04',
    precision: 'day',
    at: '2026-05-04T02:00:00.000Z',
  })
  expect(readDate('2026-05-03T22:00', 'America/St_Johns')?.at).toBe('2026-05-04T00:30:00.000Z')
  expect(readDate('2016-12-31T23:59:60Z', 'utc')?.at).toBe('2016-12-31T23:59:59.000Z')
})

test('what is no date is none', () => {
  for (const no of [
    '2026-02-30',
    '2026-13',
    '03/05/2026',
    '2026-05-03T25:00:00Z',
    '2026-05-03T',
    '',
    20260503,
    null,
  ]) {
    expect(readDate(no, 'utc'), String(no)).toBeUndefined()
  }
})

test('any instant is read as that instant', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
      (date) => {
        expect(readDate(date.toISOString(), 'America/St_Johns')?.at).toBe(date.toISOString())
      },
    ),
  )
  fc.assert(fc.property(fc.string(), (text) => void readDate(text, 'utc')))
})
