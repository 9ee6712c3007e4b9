import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alikeAmong, fold, isMistakable, namesAlike, nameWords } from './names.ts'

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

const patient = (family: string, given: string, birthDate?: string) => ({
  family,
  given: given.split(' '),
  birthDate,
})

test.each([
  ['the same name', patient('Okafor', 'Ada', '1984-07-14'), patient('Okafor', 'Ada', '1961-02-03')],
  ['a given name one letter apart', patient('Okafor', 'Ada'), patient('Okafor', 'Ida')],
  ['a given name said alike', patient('Smith', 'Philip'), patient('Smyth', 'Filip')],
  ['one given name short for the other', patient('Osei', 'Sam'), patient('Osei', 'Samuel')],
  ['another middle name', patient('Moser', 'Anna Lena'), patient('Moser', 'Anna Maria')],
  ['half of a double name', patient('García López', 'Ana'), patient('García', 'Ana')],
  ['names turned round', patient('Thomas', 'James'), patient('James', 'Thomas')],
  ['twins', patient('Rana', 'Bikash', '1990-05-06'), patient('Rana', 'Sunita', '1990-05-06')],
])('two patients could be mistaken: %s', (_, one, other) => {
  expect(isMistakable(one, other)).toBe(true)
})

test.each([
  ['the family name alone', patient('Smith', 'Ana', '1984-07-14'), patient('Smith', 'Robert', '1961-02-03')],
  ['the given name alone', patient('Smith', 'Ana'), patient('Jones', 'Ana')],
  ['the birth date alone', patient('Smith', 'Ana', '1984-07-14'), patient('Jones', 'Eve', '1984-07-14')],
  ['a year of birth', patient('Smith', 'Ana', '1984'), patient('Smith', 'Robert', '1984')],
  ['no name at all', patient('', ''), patient('', '')],
])('two patients are told apart by the rest: %s', (_, one, other) => {
  expect(isMistakable(one, other)).toBe(false)
})

test('being mistakable goes both ways, everybody with a name is like themselves, and a family name alone never is enough', () => {
  const person = fc.record({
    family: fc.constantFrom('Smith', 'Smyth', 'García López', 'López', 'Li', ''),
    given: fc.array(fc.constantFrom('Ana', 'Anna', 'Robert', 'Bo', ''), { maxLength: 2 }),
    birthDate: fc.option(fc.constantFrom('1984-07-14', '1984', '1961-02-03'), { nil: undefined }),
  })
  fc.assert(
    fc.property(person, person, (a, b) => {
      expect(isMistakable(a, b)).toBe(isMistakable(b, a))
      if (nameWords(a.family).length > 0) expect(isMistakable(a, a)).toBe(true)
      const far = { family: a.family, given: ['Xochiquetzal'], birthDate: '1999-09-09' }
      if (nameWords(a.family).length > 0 && a.given.some((name) => nameWords(name).length > 0))
        expect(isMistakable(a, far)).toBe(false)
    }),
  )
})
