import { type PersonId, readId } from '#app/shared/ids.ts'
import { type Urgency, urgencies } from '#app/shared/urgency.ts'

/** The lists of the inbox, in the order of their tabs. Each is an address of its own. */
export const inboxViews = {
  'to-decide': 'To decide',
  missed: 'Missed',
  safety: 'Safety',
  snoozed: 'Snoozed',
  'not-ready': 'Not ready',
  listed: 'Listed only',
  recent: 'Recently triaged',
} as const

export type InboxView = keyof typeof inboxViews

/** What somebody wants to see of an inbox. */
export interface InboxQuery {
  readonly show: InboxView
  readonly urgency: Urgency | null
  readonly by: 'rule' | 'person' | null
  /** Only cases of this care manager; `me` is whoever looks. */
  readonly manager: PersonId | 'me' | null
  readonly page: number
}

/** How many flags one page holds. */
export const flagsPerPage = 50

/**
 * Reads an inbox's address. Undefined when it asks for anything we do not know: nothing of an address may reach SQL unread. An empty
 * word is no wish, since that is what a form without JavaScript sends.
 */
export function readInboxQuery(params: URLSearchParams): InboxQuery | undefined {
  const word = (name: string) => params.get(name) ?? ''
  const show = word('show') || 'to-decide'
  const urgency = word('urgency')
  const by = word('by')
  const manager = word('manager')
  const page = word('page') || '1'
  const managerId = manager === 'me' ? manager : readId<PersonId>(manager)
  if (!Object.hasOwn(inboxViews, show)) return undefined
  if (urgency && !Object.hasOwn(urgencies, urgency)) return undefined
  if (by && by !== 'rule' && by !== 'person') return undefined
  if (manager && !managerId) return undefined
  if (!/^[1-9]\d{0,3}$/.test(page)) return undefined
  return {
    show: show as InboxView,
    urgency: (urgency || null) as Urgency | null,
    by: by === 'rule' || by === 'person' ? by : null,
    manager: managerId ?? null,
    page: Number(page),
  }
}

/** The address of an inbox, without what goes without saying. Starts with `?`, or is empty. */
export function inboxSearch(query: InboxQuery): string {
  const params = new URLSearchParams()
  if (query.show !== 'to-decide') params.set('show', query.show)
  if (query.urgency) params.set('urgency', query.urgency)
  if (query.by) params.set('by', query.by)
  if (query.manager) params.set('manager', query.manager)
  if (query.page > 1) params.set('page', `${query.page}`)
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

/** Whether only a part of what there is is asked for. */
export function isFiltered(query: InboxQuery): boolean {
  return query.urgency !== null || query.by !== null || query.manager !== null
}
