import { expect, test } from 'vitest'
import { caseloadSearch, readCaseloadQuery } from './caseload.ts'

const read = (text: string) => readCaseloadQuery(new URLSearchParams(text))

test('an address that says nothing asks for open cases, the next review first', () => {
  expect(read('')).toEqual({ order: 'review', descending: false, phase: undefined, mine: false, page: 1 })
})

test.each([
  'sort=family_name',
  'sort=name;drop table patient',
  'sort=constructor',
  'dir=sideways',
  'phase=all',
  'phase=toString',
  'mine=yes',
  'page=0',
  'page=-1',
  'page=1e3',
])('refuses %s', (text) => {
  expect(read(text)).toBeUndefined()
})

test('what was read can be written again', () => {
  const text = '?sort=phq-9&dir=desc&phase=active&mine=1&page=3'
  const query = read(text)
  expect(query && caseloadSearch(query)).toBe(text)
})
