import { allInstruments, type InstrumentCode, instruments } from './instruments.ts'
import { consentStates, phases } from './phases.ts'

/** Up to this many cases of a team can be sorted by name, since each name must be opened for it. */
export const mostSortedByName = 1000

export const casesAPage = 50

/** The instruments a caseload can be read by. The teens' PHQ-9 stands with the adults': whichever was used last is the course. */
export const caseloadInstruments = allInstruments
  .map(({ code }) => code)
  .filter((code): code is CaseloadInstrument => code !== 'phq-9m')

export type CaseloadInstrument = Exclude<InstrumentCode, 'phq-9m'>

/** What a caseload is narrowed by, each with the closed words its address may say and what a person reads. */
export const caseloadFilters = {
  phase: { label: 'Phase', words: phases },
  manager: { label: 'Care manager', words: { me: 'Me', none: 'Nobody yet' } },
  review: { label: 'Review', words: { overdue: 'Overdue' } },
  course: {
    label: 'PHQ-9',
    words: { 'not-improved': 'Not improved', 'not-measured': 'Not measured for 4 weeks' },
  },
  contact: {
    label: 'Contact',
    words: { w2: 'None for 2 weeks', w4: 'None for 4 weeks', w8: 'None for 8 weeks' },
  },
  flags: { label: 'Flags', words: { open: 'Flagged', none: 'Not flagged' } },
  tasks: { label: 'Tasks', words: { open: 'Open', overdue: 'Overdue' } },
  consent: { label: 'Consent', words: consentStates },
  started: { label: 'Started', words: { month: 'This month' } },
  measured: {
    label: 'Measured by',
    words: Object.fromEntries(caseloadInstruments.map((code) => [code, instruments[code].name])) as Readonly<
      Record<CaseloadInstrument, string>
    >,
  },
} as const

export type FilterName = keyof typeof caseloadFilters

export type Filters = {
  readonly [Name in FilterName]?: keyof (typeof caseloadFilters)[Name]['words']
}

const plainOrders = [
  'review',
  'name',
  'phase',
  'manager',
  'weeks',
  'contact',
  'flags',
  'tasks',
  'consent',
] as const

/** What a caseload can be sorted by: the words in the address. Names are sealed, so `name` is for one team of a bounded size. */
export type CaseloadOrder = (typeof plainOrders)[number] | CaseloadInstrument | `${CaseloadInstrument}-change`

/** How a caseload is asked for. Open cases, unless a phase is named. */
export interface CaseloadQuery {
  readonly order: CaseloadOrder
  readonly descending: boolean
  readonly filters: Filters
  readonly page: number
}

/** Open cases, the next review first. */
export const plainCaseload: CaseloadQuery = { order: 'review', descending: false, filters: {}, page: 1 }

/** How many weeks each of the words of the filter `contact` means. */
export const weeksWithoutContact = { w2: 2, w4: 4, w8: 8 } as const

/** The views that come with the product, each with what its address says. */
export const readyViews = [
  { name: 'My cases', search: '?manager=me' },
  { name: 'Overdue for review', search: '?review=overdue' },
  { name: 'Not improving', search: '?course=not-improved&sort=phq-9&dir=desc' },
  { name: 'New this month', search: '?started=month&sort=weeks' },
  { name: 'No contact for 4 weeks', search: '?contact=w4&sort=contact' },
] as const

/** The instruments whose courses are the columns: PHQ-9 and GAD-7, or the one that the caseload is narrowed to. */
export function coursesShown({ filters }: Pick<CaseloadQuery, 'filters'>): readonly CaseloadInstrument[] {
  return filters.measured ? [filters.measured] : ['phq-9', 'gad-7']
}

const filterNames = Object.keys(caseloadFilters) as FilterName[]

/**
 * Reads a caseload's address. Undefined when it asks for anything we do not know: nothing of an address may reach SQL unread.
 *
 * An order by an instrument that has no column is the plain order.
 */
export function readCaseloadQuery(params: URLSearchParams): CaseloadQuery | undefined {
  const known = new Set<string>(['sort', 'dir', 'page', ...filterNames])
  const names = [...params.keys()]
  if (names.some((name) => !known.has(name)) || new Set(names).size < names.length) return undefined
  const filters: Record<string, string> = {}
  for (const name of filterNames) {
    const word = params.get(name) ?? ''
    if (word === '') continue
    if (!Object.hasOwn(caseloadFilters[name].words, word)) return undefined
    filters[name] = word
  }
  const order = orderIn(params.get('sort') ?? 'review')
  const direction = params.get('dir') ?? 'asc'
  const page = params.get('page') ?? '1'
  if (!order || !['asc', 'desc'].includes(direction) || !/^[1-9]\d{0,4}$/.test(page)) return undefined
  const query = { order, descending: direction === 'desc', filters: filters as Filters, page: Number(page) }
  return hasColumn(query) ? query : { ...query, order: 'review', descending: false }
}

/**
 * The address of a caseload, without what goes without saying. Starts with `?` and is never empty: an empty one opens what somebody
 * has set as their own first view.
 */
export function caseloadSearch({ order, descending, filters, page }: CaseloadQuery): string {
  const params = new URLSearchParams()
  for (const name of filterNames) {
    const word = filters[name]
    if (word) params.set(name, word)
  }
  if (order !== 'review') params.set('sort', order)
  if (descending) params.set('dir', 'desc')
  if (page > 1) params.set('page', `${page}`)
  return `?${params.size === 0 ? 'sort=review' : params}`
}

/** The filters in force, in words, each with the address of the caseload without it. */
export function chipsOf(query: CaseloadQuery): { name: FilterName; words: string; without: string }[] {
  return filterNames.flatMap((name) => {
    const word = query.filters[name]
    if (!word) return []
    const { label, words } = caseloadFilters[name]
    const { [name]: _gone, ...filters } = query.filters
    const said = (words as Readonly<Record<string, string>>)[word] ?? ''
    const address = caseloadSearch({ ...query, filters, page: 1 })
    return [{ name, words: `${label}: ${said}`, without: address }]
  })
}

/** A view in words: what it is narrowed to, and its order. */
export function wordsOf(query: CaseloadQuery): string {
  const chips = chipsOf(query).map(({ words }) => words)
  const cases = chips.length === 0 ? 'All open cases' : chips.join(', ')
  return `${cases}; by ${sayOrder(query.order)}${query.descending ? ', turned round' : ''}`
}

const orderWords: Readonly<Record<(typeof plainOrders)[number], string>> = {
  review: 'next review',
  name: 'name',
  phase: 'phase',
  manager: 'care manager',
  weeks: 'weeks',
  contact: 'last contact',
  flags: 'flags',
  tasks: 'tasks',
  consent: 'consent',
}

function sayOrder(order: CaseloadOrder): string {
  const plain = plainOrders.find((one) => one === order)
  if (plain) return orderWords[plain]
  const code = caseloadInstruments.find((one) => order === one || order === `${one}-change`)
  const name = code ? instruments[code].name : ''
  return order === code ? name : `change in ${name}`
}

function orderIn(word: string): CaseloadOrder | undefined {
  const plain = plainOrders.find((one) => one === word)
  if (plain) return plain
  const code = caseloadInstruments.find((one) => word === one || word === `${one}-change`)
  return code && (word === code ? code : `${code}-change`)
}

function hasColumn(query: CaseloadQuery): boolean {
  const { order } = query
  return (
    plainOrders.some((one) => one === order) ||
    coursesShown(query).some((code) => order === code || order === `${code}-change`)
  )
}
