import { describe, expect, test } from 'vitest'
import {
  ageOn,
  dayOf,
  formatAgo,
  formatCountdown,
  formatDate,
  formatDateTime,
  formatDayIfAny,
  formatDue,
  formatMinutes,
  formatMonth,
  formatPartialDay,
  formatRange,
  formatTime,
  formatWeekday,
  formatZone,
  sayAgeOn,
} from './moment-words.ts'

const kathmandu = 'Asia/Kathmandu'
const stJohns = 'America/St_Johns'
const newYork = 'America/New_York'

describe('dates', () => {
  test('are the date of the zone that was named, not of the machine', () => {
    expect(formatDate('2026-12-01T02:00:00Z', stJohns)).toBe('30-Nov-2026')
    expect(formatDate('2026-11-30T19:00:00Z', kathmandu)).toBe('01-Dec-2026')
    expect(dayOf('2026-12-01T02:00:00Z', stJohns)).toBe('2026-11-30')
  })

  test('without a time have no zone, and stay the same in every zone', () => {
    for (const zone of [kathmandu, stJohns, 'Pacific/Kiritimati', 'Pacific/Niue']) {
      expect(formatDate('1984-07-14', zone)).toBe('14-Jul-1984')
    }
  })

  test('say a month by itself', () => {
    expect(formatMonth('2026-09')).toBe('Sep 2026')
    expect(() => formatMonth('2026-13')).toThrow()
  })

  test('name each month the same way on every machine', () => {
    const months = Array.from({ length: 12 }, (_, index) =>
      formatDate(`2026-${String(index + 1).padStart(2, '0')}-09`, 'UTC').slice(3, 6),
    )
    expect(months.join(' ')).toBe('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec')
  })

  test('carry the weekday, also before 1970', () => {
    expect(formatWeekday('2008-09-09', 'UTC')).toBe('Tue 09-Sep-2008')
    expect(formatWeekday('1969-12-31', 'UTC')).toBe('Wed 31-Dec-1969')
    expect(formatWeekday('1912-06-23', 'UTC')).toBe('Sun 23-Jun-1912')
  })

  test('that do not exist are refused', () => {
    expect(formatDayIfAny('2026-02-29')).toBeUndefined()
    expect(formatDayIfAny('2028-02-29')).toBe('Tue 29-Feb-2028')
    expect(formatDayIfAny('')).toBeUndefined()
    expect(() => formatDate('2026-02-30', 'UTC')).toThrow(RangeError)
    expect(() => formatTime('2026-12-01T09:00:00', 'UTC')).toThrow(RangeError)
  })
})

describe('times', () => {
  test('use the 24-hour clock, with 00:00 for midnight', () => {
    expect(formatTime('2026-12-01T00:00:59Z', 'UTC')).toBe('00:00')
    expect(formatDateTime('2026-12-01T17:50:00Z', kathmandu)).toBe('Tue 01-Dec-2026 23:35')
  })

  test('name the zone by place and offset', () => {
    expect(formatZone('2026-12-01T12:00:00Z', stJohns)).toBe('St Johns time (UTC−03:30)')
    expect(formatZone('2026-07-01T12:00:00Z', stJohns)).toBe('St Johns time (UTC−02:30)')
    expect(formatZone('2026-12-01T12:00:00Z', kathmandu)).toBe('Kathmandu time (UTC+05:45)')
    expect(formatZone('2026-12-01T12:00:00Z', 'Etc/UTC')).toBe('UTC')
  })
})

describe('ranges', () => {
  test('name a shared day once', () => {
    expect(formatRange('2026-12-01T14:00:00Z', '2026-12-01T14:45:00Z', newYork)).toBe(
      'Tue 01-Dec-2026, 09:00–09:45',
    )
  })

  test('name both days when they end on another', () => {
    expect(formatRange('2026-12-01T18:00:00Z', '2026-12-01T18:30:00Z', kathmandu)).toBe(
      'Tue 01-Dec-2026 23:45 – Wed 02-Dec-2026 00:15',
    )
  })

  test('name the offsets when the clocks go back in between', () => {
    expect(formatRange('2026-11-01T05:30:00Z', '2026-11-01T06:15:00Z', newYork)).toBe(
      'Sun 01-Nov-2026, 01:30 (UTC−04:00) – 01:15 (UTC−05:00)',
    )
  })

  test('name the offsets when the clocks go forward in between', () => {
    expect(formatRange('2026-03-08T06:45:00Z', '2026-03-08T07:15:00Z', newYork)).toBe(
      'Sun 08-Mar-2026, 01:45 (UTC−05:00) – 03:15 (UTC−04:00)',
    )
  })
})

