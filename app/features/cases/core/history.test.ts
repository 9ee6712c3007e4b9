import { expect, test } from 'vitest'
import { sayEvent } from './history.ts'

test('says what happened in the words of this room', () => {
  expect(sayEvent('opened')).toBe('Case opened')
})

test('a kind of a later room reads as its own words', () => {
  expect(sayEvent('flag-raised')).toBe('Flag raised')
})

test('a name that every object has is no kind of ours', () => {
  expect(sayEvent('toString')).toBe('ToString')
})
