import type { InstrumentCode } from '#app/features/cases/core/instruments.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import { actingPerson } from '#app/platform/in-organization.ts'
import { seal } from '#app/platform/sealed.ts'
import { within } from '#app/platform/within.ts'
import type { CaseId, PersonId, TeamId } from '#app/shared/ids.ts'

/** Lets only one at a time raise or triage flags of a case. Reading the case, and rows that point at it, go on. */
export async function lockCase(scope: Scope, caseId: CaseId): Promise<void> {
  await scope.trx
    .selectFrom('case')
    .where('case.organization_id', '=', scope.organizationId)
    .where('case.case_id', '=', caseId)
    .where(within(scope, 'case.team_id'))
    .select('case.case_id')
    .forNoKeyUpdate()
    .execute()
}

/** The open cases of a team that its rules look at: not those held back by an import. */
export async function listCasesForRules(scope: Scope, teamId: TeamId): Promise<CaseId[]> {
  const rows = await scope.trx
    .selectFrom('case')
    .where('case.organization_id', '=', scope.organizationId)
    .where('case.team_id', '=', teamId)
    .where(within(scope, 'case.team_id'))
    .where('case.phase', '<>', 'closed')
    .where('case.rules_held', '=', false)
    .select('case.case_id')
    .orderBy('case.case_id')
    .execute()
  return rows.map((row) => row.case_id as CaseId)
}

/** How many flags of each rule are not closed in a team. A rule without any is not in the answer. */
export async function countOpenByRule(scope: Scope, teamId: TeamId): Promise<Map<string, number>> {
  const rows = await scope.trx
    .selectFrom('flag')
    .where('flag.organization_id', '=', scope.organizationId)
    .where('flag.team_id', '=', teamId)
    .where(within(scope, 'flag.team_id'))
    .where('flag.state', '<>', 'closed')
    .where('flag.rule', 'is not', null)
    .groupBy('flag.rule')
    .select((eb) => ['flag.rule', eb.fn.countAll<number>().as('count')])
    .execute()
  return new Map(rows.map((row) => [row.rule ?? '', row.count]))
}

/** How many open cases each care manager has in a team. */
export async function listCaseloads(
  scope: Scope,
  teamId: TeamId,
): Promise<{ readonly personId: PersonId; readonly open: number }[]> {
  const rows = await scope.trx
    .selectFrom('case')
    .where('case.organization_id', '=', scope.organizationId)
    .where('case.team_id', '=', teamId)
    .where(within(scope, 'case.team_id'))
    .where('case.phase', '<>', 'closed')
    .where('case.care_manager_id', 'is not', null)
    .groupBy('case.care_manager_id')
    .select((eb) => ['case.care_manager_id', eb.fn.countAll<number>().as('count')])
    .execute()
  return rows.map((row) => ({ personId: row.care_manager_id as PersonId, open: row.count }))
}

/** An older positive safety answer that somebody should check was followed up. */
export interface EarlierAnswer {
  readonly scoreId: string
  readonly caseId: CaseId
  readonly instrument: InstrumentCode
  readonly on: string
  readonly value: number
}

/** A team's earlier positive answers that nobody has checked yet, the latest first, at most 200. */
export async function listEarlierAnswers(scope: Scope, teamId: TeamId): Promise<EarlierAnswer[]> {
  const rows = await scope.trx
    .selectFrom('earlier_safety_answer')
    .innerJoin('score', (join) =>
      join
        .onRef('score.organization_id', '=', 'earlier_safety_answer.organization_id')
        .onRef('score.score_id', '=', 'earlier_safety_answer.score_id'),
    )
    .where('earlier_safety_answer.organization_id', '=', scope.organizationId)
    .where('earlier_safety_answer.team_id', '=', teamId)
    .where(within(scope, 'earlier_safety_answer.team_id'))
    .where('earlier_safety_answer.checked_at', 'is', null)
    .select(['score.score_id', 'score.instrument', 'score.taken_on', 'score.safety_answer'])
    .select('earlier_safety_answer.case_id')
    .orderBy('score.taken_on', 'desc')
    .orderBy('score.score_id')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    scoreId: row.score_id,
    caseId: row.case_id as CaseId,
    instrument: row.instrument as InstrumentCode,
    on: row.taken_on,
    value: row.safety_answer ?? 0,
  }))
}

/** Notes that a person looked after an earlier answer, and what they found. The team it was of, or undefined when there is none to check. */
export async function updateEarlierAnswer(
  scope: Scope,
  caseId: CaseId,
  scoreId: string,
  found: string,
): Promise<TeamId | undefined> {
  const row = await scope.trx
    .updateTable('earlier_safety_answer')
    .set({
      checked_by: actingPerson(scope) ?? null,
      checked_at: scope.now.toJSDate(),
      found_sealed: seal(scope, 'earlier_safety_answer.found', `${scoreId}/${caseId}`, found),
    })
    .where('earlier_safety_answer.organization_id', '=', scope.organizationId)
    .where('earlier_safety_answer.score_id', '=', scoreId)
    .where('earlier_safety_answer.case_id', '=', caseId)
    .where(within(scope, 'earlier_safety_answer.team_id'))
    .where('earlier_safety_answer.checked_at', 'is', null)
    .returning('earlier_safety_answer.team_id')
    .executeTakeFirst()
  return row?.team_id as TeamId | undefined
}
