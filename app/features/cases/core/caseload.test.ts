import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type CaseloadQuery,
  caseloadFilters,
  caseloadInstruments,
  caseloadSearch,
  chipsOf,
  coursesShown,
  type FilterName,
  type Filters,
  plainCaseload,
  readCaseloadQuery,
  readyViews,
  wordsOf,
} from './caseload.ts'

const read = (text: string) => readCaseloadQuery(new URLSearchParams(text))

test('an address that says nothing asks for open cases, the next review first', () => {
  expect(read('')).toEqual(plainCaseload)
  expect(read(caseloadSearch(plainCaseload))).toEqual(plainCaseload)
})

test.each([
  'sort=family_name',
  'sort=name;drop table patient',
  'sort=constructor',
  'sort=phq-9m',
  'sort=phq-9-change-change',
  'dir=sideways',
  'phase=all',
  'phase=toString',
  'manager=somebody',
  'contact=4',
  'consent=maybe',
  'measured=phq-9m',
  'page=0',
  'page=-1',
  'page=1e3',
  'page=1&page=2',
  'phase=active&phase=closed',
  'mine=1',
  'team=another',
])('refuses %s', (text) => {
  expect(read(text)).toBeUndefined()
})

const filterNames = Object.keys(caseloadFilters) as FilterName[]
const someFilters: fc.Arbitrary<Filters> = fc
  .record(
    Object.fromEntries(
      filterNames.map((name) => [name, fc.constantFrom(...Object.keys(caseloadFilters[name].words))]),
    ),
    { requiredKeys: [] },
  )
  .map((filters) => filters as Filters)
const someQuery: fc.Arbitrary<CaseloadQuery> = fc
  .record({ filters: someFilters, descending: fc.boolean(), page: fc.integer({ min: 1, max: 99_999 }) })
  .chain((rest) =>
    fc
      .constantFrom<CaseloadQuery['order']>(
        'review',
        'name',
        'phase',
        'manager',
        'weeks',
        'contact',
        'flags',
        'tasks',
        'consent',
        ...coursesShown(rest).flatMap((code) => [code, `${code}-change`] as const),
      )
      .map((order) => ({ ...rest, order })),
  )

test('whatever can be asked for is written as an address that reads the same again, and never as an empty one', () => {
  fc.assert(
    fc.property(someQuery, (query) => {
      const search = caseloadSearch(query)
      expect(search.length).toBeGreaterThan(1)
      expect(search).toMatch(/^[?]([a-z0-9-]+=[a-z0-9-]+&?)*$/)
      expect(search.length).toBeLessThanOrEqual(300)
      expect(read(search)).toEqual(query)
    }),
  )
})

test('each chip takes away its own filter and no other, and begins at the first page', () => {
  fc.assert(
    fc.property(someQuery, (query) => {
      const chips = chipsOf(query)
      expect(chips.map(({ name }) => name).sort()).toEqual(Object.keys(query.filters).sort())
      for (const { name, without } of chips) {
        const { [name]: _gone, ...filters } = query.filters
        expect(read(without)).toMatchObject({ filters, page: 1 })
        expect(Object.hasOwn(read(without)?.filters ?? {}, name)).toBe(false)
      }
    }),
  )
})

test('an order by an instrument without a column is the plain order', () => {
  expect(read('measured=epds&sort=phq-9&dir=desc')).toMatchObject({ order: 'review', descending: false })
  expect(read('measured=epds&sort=epds-change&dir=desc')).toMatchObject({
    order: 'epds-change',
    descending: true,
  })
})

test('the ready-made views can be read, and say what they show', () => {
  const words = readyViews.map(({ search }) => {
    const query = read(search)
    return query && wordsOf(query)
  })
  expect(words).toEqual([
    'Care manager: Me; by next review',
    'Review: Overdue; by next review',
    'PHQ-9: Not improved; by PHQ-9, turned round',
    'Started: This month; by weeks',
    'Contact: None for 4 weeks; by last contact',
  ])
})

test('the teens’ PHQ-9 has no column of its own', () => {
  expect(caseloadInstruments).toContain('phq-9')
  expect(caseloadInstruments).not.toContain('phq-9m')
  expect(coursesShown(plainCaseload)).toEqual(['phq-9', 'gad-7'])
})
