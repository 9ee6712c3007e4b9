import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differenceOf } from './difference.ts'

const items = (...ids: string[]) => ids.map((id) => ({ id, minutes: 5 }))
const told = (before: string[], after: string[]) =>
  differenceOf(items(...before), items(...after)).map(({ id, change }) => `${id} ${change}`)

test('one item that goes to the top has moved up, and the others have not moved', () => {
  expect(differenceOf(items('a', 'b', 'c'), items('c', 'a', 'b'))).toEqual([
    { id: 'c', change: 'moved-up', from: 3, to: 1, minutes: null },
    { id: 'a', change: 'same', minutes: null },
    { id: 'b', change: 'same', minutes: null },
  ])
})

test('one item that goes to the end has moved down', () => {
  expect(told(['a', 'b', 'c'], ['b', 'c', 'a'])).toEqual(['b same', 'c same', 'a moved-down'])
})

test('nothing has moved because something was added or removed before it', () => {
  expect(told(['a', 'b', 'c'], ['new', 'b', 'c'])).toEqual(['new added', 'b same', 'c same', 'a removed'])
})

test('tells changed minutes, also of an item that moved', () => {
  const before = [
    { id: 'a', minutes: 5 },
    { id: 'b', minutes: 5 },
    { id: 'c', minutes: 5 },
  ]
  const after = [
    { id: 'c', minutes: 8 },
    { id: 'a', minutes: 3 },
    { id: 'b', minutes: 5 },
  ]

  expect(differenceOf(before, after)).toEqual([
    { id: 'c', change: 'moved-up', from: 3, to: 1, minutes: { from: 5, to: 8 } },
    { id: 'a', change: 'same', minutes: { from: 5, to: 3 } },
    { id: 'b', change: 'same', minutes: null },
  ])
})

test('an order does not differ from itself, and what stays keeps its order', () => {
  const order = fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f'])
  fc.assert(
    fc.property(order, order, (before, after) => {
      expect(differenceOf(items(...after), items(...after)).every((one) => one.change === 'same')).toBe(true)

      const changes = differenceOf(items(...before), items(...after))
      const same = changes.filter((one) => one.change === 'same').map((one) => one.id)
      expect(before.filter((id) => same.includes(id))).toEqual(same)
      expect(changes.map((one) => one.id).sort()).toEqual([...new Set([...before, ...after])].sort())
    }),
  )
})
