import fc from 'fast-check'
import { expect, test } from 'vitest'
import { queryTokens, readingsOf, searchTokens } from './search.ts'

const patient = { names: ['García-López', 'Ana Li'], birthDate: '1984-07-14', identifiers: ['MRN 103-2702'] }
const found = (text: string, who: Parameters<typeof searchTokens>[0] = patient) => {
  const tokens = new Set(searchTokens(who))
  const asked = queryTokens(text)
  return asked.length > 0 && asked.every((any) => any.some((token) => tokens.has(token)))
}

test('a patient is found by any part of the name from three letters, with or without accents', () => {
  for (const text of ['gar', 'GARCÍA', 'Lopez', 'garcia-lo', 'Ana', 'li', 'lop ana', 'Ana, García']) {
    expect(found(text), text).toBe(true)
  }
})

test('two letters are a whole word or nothing', () => {
  expect(found('ga')).toBe(false)
  expect(found('an')).toBe(false)
})

test('every word must be the patient’s', () => {
  expect(found('garcia bob')).toBe(false)
})

test('a birth date is found as people type it, an identifier with or without marks', () => {
  for (const text of [
    '1984-07-14',
    '19840714',
    '14-Jul-1984',
    '14-july-1984',
    '14 Jul 1984',
    'July 14, 1984',
    '7/14/1984',
    '14.07.1984',
    'MRN1032702',
    'mrn-103-2702',
  ]) {
    expect(found(text), text).toBe(true)
  }
  expect(found('07/15/1984')).toBe(false)
  expect(found('lopez 14-Jul-1984')).toBe(true)
})

test('a date that could be read either way is looked for both ways', () => {
  const born = (birthDate: string) => ({ names: ['Ana'], birthDate, identifiers: [] })
  expect(found('3/4/1984', born('1984-03-04'))).toBe(true)
  expect(found('3/4/1984', born('1984-04-03'))).toBe(true)
  expect(found('3/4/1984', born('1984-03-03'))).toBe(false)
})

test('a number is found in the groups in which it is shown', () => {
  const who = { names: ['Ana Li'], identifiers: ['4134405'] }
  for (const text of ['413 4405', '4134405', 'li 413 4405']) expect(found(text, who), text).toBe(true)
  expect(found('413', who)).toBe(false)
})

test('a name in Han characters is found by its first', () => {
  expect(found('张', { names: ['张无忌'], identifiers: [] })).toBe(true)
})

test('nothing asked finds nobody', () => {
  for (const text of ['', '  ', '--', "'"]) expect(queryTokens(text), text).toEqual([])
})

test('a runaway name makes few tokens', () => {
  expect(searchTokens({ names: ['x'.repeat(100_000)], identifiers: [] }).length).toBeLessThan(60)
  expect(found('x'.repeat(90_000), { names: ['x'.repeat(100_000)], identifiers: [] })).toBe(true)
})

test('everybody is found by their own whole name, and tokens come sorted and once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      const tokens = searchTokens({ names: [name], identifiers: [] })
      expect(tokens).toEqual([...new Set(tokens)].sort())
      if (queryTokens(name).some((any) => any.length > 0) && tokens.length > 0) {
        expect(found(name, { names: [name], identifiers: [name] })).toBe(true)
      }
    }),
  )
})

test.each([
  ['Müller', 'mueller'],
  ['Mueller', 'müller'],
  ['Müller', 'muller'],
  ['Søren', 'soeren'],
  ['Aagaard', 'Ågaard'],
  ['Ågaard', 'Aagaard'],
  ['Weiß', 'weiss'],
  ['Łukasz', 'lukasz'],
  ['Garcia-Lopez', 'garcia lopez'],
  ['Garcia Lopez', 'garcia-lopez'],
  ["O'Brien", 'obrien'],
])('%s is found by %s', (name, words) => {
  const tokens = new Set(searchTokens({ names: [name], identifiers: [] }))
  const asked = queryTokens(words)
  const hit = asked.length > 0 && asked.every((any) => any.some((token) => tokens.has(token)))
  expect(hit).toBe(true)
})

test('a date that can be read in two ways is asked about, each way with the words around it', () => {
  expect(readingsOf('núñez 3/4/1984')).toEqual([
    { on: '1984-03-04', words: 'núñez 1984-03-04' },
    { on: '1984-04-03', words: 'núñez 1984-04-03' },
  ])
  expect(readingsOf('14/07/1984')).toEqual([])
  expect(readingsOf('4/4/1984')).toEqual([])
  expect(readingsOf('Núñez')).toEqual([])
})
