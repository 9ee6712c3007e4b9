import { expect, test } from 'vitest'
import { shortName } from './short-name.ts'

test('a patient is shown by initials and the last four of the record number', () => {
  expect(shortName({ family: 'Okafor', given: ['Ada', 'Grace'], mrn: 'MRN 10 4821' })).toBe('A.O. ·4821')
})

test('what is not known is left out', () => {
  expect(shortName({ family: 'Łukasz', given: [], mrn: null })).toBe('Ł.')
  expect(shortName({ family: '', given: [], mrn: '7' })).toBe('Case ·7')
  expect(shortName(undefined)).toBe('Case')
})
