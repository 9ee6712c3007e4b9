import { isPhase, type Phase } from './phases.ts'

/** What a caseload can be sorted by: the words in the address. Names are sealed, so `name` is for one team of a bounded size. */
const caseloadOrders = ['review', 'name', 'start', 'phase', 'contact', 'phq-9', 'gad-7'] as const

export type CaseloadOrder = (typeof caseloadOrders)[number]

/** Up to this many open cases of a team can be sorted by name, since each name must be opened for it. */
export const mostSortedByName = 1000

export const casesAPage = 50

/** How a caseload is asked for. */
export interface CaseloadQuery {
  readonly order: CaseloadOrder
  readonly descending: boolean
  /** Open cases when left out. */
  readonly phase: Phase | undefined
  /** Only those whose care manager asks. */
  readonly mine: boolean
  readonly page: number
}

/**
 * Reads a caseload's address. Undefined when it asks for anything we do not know: nothing of an address may reach SQL unread.
 */
export function readCaseloadQuery(params: URLSearchParams): CaseloadQuery | undefined {
  const order = caseloadOrders.find((one) => one === (params.get('sort') ?? 'review'))
  const direction = params.get('dir') ?? 'asc'
  const phase = params.get('phase') ?? ''
  const mine = params.get('mine') ?? ''
  const page = params.get('page') ?? '1'
  if (!order || !['asc', 'desc'].includes(direction) || !['', '1'].includes(mine)) return undefined
  if (phase !== '' && !isPhase(phase)) return undefined
  if (!/^[1-9]\d{0,4}$/.test(page)) return undefined
  return {
    order,
    descending: direction === 'desc',
    phase: phase === '' ? undefined : phase,
    mine: mine === '1',
    page: Number(page),
  }
}

/** The address of a caseload, without what goes without saying. Starts with `?`, or is empty. */
export function caseloadSearch(query: CaseloadQuery): string {
  const params = new URLSearchParams()
  if (query.order !== 'review') params.set('sort', query.order)
  if (query.descending) params.set('dir', 'desc')
  if (query.phase) params.set('phase', query.phase)
  if (query.mine) params.set('mine', '1')
  if (query.page > 1) params.set('page', `${query.page}`)
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}
