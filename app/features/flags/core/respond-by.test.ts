import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { respondBy, workingDaysOf } from './respond-by.ts'

const week = [1, 2, 3, 4, 5]
const due = (...of: Parameters<typeof respondBy>) => respondBy(...of).toISO()
const at = (text: string, zone = 'America/New_York') => DateTime.fromISO(text, { zone })

describe('respond by', () => {
  test('an emergency has until the end of its own day in the zone of the team', () => {
    const raised = at('2026-05-05T00:30', 'utc')
    expect(due('emergency', raised, 'America/New_York', week)).toBe('2026-05-04T23:59:59.999-04:00')
    expect(due('emergency', raised, 'Asia/Kathmandu', week)).toBe('2026-05-05T23:59:59.999+05:45')
  })

  test('an emergency on a day off is still due that day', () => {
    expect(due('emergency', at('2026-05-09T22:00'), 'America/New_York', week)).toBe(
      '2026-05-09T23:59:59.999-04:00',
    )
  })

  test('urgent is two working days, over a weekend', () => {
    expect(due('urgent', at('2026-05-07T09:00'), 'America/New_York', week)).toBe(
      '2026-05-11T23:59:59.999-04:00',
    )
    expect(due('urgent', at('2026-05-09T09:00'), 'America/New_York', week)).toBe(
      '2026-05-12T23:59:59.999-04:00',
    )
  })

  test('a team that meets on Tuesdays and Saturdays counts those', () => {
    expect(due('urgent', at('2026-05-04T09:00'), 'America/New_York', [2, 6])).toBe(
      '2026-05-09T23:59:59.999-04:00',
    )
  })

  test('soon is ten working days, routine thirty days of any kind', () => {
    expect(due('soon', at('2026-05-04T09:00'), 'America/New_York', week)).toBe(
      '2026-05-18T23:59:59.999-04:00',
    )
    expect(due('routine', at('2026-05-04T09:00'), 'America/New_York', week)).toBe(
      '2026-06-03T23:59:59.999-04:00',
    )
  })

  test('clock changes move no day', () => {
    expect(due('urgent', at('2026-03-06T09:00', 'America/St_Johns'), 'America/St_Johns', week)).toBe(
      '2026-03-10T23:59:59.999-02:30',
    )
    expect(due('routine', at('2026-10-20T23:59', 'America/St_Johns'), 'America/St_Johns', week)).toBe(
      '2026-11-19T23:59:59.999-03:30',
    )
  })

  test('where midnight itself is skipped, the day before still ends with its last millisecond', () => {
    expect(due('emergency', at('2026-03-28T10:00', 'Asia/Beirut'), 'Asia/Beirut', week)).toBe(
      '2026-03-28T23:59:59.999+02:00',
    )
    expect(due('urgent', at('2026-03-26T10:00', 'Asia/Beirut'), 'Asia/Beirut', [5, 7])).toBe(
      '2026-03-29T23:59:59.999+03:00',
    )
  })

  test('a team without hours works Monday to Friday', () => {
    expect(workingDaysOf([])).toEqual(week)
    expect(workingDaysOf([{ days: [5, 1] }, { days: [1, 9] }])).toEqual([1, 5])
    expect(due('urgent', at('2026-05-08T09:00'), 'America/New_York', [])).toBe(
      '2026-05-12T23:59:59.999-04:00',
    )
  })

  test('a zone that does not exist throws', () => {
    expect(() => respondBy('soon', at('2026-05-08T09:00'), 'Mars/Olympus', week)).toThrow()
  })
})

test('in any zone at any time: it ends a working day of the team, and never before a less pressing one began', () => {
  const zones = fc.constantFrom(
    'Asia/Kathmandu',
    'America/St_Johns',
    'Pacific/Chatham',
    'Australia/Lord_Howe',
    'Asia/Beirut',
  )
  const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })
  const instants = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2028, 0, 1) })
  fc.assert(
    fc.property(zones, days, instants, (zone, working, ms) => {
      const raised = DateTime.fromMillis(ms, { zone })
      const by = respondBy('urgent', raised, zone, working)
      expect(by.toISO()).toBe(by.endOf('day').toISO())
      expect(working).toContain(by.weekday)
      // Counted a second way, by the dates alone.
      let counted = 0
      let day = DateTime.utc(raised.year, raised.month, raised.day).plus({ days: 1 })
      for (; day.toFormat('yyyy-MM-dd') <= by.toFormat('yyyy-MM-dd'); day = day.plus({ days: 1 })) {
        if (working.includes(day.weekday)) counted += 1
      }
      expect(counted).toBe(2)
      const order = (['emergency', 'urgent', 'soon'] as const).map(
        (u) => +respondBy(u, raised, zone, working),
      )
      expect(order).toEqual([...order].sort((a, b) => a - b))
    }),
  )
})
