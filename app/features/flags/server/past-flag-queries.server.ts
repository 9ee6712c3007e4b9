import { sql } from 'kysely'
import type { Scope } from '#app/platform/in-organization.ts'
import { within } from '#app/platform/within.ts'
import type { CaseId, FlagId } from '#app/shared/ids.ts'
import { isRuleCode } from '../core/rule-book.ts'
import type { PastFlag } from '../core/rule-deeds.ts'

/** What the rules have raised about these cases so far, by case, oldest first. A case without any is not in the answer. */
export async function listPastFlags(
  scope: Scope,
  caseIds: readonly CaseId[],
): Promise<Map<CaseId, PastFlag[]>> {
  const past = new Map<CaseId, PastFlag[]>()
  if (caseIds.length === 0) return past
  const rows = await scope.trx
    .selectFrom('flag')
    .where('flag.organization_id', '=', scope.organizationId)
    .where(within(scope, 'flag.team_id'))
    .where('flag.case_id', 'in', [...caseIds])
    .where('flag.rule', 'is not', null)
    .select(['flag.flag_id', 'flag.case_id', 'flag.rule', 'flag.state', 'flag.safety', 'flag.verdict'])
    .select(['flag.closed_at', 'flag.closed_by', 'flag.lapsed_at'])
    .select((eb) =>
      sql<string[]>`array(${eb
        .selectFrom('flag_evidence')
        .whereRef('flag_evidence.organization_id', '=', 'flag.organization_id')
        .whereRef('flag_evidence.flag_id', '=', 'flag.flag_id')
        .select('flag_evidence.basis')})`.as('bases'),
    )
    .orderBy('flag.raised_at')
    .orderBy('flag.flag_id')
    .execute()
  for (const row of rows) {
    const rule = row.rule ?? ''
    // A rule that is no longer in the book asks nothing, so that what it raised says nothing about what to do.
    if (!isRuleCode(rule)) continue
    const caseId = row.case_id as CaseId
    const takenBack = row.lapsed_at !== null && row.closed_by === null && row.verdict === null
    const flag: PastFlag = {
      flagId: row.flag_id as FlagId,
      rule,
      state: row.state as PastFlag['state'],
      safety: row.safety,
      closedAt: row.closed_at?.getTime() ?? null,
      lapsedAt: row.lapsed_at?.getTime() ?? null,
      answered: row.state === 'closed' && !takenBack,
      bases: row.bases,
    }
    const theirs = past.get(caseId)
    if (theirs) theirs.push(flag)
    else past.set(caseId, [flag])
  }
  return past
}

/** Which of these cases wait to be discussed, or are on an agenda. */
export async function listCasesInQueue(scope: Scope, caseIds: readonly CaseId[]): Promise<Set<CaseId>> {
  if (caseIds.length === 0) return new Set()
  const rows = await scope.trx
    .selectFrom('queue_entry')
    .where('queue_entry.organization_id', '=', scope.organizationId)
    .where(within(scope, 'queue_entry.team_id'))
    .where('queue_entry.case_id', 'in', [...caseIds])
    .where('queue_entry.state', 'in', ['waiting', 'on-agenda'])
    .select('queue_entry.case_id')
    .execute()
  return new Set(rows.map((row) => row.case_id as CaseId))
}

const aboutScore = 'score:'

/** Notes what a flag rests on: scores by their rows, so that a score its source takes back goes, all else by its text. */
export async function insertEvidence(scope: Scope, flagId: FlagId, bases: readonly string[]): Promise<void> {
  if (bases.length === 0) return
  await scope.trx
    .insertInto('flag_evidence')
    .values(
      bases.map((basis) => ({
        organization_id: scope.organizationId,
        flag_id: flagId,
        score_id: basis.startsWith(aboutScore) ? basis.slice(aboutScore.length) : null,
        about: basis.startsWith(aboutScore) ? null : basis,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
