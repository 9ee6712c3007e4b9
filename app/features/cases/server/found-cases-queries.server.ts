import type { Scope } from '#app/platform/in-organization.ts'
import { within } from '#app/platform/within.ts'
import type { CaseId, PersonId } from '#app/shared/ids.ts'
import type { Phase } from '../core/phases.ts'
import { hashesOf } from './patient-queries.server.ts'

/** A case that a search has found. */
export interface FoundCase {
  readonly caseId: CaseId
  readonly phase: Phase
  readonly episodeStart: string
  readonly careManagerId: PersonId | null
}

/** At most this many cases are found; a search that finds more says so. */
export const mostFound = 50

/**
 * The cases of the scope's teams whose patient has, for every entry, one of its search tokens. Open cases first, newest first.
 *
 * Gives one more than `mostFound` when there are more. No entries find nobody.
 */
export async function listCasesFound(
  scope: Scope,
  entries: readonly (readonly string[])[],
): Promise<FoundCase[]> {
  if (entries.length === 0) return []
  let found = scope.trx
    .selectFrom('case')
    .where('case.organization_id', '=', scope.organizationId)
    .where(within(scope, 'case.team_id'))
  for (const tokens of entries) {
    found = found.where('case.patient_id', 'in', (eb) =>
      eb
        .selectFrom('patient_search')
        .where('patient_search.organization_id', '=', scope.organizationId)
        .where('patient_search.token_hash', 'in', hashesOf(scope, tokens))
        .select('patient_search.patient_id'),
    )
  }
  const rows = await found
    .select(['case.case_id', 'case.phase', 'case.episode_start', 'case.care_manager_id'])
    .orderBy((eb) => eb('case.phase', '=', 'closed'))
    .orderBy('case.episode_start', 'desc')
    .orderBy('case.case_id')
    .limit(mostFound + 1)
    .execute()
  return rows.map((row) => ({
    caseId: row.case_id as CaseId,
    phase: row.phase as Phase,
    episodeStart: row.episode_start,
    careManagerId: row.care_manager_id as PersonId | null,
  }))
}
