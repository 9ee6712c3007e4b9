import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#app/time/calendar-days.ts'
import { ageOn, bannerOf, groupDigits } from './patient.ts'

const sayDate = (date: string) => `<${date}>`

test('a banner says everything that is known', () => {
  const patient = {
    family: 'Osei',
    given: ['Ama', 'K.'],
    birthDate: '1984-07-14',
    gender: 'female',
    recordNumber: '1032702',
  }
  expect(bannerOf(patient, '2026-07-13', sayDate)).toEqual({
    family: 'Osei',
    given: 'Ama K.',
    born: '<1984-07-14>',
    age: '41y',
    gender: 'Female',
    recordNumber: '103 270 2',
    died: undefined,
  })
})

test('what is missing, blank or unknown is "Not known"', () => {
  const { died, ...rest } = bannerOf({ family: ' ', given: [], gender: 'unknown' }, '2026-07-13', sayDate)
  expect(new Set(Object.values(rest))).toEqual(new Set(['Not known']))
  expect(died).toBeUndefined()
})

test('someone who died has the age of that day, and none when the day is not known', () => {
  const born = { birthDate: '1950-01-01' }
  expect(bannerOf({ ...born, deceasedOn: '2000-06-01' }, '2026-07-13', sayDate)).toMatchObject({
    age: '50y',
    died: '<2000-06-01>',
  })
  expect(bannerOf({ ...born, deceased: true }, '2026-07-13', sayDate)).toMatchObject({
    age: 'Not known',
    died: 'Not known',
  })
})

test('age turns on the birthday; for 29 February on 1 March', () => {
  expect(ageOn('1984-07-14', '2026-07-13')?.years).toBe(41)
  expect(ageOn('1984-07-14', '2026-07-14')?.years).toBe(42)
  expect(ageOn('2004-02-29', '2026-02-28')?.years).toBe(21)
  expect(ageOn('2004-02-29', '2026-03-01')?.years).toBe(22)
  expect(ageOn('2004-02-29', '2028-02-29')?.years).toBe(24)
})

test('from a month or year the age is about right and says so', () => {
  expect(ageOn('1984', '2026-07-13')).toEqual({ years: 42, exact: false })
  expect(ageOn('1984-08', '2026-07-13')).toEqual({ years: 41, exact: false })
  expect(bannerOf({ birthDate: '1984' }, '2026-07-13', sayDate).age).toBe('about 42y')
})

test('no age without a date, from a day that does not exist, or before birth', () => {
  for (const birth of [undefined, '', '1984-02-30', '1984-13', '14/07/1984', '2027-01-01']) {
    expect(ageOn(birth, '2026-07-13'), birth).toBeUndefined()
  }
})

test('nobody grows younger', () => {
  fc.assert(
    fc.property(fc.nat(40_000), fc.nat(500), (days, more) => {
      const day = addDays('1904-02-29', days)
      const [a, b] = [ageOn('1904-02-29', day), ageOn('1904-02-29', addDays(day, more))]
      expect(b?.years).toBeGreaterThanOrEqual(a?.years ?? Number.NaN)
    }),
  )
})

test('record numbers are grouped only when they are digits', () => {
  expect(groupDigits('123456')).toBe('123 456')
  expect(groupDigits('A-123456')).toBe('A-123456')
})
