import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alikeAmong, fold, namesAlike, nameWords } from './names.ts'

const named = (family: string, given = 'Ana') => ({ family, given: [given] })

test('folding leaves out case, accents and ligatures', () => {
  expect(fold('Šťastný ÅNGSTRÖM Straße Łódź Ørsted İzmir')).toBe('stastny angstrom strasse lodz orsted izmir')
})

test('an apostrophe belongs to its word, other marks part words', () => {
  expect(nameWords("O'Brien-Núñez, Mª  José")).toEqual(['obrien', 'nunez', 'ma', 'jose'])
})

test('the same family name is alike, however it is written', () => {
  expect(namesAlike(named('Nguyen', 'Ana'), named('NGUYỄN', 'Bob'))).toBe(true)
})

test.each([
  ['Smith', 'Smyth'],
  ['Meyer', 'Maier'],
  ['Phillips', 'Filips'],
  ['Schmidt', 'Schmitt'],
  ['Johnson', 'Jonhson'],
  ['Andersson', 'Anderssen'],
])('%s looks or sounds like %s', (a, b) => {
  expect(namesAlike(named(a), named(b, 'Bob'))).toBe(true)
})

test.each([
  ['Smith', 'Jones'],
  ['Li', 'Lu'],
  ['Bell', 'Hall'],
  ['Osei', 'Rana'],
])('%s is not like %s', (a, b) => {
  expect(namesAlike(named(a), named(b, 'Ana'))).toBe(false)
})

test('the same names the other way round are alike', () => {
  expect(namesAlike(named('Thomas', 'James'), named('James', 'Thomas'))).toBe(true)
})

test('without family names the given ones are compared, and nobody is like a nameless patient', () => {
  expect(namesAlike({ given: ['Kenzi'] }, { given: ['Kenzie'] })).toBe(true)
  expect(namesAlike({}, {})).toBe(false)
  expect(namesAlike({}, named('Osei'))).toBe(false)
})

test('of a list, exactly those with a double are marked', () => {
  const list = [named('Osei'), named('Smith'), named('Rana'), named('Smyth')]
  expect([...alikeAmong(list)].sort()).toEqual([1, 3])
})

test('being alike goes both ways, and everyone with a name is like themselves', () => {
  const person = fc.record({ family: fc.string(), given: fc.array(fc.string(), { maxLength: 2 }) })
  fc.assert(
    fc.property(person, person, (a, b) => {
      expect(namesAlike(a, b)).toBe(namesAlike(b, a))
      if (nameWords(a.family).length > 0) expect(namesAlike(a, a)).toBe(true)
    }),
  )
})