describe('ages and lengths', () => {
  test('count whole years, and a leap-day birthday from 1 March', () => {
    expect(ageOn('1984-07-14', '2026-07-13')).toBe(41)
    expect(ageOn('1984-07-14', '2026-07-14')).toBe(42)
    expect(ageOn('2004-02-29', '2026-02-28')).toBe(21)
    expect(ageOn('2004-02-29', '2026-03-01')).toBe(22)
  })

  test('say minutes as people do', () => {
    expect(['5', '60', '65', '120'].map((minutes) => formatMinutes(Number(minutes)))).toEqual([
      '5 min',
      '1 h',
      '1 h 05 min',
      '2 h',
    ])
  })

  test('count down on a clock face', () => {
    expect([0, 59, 61, 3724, -45].map(formatCountdown)).toEqual(['0:00', '0:59', '1:01', '1:02:04', '0:45'])
  })
})

describe('distance', () => {
  const now = '2026-12-01T12:00:00Z'

  test('is said in one unit', () => {
    expect(formatAgo('2026-12-01T11:59:30Z', now)).toBe('just now')
    expect(formatAgo('2026-12-01T11:48:00Z', now)).toBe('12 min ago')
    expect(formatAgo('2026-12-01T14:00:00Z', now)).toBe('in 2 h')
    expect(formatAgo('2026-11-30T12:00:00Z', now)).toBe('1 day ago')
    expect(formatAgo('2026-10-06T12:00:00Z', now)).toBe('8 weeks ago')
    expect(formatAgo('2025-12-01T12:00:00Z', now)).toBe('11 months ago')
  })

  test('of a due date is counted in calendar days of the zone', () => {
    const lateEvening = '2026-12-02T02:00:00Z'
    expect(formatDue('2026-12-01', lateEvening, newYork)).toEqual({ state: 'today', words: 'Due today' })
    expect(formatDue('2026-12-01', lateEvening, kathmandu)).toEqual({
      state: 'overdue',
      words: 'Overdue by 1 day',
    })
    expect(formatDue('2026-12-02', lateEvening, newYork).words).toBe('Due tomorrow')
    expect(formatDue('2026-12-11', lateEvening, newYork).words).toBe('Due in 10 days')
  })

  test('of a due instant runs out at that instant', () => {
    expect(formatDue('2026-12-01T14:30:00Z', now, 'UTC')).toEqual({
      state: 'today',
      words: 'Due today at 14:30',
    })
    expect(formatDue('2026-12-01T12:00:00Z', now, 'UTC')).toEqual({ state: 'overdue', words: 'Due now' })
    expect(formatDue('2026-12-01T09:30:00Z', now, 'UTC').words).toBe('Overdue by 2 h')
  })
})

describe('dates known in part', () => {
  test('are said as far as they are known', () => {
    expect(['1984-07-14', '1984-07', '1984'].map(formatPartialDay)).toEqual([
      '14-Jul-1984',
      'Jul-1984',
      '1984',
    ])
    for (const wrong of ['1984-13', '84', '1984-7', '1984-02-31', ''])
      expect(() => formatPartialDay(wrong), wrong).toThrow(RangeError)
  })

  test('give an age as far as they tell it', () => {
    expect(sayAgeOn('1984-07-14', '2026-07-13')).toBe('41y')
    expect(sayAgeOn('1984-07', '2026-06-30')).toBe('41y')
    expect(sayAgeOn('1984-07', '2026-07-14')).toBe('41 or 42y')
    expect(sayAgeOn('1984-07', '2026-08-01')).toBe('42y')
    expect(sayAgeOn('1984', '2026-11-22')).toBe('41 or 42y')
    expect(sayAgeOn('2026', '2026-03-01')).toBe('0y')
  })
})
