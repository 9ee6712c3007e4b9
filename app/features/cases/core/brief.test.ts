import fc from 'fast-check'
import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { ageInDays, missingParts, sayAge, sayMissing } from './brief.ts'

const at = (text: string, zone = 'utc') => DateTime.fromISO(text, { zone })

test('nothing is missing when the required parts are written, whatever else is', () => {
  expect(missingParts(['goal', 'question', 'situation', 'medication'])).toEqual([])
  expect(missingParts(['trend', 'medication', 'situation', 'question'])).toEqual(['goal'])
})

test('what is missing is a sentence', () => {
  expect(sayMissing(missingParts([]))).toBe(
    "Still missing: the question for the team, the situation, the medication and the patient's own goal.",
  )
  expect(sayMissing(['goal'])).toBe("Still missing: the patient's own goal.")
  expect(sayMissing([])).toBeUndefined()
})

test('a part ages by the calendar of the zone', () => {
  const written = { writtenAt: at('2026-05-01T23:59', 'Asia/Kathmandu') }
  const now = at('2026-05-02T00:01', 'Asia/Kathmandu')
  expect(ageInDays(written, now, 'Asia/Kathmandu')).toBe(1)
  expect(ageInDays(written, now, 'America/St_Johns')).toBe(0)
})

test('a night of 23 or 25 hours is one day, and a clock ahead makes no negative age', () => {
  const zone = 'America/St_Johns'
  expect(ageInDays({ writtenAt: at('2026-03-07T12:00', zone) }, at('2026-03-08T12:00', zone), zone)).toBe(1)
  expect(ageInDays({ writtenAt: at('2026-10-31T12:00', zone) }, at('2026-11-01T12:00', zone), zone)).toBe(1)
  expect(ageInDays({ writtenAt: at('2026-11-02T12:00', zone) }, at('2026-11-01T12:00', zone), zone)).toBe(0)
})

test('a zone that does not exist throws', () => {
  expect(() =>
    ageInDays({ writtenAt: at('2026-05-01T10:00') }, at('2026-05-02T10:00'), 'Mars/Olympus'),
  ).toThrow()
})

test('an age is said as people say it', () => {
  expect([0, 1, 12].map(sayAge)).toEqual(['today', 'yesterday', '12 days ago'])
})

test('the age is a whole number and never shrinks as time goes by', () => {
  const written = { writtenAt: at('2026-01-01T12:00') }
  fc.assert(
    fc.property(fc.nat(20_000), fc.nat(20_000), (early, more) => {
      const [a, b] = [early, early + more].map((hours) =>
        ageInDays(written, written.writtenAt.plus({ hours }), 'America/St_Johns'),
      )
      expect(Number.isInteger(a)).toBe(true)
      expect(b).toBeGreaterThanOrEqual(a ?? Number.NaN)
    }),
  )
})
