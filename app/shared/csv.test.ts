import { expect, test } from 'vitest'
import { csvLine } from './csv.ts'

test('commas, quotes and lines stay within their cell', () => {
  expect(csvLine(['a', 'b, c', 'he said "no"', 'two\nlines', ''])).toBe(
    'a,"b, c","he said ""no""","two\nlines",\r\n',
  )
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('%j is shown and not calculated', (text) => {
  expect(csvLine([text]).replace(/^"/, '').startsWith("'")).toBe(true)
})
