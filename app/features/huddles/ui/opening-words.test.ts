import { expect, test } from 'vitest'
import { type OpeningShown, openingWords } from './opening-words.ts'

const best: OpeningShown = { asked: 4, free: 4, tentative: [], missing: [], cases: 3, served: 3, late: 0 }

test('says in two sentences that nothing is missing', () => {
  expect(openingWords(best)).toEqual(['Everybody is free.', 'All 3 cases can be talked about.'])
})

test('names who is missing and why, and counts what is late', () => {
  const missing = [{ name: 'Dr Osei', why: 'outside-hours' as const }]
  expect(openingWords({ ...best, free: 2, missing, tentative: ['Kim Roe'], served: 2, late: 1 })).toEqual([
    'Everybody required is free; Dr Osei does not work then, Kim Roe may be busy.',
    '2 of 3 cases can be talked about, 1 of them after an answer is due.',
  ])
})

test('a huddle about nothing yet is about its people only', () => {
  expect(openingWords({ ...best, cases: 0, served: 0 })).toEqual(['Everybody is free.'])
})
