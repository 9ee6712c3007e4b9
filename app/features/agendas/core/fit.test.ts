import { expect, test } from 'vitest'
import { fitInOrder } from './fit.ts'

const item = (id: string, minutes: number, ...needs: string[]) => ({ id, minutes, needs })

test('items follow each other from the end of the setup on', () => {
  const fit = fitInOrder([item('a', 10, 'ana'), item('b', 18, 'ana', 'ben')], 30, 2)

  expect(fit).toEqual({
    items: [
      { id: 'a', start: 2, end: 12, beyond: false },
      { id: 'b', start: 12, end: 30, beyond: false },
    ],
    within: 2,
    windows: [
      { id: 'ana', from: 2, to: 30 },
      { id: 'ben', from: 12, to: 30 },
    ],
    sum: 30,
    over: 0,
  })
})

test('from the first item that does not end in time on, all are beyond the cut line, and nobody is needed for them', () => {
  const fit = fitInOrder([item('a', 10), item('b', 20, 'ben'), item('c', 1, 'cho')], 30, 2)

  expect(fit.items.map(({ id, beyond }) => `${id} ${beyond}`)).toEqual(['a false', 'b true', 'c true'])
  expect(fit).toMatchObject({ within: 1, windows: [], sum: 33, over: 3 })
})

test('without items there is the setup alone', () => {
  expect(fitInOrder([], 30, 2)).toEqual({ items: [], within: 0, windows: [], sum: 2, over: 0 })
})
