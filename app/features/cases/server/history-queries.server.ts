import type { Scope } from '#app/platform/in-organization.ts'
import { within } from '#app/platform/within.ts'
import type { CaseId, PersonId } from '#app/shared/ids.ts'

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

/** The newest lines of a case's history, the newest first. */
export async function listCaseEvents(scope: Scope, caseId: CaseId, most = 50): Promise<CaseEvent[]> {
  const rows = await scope.trx
    .selectFrom('case_event')
    .innerJoin('case', (join) =>
      join
        .onRef('case.organization_id', '=', 'case_event.organization_id')
        .onRef('case.case_id', '=', 'case_event.case_id'),
    )
    .where('case_event.organization_id', '=', scope.organizationId)
    .where(within(scope, 'case.team_id'))
    .where('case_event.case_id', '=', caseId)
    .selectAll('case_event')
    .orderBy('case_event.at', 'desc')
    .orderBy('case_event.case_event_id', 'desc')
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

function actorOf(kind: string, id: string | null): CaseEvent['by'] {
  if ((kind === 'person' || kind === 'link') && id) return { kind: 'person', personId: id as PersonId }
  return { kind: kind === 'rule' || kind === 'import' ? kind : 'system' }
}
