import { describe, expect, test } from 'vitest'
import { countsFile } from './counts-file.ts'
import { addMonths, daysOfMonth, readMonth, yearUpTo } from './months.ts'
import { addCounts, rateOf, readTeamMeasure, teamMeasureCodes } from './team-measures.ts'

describe('a rate', () => {
  const counts = { met: 4, 'not-met': 5, 'not-measured': 3, improved: 6, pending: 2 }

  test('of an outcome counts who was not measured as not reached', () => {
    const { improved: _, ...outcome } = counts
    expect(rateOf('remission-4-to-8', outcome)).toEqual({
      met: 4,
      of: 12,
      percent: 33,
      measured: { met: 9, of: 12 },
      pending: 2,
      small: false,
    })
  })

  test('of the review counts only those measured and not improved', () => {
    expect(rateOf('review-8-to-12', counts)).toEqual({
      met: 4,
      of: 9,
      percent: 44,
      measured: { met: 15, of: 18 },
      pending: 2,
      small: false,
    })
  })

  test('of the contact needs no score', () => {
    expect(rateOf('contact-4-weeks', { met: 2, 'not-met': 2 })).toMatchObject({
      of: 4,
      percent: 50,
      measured: undefined,
      small: true,
    })
  })

  test('of nobody is none, and who is still open is in none', () => {
    expect(rateOf('contact-4-weeks', { pending: 7 })).toMatchObject({
      met: 0,
      of: 0,
      percent: undefined,
      pending: 7,
      small: false,
    })
  })

  test.each([
    [4, true],
    [5, false],
  ])('of %i is a small number: %s', (of, small) => {
    expect(rateOf('contact-4-weeks', { 'not-met': of }).small).toBe(small)
  })

  test('0 of some is 0 percent', () => {
    expect(rateOf('response-6-months', { 'not-met': 6 }).percent).toBe(0)
  })
})

test('months add up', () => {
  expect(addCounts([{ met: 1, pending: 2 }, {}, { met: 3, 'not-met': 1 }])).toEqual({
    met: 4,
    'not-met': 1,
    pending: 2,
  })
})

describe('a month', () => {
  test('goes over the turn of the year', () => {
    expect([addMonths('2026-11', 2), addMonths('2026-01', -1), addMonths('2026-05', -12)]).toEqual([
      '2027-01',
      '2025-12',
      '2025-05',
    ])
    expect(yearUpTo('2026-02').at(0)).toBe('2025-03')
    expect(yearUpTo('2026-02')).toHaveLength(12)
    expect(daysOfMonth('2024-02')).toEqual({ first: '2024-02-01', last: '2024-02-29' })
    expect(daysOfMonth('2026-12')).toEqual({ first: '2026-12-01', last: '2026-12-31' })
  })

  test.each(['2026-13', '2026-1', '2026-00', '0026-01', '2026-11-01', '', null, undefined])(
    '%s is none',
    (text) => {
      expect(readMonth(text)).toBeUndefined()
    },
  )
})

test('a measure is known by its name, and nothing else is one', () => {
  for (const code of teamMeasureCodes) expect(readTeamMeasure(code)).toBe(code)
  for (const code of ['', 'constructor', 'toString', undefined]) expect(readTeamMeasure(code)).toBeUndefined()
})

test('the file has a line for each measure and month, and no number where there is none', () => {
  const months = [
    { month: '2026-10', ...rateOf('remission-4-to-8', { met: 1, 'not-met': 1, 'not-measured': 1 }) },
    { month: '2026-11', ...rateOf('remission-4-to-8', { pending: 3 }) },
  ]
  expect(countsFile([{ code: 'remission-4-to-8', months }]).split('\r\n')).toEqual([
    'measure,month,reached,of,percent,measured,could_be_measured,still_open',
    'Remission after 4 to 8 months,2026-10,1,3,33,2,3,0',
    'Remission after 4 to 8 months,2026-11,0,0,,0,0,3',
    '',
  ])
})
