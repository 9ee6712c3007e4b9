import { expect, test } from 'vitest'
import { inboxSearch, readInboxQuery } from './inbox-query.ts'

const read = (text: string) => readInboxQuery(new URLSearchParams(text))

test('an address that says nothing asks for what waits', () => {
  const query = { show: 'to-decide', urgency: null, by: null, manager: null, page: 1 }
  expect(read('')).toEqual(query)
  // A form without JavaScript sends its empty choices too.
  expect(read('urgency=&by=&manager=')).toEqual(query)
})

test.each([
  'show=everything',
  'show=constructor',
  'urgency=toString',
  'urgency=very',
  'by=me',
  'manager=everyone',
  'manager=1;drop table flag',
  'page=0',
  'page=-1',
  'page=1e3',
])('refuses %s', (text) => {
  expect(read(text)).toBeUndefined()
})

test('what was read can be written again', () => {
  const text = '?show=snoozed&urgency=urgent&by=rule&manager=me&page=3'
  const query = read(text)
  expect(query && inboxSearch(query)).toBe(text)
})
