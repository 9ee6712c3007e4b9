import { expect, test } from 'vitest'
import { formatDay } from './day-words.ts'

test.each([
  ['2026-05-03', '03-May-2026'],
  ['2026-12', 'Dec-2026'],
  ['1984', '1984'],
  ['unknown', 'unknown'],
])('says %s as %s', (date, words) => {
  expect(formatDay(date)).toBe(words)
})
