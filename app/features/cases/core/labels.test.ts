import { expect, test } from 'vitest'
import { mayShow } from './labels.ts'

test('an item without a label is shown in all four states of consent', () => {
  for (const state of ['given', 'refused', 'not-recorded', 'unavailable'] as const)
    expect(mayShow(['psy', 'hiv'], state)).toBe(true)
})

test('a substance use record is shown only with consent given', () => {
  expect(mayShow(['part2'], 'given')).toBe(true)
  for (const state of ['refused', 'not-recorded', 'unavailable'] as const)
    expect(mayShow(['psy', 'part2'], state)).toBe(false)
})
