import type { NameOf } from '#app/features/people/server/people-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { CaseId } from '#app/shared/ids.ts'
import { sayEvent } from '../core/history.ts'
import { listCaseEvents } from './history-queries.server.ts'

/** The history of a case as pages show it, the newest first: what happened, when, by whom. */
export async function readHistory(scope: Scope, caseId: CaseId, names: NameOf, most: number, skip = 0) {
  return (await listCaseEvents(scope, caseId, most, skip)).map((event) => ({
    id: event.caseEventId,
    at: event.at.toISOString(),
    kind: event.kind,
    words: sayEvent(event.kind),
    by: event.by.kind === 'person' ? names(event.by.personId) : otherActors[event.by.kind],
  }))
}

const otherActors = { rule: 'a rule', import: 'an import', system: 'Huddle' }

export type HistoryLine = Awaited<ReturnType<typeof readHistory>>[number]
