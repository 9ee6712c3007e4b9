import type { NameOf } from '#app/features/people/server/people-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { CaseId } from '#app/shared/ids.ts'
import { sayEvent } from '../core/history.ts'
import { instrumentOf } from '../core/instruments.ts'
import {
  type CaseEvent,
  listCaseEvents,
  listScoresOfHistory,
  type ScoreInHistory,
} from './history-queries.server.ts'

/** The history of a case as pages show it, the newest first: what happened, when, by whom. */
export async function readHistory(scope: Scope, caseId: CaseId, names: NameOf, most: number, skip = 0) {
  const events = await listCaseEvents(scope, caseId, most, skip)
  const ids = events.flatMap(({ kind, subjectId }) =>
    kind.startsWith('score-') && subjectId ? [subjectId] : [],
  )
  const scores = await listScoresOfHistory(scope, caseId, [...new Set(ids)])
  return events.map((event) => ({
    id: event.caseEventId,
    at: event.at.toISOString(),
    kind: event.kind,
    words: sayLine(event, scores.get(event.subjectId ?? '')),
    by: event.by.kind === 'person' ? names(event.by.personId) : otherActors[event.by.kind],
  }))
}

// A total stands only on the line that made the score what it is now: what it said before is kept with its correction.
function sayLine({ kind }: CaseEvent, score: ScoreInHistory | undefined): string {
  if (!score) return sayEvent(kind)
  const { name } = instrumentOf(score.instrument)
  const asItIs = score.version === (kind === 'score-recorded' ? 1 : 2)
  return `${sayEvent(kind)}: ${asItIs && score.total !== null ? `${name} ${score.total}` : name}`
}

const otherActors = { rule: 'a rule', import: 'an import', system: 'Huddle' }

export type HistoryLine = Awaited<ReturnType<typeof readHistory>>[number]
