import { sql } from 'kysely'
import type { Scope } from '#app/platform/in-organization.ts'
import type { CaseId, TeamId } from '#app/shared/ids.ts'

/** A positive safety answer of a case that is too old to act on at once. */
export interface OlderAnswer {
  readonly caseId: CaseId
  readonly teamId: TeamId
  readonly scoreId: string
}

/** Those of the answers that are on no list yet and that no flag of their case was raised for. */
export async function listFreshAnswers(
  scope: Scope,
  answers: readonly OlderAnswer[],
): Promise<OlderAnswer[]> {
  if (answers.length === 0) return []
  const scoreIds = answers.map(({ scoreId }) => scoreId)
  const listed = await scope.trx
    .selectFrom('earlier_safety_answer')
    .where('earlier_safety_answer.organization_id', '=', scope.organizationId)
    .where('earlier_safety_answer.score_id', '=', sql<string>`any(${scoreIds}::uuid[])`)
    .select(['earlier_safety_answer.score_id', 'earlier_safety_answer.case_id'])
    .execute()
  const flagged = await scope.trx
    .selectFrom('flag_evidence')
    .innerJoin('flag', (join) =>
      join
        .onRef('flag.organization_id', '=', 'flag_evidence.organization_id')
        .onRef('flag.flag_id', '=', 'flag_evidence.flag_id'),
    )
    .where('flag_evidence.organization_id', '=', scope.organizationId)
    .where('flag_evidence.score_id', '=', sql<string>`any(${scoreIds}::uuid[])`)
    .where('flag.rule', '=', 'safety-answer')
    .select(['flag_evidence.score_id', 'flag.case_id'])
    .execute()
  const known = new Set([...listed, ...flagged].map((row) => `${row.score_id}/${row.case_id}`))
  return answers.filter(({ scoreId, caseId }) => !known.has(`${scoreId}/${caseId}`))
}

/** Puts older positive answers on the list of those to be looked at, once each, and says how many are new there. */
export async function insertEarlierAnswers(scope: Scope, answers: readonly OlderAnswer[]): Promise<number> {
  if (answers.length === 0) return 0
  const rows = await scope.trx
    .insertInto('earlier_safety_answer')
    .values(
      answers.map(({ scoreId, caseId, teamId }) => ({
        organization_id: scope.organizationId,
        score_id: scoreId,
        case_id: caseId,
        team_id: teamId,
        listed_at: scope.now.toJSDate(),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('earlier_safety_answer.score_id')
    .execute()
  return rows.length
}
