import { expect, test } from 'vitest'
import { rankBetween } from './rank.ts'

const byCodePoint = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const first = rankBetween(null, null)
const second = rankBetween(first, null)

test('there is always a rank before, between and after', () => {
  const all = [rankBetween(null, first), first, rankBetween(first, second), second, rankBetween(second, null)]

  expect(new Set(all).size).toBe(5)
  expect(all.toSorted(byCodePoint)).toEqual(all)
})

test('there is no place between a rank and itself, and the order of the two does not matter', () => {
  expect(() => rankBetween(first, first)).toThrow()
  expect(rankBetween(second, first)).toBe(rankBetween(first, second))
})
