import { expect, test } from 'vitest'
import { dialOf } from './circle.ts'

test.each([
  ['+977 1-441 2780', 'tel:+97714412780'],
  ['(612) 555-0142 ext. 12', 'tel:6125550142'],
  ['612.555.0142 x12', 'tel:6125550142'],
  ['988', 'tel:988'],
  ['ask at the desk', undefined],
  ['', undefined],
])('%s is dialled as %s', (phone, dialled) => {
  expect(dialOf(phone)).toBe(dialled)
})
