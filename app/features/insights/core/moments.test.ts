import { describe, expect, test } from 'vitest'
import { ageAt, compare, dateOf, type Moment, plusMonths, readMoment } from './moments.ts'
import { measurementPeriod, overlaps, periodOf } from './spans.ts'

describe('a moment', () => {
  test('is as vague as it was written', () => {
    expect(shown('2024')).toEqual(['2024-01-01T00:00:00.000Z', '2024-12-31T23:59:59.999Z'])
    expect(shown('2024-02')).toEqual(['2024-02-01T00:00:00.000Z', '2024-02-29T23:59:59.999Z'])
    expect(shown('2024-02-29')).toEqual(['2024-02-29T00:00:00.000Z', '2024-02-29T23:59:59.999Z'])
    expect(shown('2024-02-29T10:30-05:00')).toEqual(['2024-02-29T15:30:00.000Z', '2024-02-29T15:30:59.999Z'])
    expect(shown('2024-02-29T10:30:15Z')).toEqual(['2024-02-29T10:30:15.000Z', '2024-02-29T10:30:15.000Z'])
    expect(shown('2024-02-29T10:30:15.1239Z')).toEqual([
      '2024-02-29T10:30:15.123Z',
      '2024-02-29T10:30:15.123Z',
    ])
  })

  test.each(['', 'yesterday', '2023-02-29', '2023-13-01', '2024-01-01T24:30:00Z', '2024-1-1', 20240101])(
    '%s is none',
    (written) => {
      expect(readMoment(written)).toBeUndefined()
    },
  )

  test('two are ordered only where what was written tells', () => {
    const order = (a: string, b: string) => compare(at(a), at(b))
    expect(order('2024-03-01', '2024-03-01T12:00:00Z')).toBeUndefined()
    expect(order('2024-03-01', '2024-03-02T00:00:00Z')).toBe(-1)
    expect(order('2024-03-01', '2024-03-01')).toBe(0)
    expect(order('2024-03', '2024-03-01')).toBeUndefined()
    expect(order('2024-03-01T00:00:00+01:00', '2024-02-29T23:00:00Z')).toBe(0)
    expect(compare(at('2024-03-01'), at('2024-03-01T12:00:00Z'), 'day')).toBe(0)
  })

  test('its day is that of the clock it was written by', () => {
    const day = (written: string) => new Date(dateOf(at(written)).first).toISOString().slice(0, 10)
    expect(day('2024-03-01T23:30:00-05:00')).toBe('2024-03-01')
    expect(day('2024-03-01T00:30:00+13:00')).toBe('2024-03-01')
  })

  test('months later it is no later day than the month has', () => {
    const later = (written: string, months: number) =>
      new Date(plusMonths(at(written), months).first).toISOString().slice(0, 10)
    expect(later('2024-01-31', 1)).toBe('2024-02-29')
    expect(later('2024-03-31', -1)).toBe('2024-02-29')
    expect(later('2024-02-29', 12)).toBe('2025-02-28')
    expect(later('2024-01-01', -14)).toBe('2022-11-01')
  })
})

test('an age is known as well as the dates it comes from', () => {
  expect(ageAt(at('2004-02-29'), at('2022-02-28'))).toEqual({ least: 17, most: 17 })
  expect(ageAt(at('2004-02-29'), at('2022-03-01'))).toEqual({ least: 18, most: 18 })
  expect(ageAt(at('2004'), at('2022-06-01'))).toEqual({ least: 17, most: 18 })
})

describe('a span', () => {
  test('without an end goes on; without a beginning nobody knows when it began', () => {
    const inMay = measurementPeriod('2024-05-01', '2024-05-31')
    if (!inMay) throw new Error('no period')
    const touches = (period: unknown) =>
      overlaps(periodOf(period) ?? { low: undefined, high: undefined }, inMay)
    expect(touches({ start: '2020-01-01' })).toBe(true)
    expect(touches({ start: '2024-06-01' })).toBe(false)
    expect(touches({ end: '2024-05-02' })).toBeUndefined()
    expect(touches({ end: '2024-04-02' })).toBe(false)
    expect(touches({ start: '2020-01-01', end: 'later' })).toBeUndefined()
    expect(periodOf({})).toBeUndefined()
  })

  test('a measurement period takes its days whole', () => {
    const period = measurementPeriod('2024-01-01', '2024-12-31')
    expect(period?.low).toEqual(at('2024-01-01T00:00:00Z'))
    expect(period?.high).toEqual(at('2024-12-31T23:59:59.999Z'))
    expect(measurementPeriod('2024-01-01', 'soon')).toBeUndefined()
  })
})

function at(written: string): Moment {
  const moment = readMoment(written)
  if (!moment) throw new Error(`${written} is no moment`)
  return moment
}

function shown(written: string): string[] {
  const { first, last } = at(written)
  return [new Date(first).toISOString(), new Date(last).toISOString()]
}
