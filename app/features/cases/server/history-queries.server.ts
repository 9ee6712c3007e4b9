import type { Scope } from '#app/platform/in-organization.ts'
import { within } from '#app/platform/within.ts'
import type { CaseId, PersonId } from '#app/shared/ids.ts'
import type { InstrumentCode } from '../core/instruments.ts'

/** A line of a case's history: what kind of thing happened, when, by whom. */
export interface CaseEvent {
  readonly caseEventId: string
  readonly at: Date
  readonly kind: string
  readonly by:
    | { readonly kind: 'person'; readonly personId: PersonId }
    | { readonly kind: 'rule' | 'import' | 'system' }
  readonly subjectId: string | null
}

/** The newest lines of a case's history, the newest first; `skip` of them are passed over. */
export async function listCaseEvents(
  scope: Scope,
  caseId: CaseId,
  most = 50,
  skip = 0,
): Promise<CaseEvent[]> {
  const rows = await events(scope, caseId)
    .selectAll('case_event')
    .orderBy('case_event.at', 'desc')
    .orderBy('case_event.case_event_id', 'desc')
    .offset(skip)
    .limit(most)
    .execute()
  return rows.map((row) => ({
    caseEventId: row.case_event_id,
    at: row.at,
    kind: row.kind,
    by: actorOf(row.actor_kind, row.actor_id),
    subjectId: row.subject_id,
  }))
}

/** What a line of history says of a score. */
export interface ScoreInHistory {
  readonly instrument: InstrumentCode
  readonly total: number | null
  readonly version: number
}

/**
 * Those of these scores of a case's patient that anybody of the team may read, as they stand now, by their ids. A specially protected one
 * is not among them: it is shown where the patient's consent is asked and the disclosure is noted.
 */
export async function listScoresOfHistory(
  scope: Scope,
  caseId: CaseId,
  scoreIds: readonly string[],
): Promise<Map<string, ScoreInHistory>> {
  if (scoreIds.length === 0) return new Map()
  const rows = await scope.trx
    .selectFrom('score')
    .innerJoin('case', (join) =>
      join
        .onRef('case.organization_id', '=', 'score.organization_id')
        .onRef('case.patient_id', '=', 'score.patient_id'),
    )
    .where('score.organization_id', '=', scope.organizationId)
    .where(within(scope, 'case.team_id'))
    .where('case.case_id', '=', caseId)
    .where('score.score_id', 'in', [...scoreIds])
    .select(['score.score_id', 'score.instrument', 'score.total', 'score.version', 'score.labels'])
    .execute()
  return new Map(
    rows
      .filter(({ labels }) => labels.length === 0)
      .map(({ score_id, instrument, total, version }) => [
        score_id,
        { instrument: instrument as InstrumentCode, total, version },
      ]),
  )
}

/** When huddles have talked about a case, the latest first, at most 50. */
export async function listDiscussions(scope: Scope, caseId: CaseId): Promise<Date[]> {
  const rows = await events(scope, caseId)
    .where('case_event.kind', '=', 'discussed')
    .select('case_event.at')
    .orderBy('case_event.at', 'desc')
    .limit(50)
    .execute()
  return rows.map((row) => row.at)
}

/** How many lines a case's history has. */
export async function countCaseEvents(scope: Scope, caseId: CaseId): Promise<number> {
  const row = await events(scope, caseId)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

function events(scope: Scope, caseId: CaseId) {
  return scope.trx
    .selectFrom('case_event')
    .innerJoin('case', (join) =>
      join
        .onRef('case.organization_id', '=', 'case_event.organization_id')
        .onRef('case.case_id', '=', 'case_event.case_id'),
    )
    .where('case_event.organization_id', '=', scope.organizationId)
    .where(within(scope, 'case.team_id'))
    .where('case_event.case_id', '=', caseId)
}

function actorOf(kind: string, id: string | null): CaseEvent['by'] {
  if ((kind === 'person' || kind === 'link') && id) return { kind: 'person', personId: id as PersonId }
  return { kind: kind === 'rule' || kind === 'import' ? kind : 'system' }
}
