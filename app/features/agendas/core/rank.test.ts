import { expect, test } from 'vitest'
import { rankBetween, ranksFor } from './rank.ts'

const byCodePoint = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

test('ranks for a new list are in order and all different', () => {
  const ranks = ranksFor(200)

  expect(new Set(ranks).size).toBe(200)
  expect(ranks.toSorted(byCodePoint)).toEqual(ranks)
  expect(ranksFor(0)).toEqual([])
})

test('there is always a rank before, between and after', () => {
  const [first = '', second = ''] = ranksFor(2)
  const all = [rankBetween(null, first), first, rankBetween(first, second), second, rankBetween(second, null)]

  expect(all.toSorted(byCodePoint)).toEqual(all)
  expect(rankBetween(null, null)).not.toBe('')
})

test('there is no place between a rank and itself, and the order of the two does not matter', () => {
  const [first = '', second = ''] = ranksFor(2)

  expect(() => rankBetween(first, first)).toThrow()
  expect(rankBetween(second, first)).toBe(rankBetween(first, second))
})
