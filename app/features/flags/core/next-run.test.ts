import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { nextDailyRun } from './next-run.ts'

const at = (text: string) => DateTime.fromSQL(text, { zone: 'utc' })
const next = (text: string, zone: string) => nextDailyRun(at(text), zone).toUTC().toFormat('yyyy-MM-dd HH:mm')

test('the next look is at 06:00 by the team’s clock, and at 06:00 itself tomorrow’s', () => {
  expect(next('2026-12-01 05:59', 'UTC')).toBe('2026-12-01 06:00')
  expect(next('2026-12-01 06:00', 'UTC')).toBe('2026-12-02 06:00')
  expect(next('2026-12-01 00:14', 'Asia/Kathmandu')).toBe('2026-12-01 00:15')
})

test('each day has one 06:00, also when the clocks change', () => {
  for (const [zone, from, days] of [
    ['America/St_Johns', '2027-03-10 12:00', 8],
    ['America/St_Johns', '2027-11-03 12:00', 8],
    ['Asia/Kathmandu', '2027-03-10 12:00', 8],
  ] as const) {
    let now: DateTime = at(from)
    const looks: string[] = []
    for (let day = 0; day < days; day += 1) {
      now = nextDailyRun(now, zone)
      looks.push(now.setZone(zone).toFormat('yyyy-MM-dd HH:mm'))
    }
    expect(looks).toHaveLength(new Set(looks.map((look) => look.slice(0, 10))).size)
    expect(looks.every((look) => look.endsWith('06:00'))).toBe(true)
    const first = DateTime.fromISO(looks[0]?.slice(0, 10) ?? '', { zone: 'utc' })
    expect(looks.at(-1)?.slice(0, 10)).toBe(first.plus({ days: days - 1 }).toISODate())
  }
})
