import { expect, test } from 'vitest'
import { isOpenNeed, sayHowToSpeak } from './needs.ts'

test('what is in hand is still open, what is met or declined is not', () => {
  expect((['open', 'in-hand', 'met', 'declined'] as const).map((state) => isOpenNeed({ state }))).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test('the language and the interpreter are said first, even once they are arranged, and nothing else is', () => {
  expect(
    sayHowToSpeak([
      { kind: 'interpreter', state: 'met', text: 'on Tuesdays' },
      { kind: 'language', state: 'open', text: 'Nepali' },
      { kind: 'housing', state: 'open', text: 'evicted' },
    ]),
  ).toEqual(['Speaks Nepali', 'Needs an interpreter: on Tuesdays'])
  expect(sayHowToSpeak([{ kind: 'interpreter', state: 'declined', text: null }])).toEqual([])
  expect(sayHowToSpeak([{ kind: 'interpreter', state: 'open', text: null }])).toEqual([
    'Needs an interpreter',
  ])
})
