import { expect, test } from 'vitest'
import { boundOf, isPart2, scopeSpeaksOf, unionOf } from './labels.ts'

test('substance use records and notes of counselling and psychotherapy always bind', () => {
  for (const label of ['part2', 'eth', 'sud', 'sud-counseling', 'psychotherapy'])
    expect(boundOf([label], [])).toEqual([label])
})

test('HIV and mental health bind only where the organization has bound them by the law of its state', () => {
  expect(boundOf(['psy', 'hiv'], [])).toEqual([])
  expect(boundOf(['psy', 'hiv'], ['hiv'])).toEqual(['hiv'])
})

test('a label that nobody here knows binds', () => {
  expect(boundOf(['something-new'], [])).toEqual(['something-new'])
})

test('a scope of Part 2 speaks of all substance use records, and of no counselling or psychotherapy notes', () => {
  expect(['part2', 'eth', 'sud'].every((label) => scopeSpeaksOf(['part2'], label))).toBe(true)
  expect(scopeSpeaksOf(['part2'], 'sud-counseling')).toBe(false)
  expect(scopeSpeaksOf(['part2', 'sud', 'eth'], 'psychotherapy')).toBe(false)
  expect(scopeSpeaksOf(['sud-counseling'], 'sud-counseling')).toBe(true)
  expect(scopeSpeaksOf(['sud'], 'part2')).toBe(false)
})

test('the notice of 2.32 goes with substance use records', () => {
  expect(['part2', 'eth', 'sud', 'sud-counseling'].every(isPart2)).toBe(true)
  expect(isPart2('psychotherapy')).toBe(false)
})

test('what is made of labelled things carries the labels of all of them, each once', () => {
  expect(unionOf(['sud', 'part2'], [], ['part2', 'hiv'])).toEqual(['hiv', 'part2', 'sud'])
  expect(unionOf()).toEqual([])
})
