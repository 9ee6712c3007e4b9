import type { InstrumentCode } from '#app/features/cases/core/instruments.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import { actingPerson } from '#app/platform/in-organization.ts'
import { seal } from '#app/platform/sealed.ts'
import { within } from '#app/platform/within.ts'
import type { CaseId, FlagId, TeamId } from '#app/shared/ids.ts'
import type { RuleCode } from '../core/rules.ts'

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

/** What a rule has flagged a case for already. */
export interface RuleHistory {
  /** Its flag that is not closed; there is at most one. */
  readonly openFlagId: FlagId | null
  /** When a flag that rests on the score was closed, if one was. */
  readonly closedAt: Date | null
  /** Whether the open flag rests on the score. */
  readonly rests: boolean
}

/** What a rule has done about a case, as far as this score is concerned. */
export async function findRuleHistory(
  scope: Scope,
  caseId: CaseId,
  rule: RuleCode,
  scoreId: string,
): Promise<RuleHistory> {
  const rows = await scope.trx
    .selectFrom('flag')
    .leftJoin('flag_evidence', (join) =>
      join
        .onRef('flag_evidence.organization_id', '=', 'flag.organization_id')
        .onRef('flag_evidence.flag_id', '=', 'flag.flag_id')
        .on('flag_evidence.score_id', '=', scoreId),
    )
    .where('flag.organization_id', '=', scope.organizationId)
    .where(within(scope, 'flag.team_id'))
    .where('flag.case_id', '=', caseId)
    .where('flag.rule', '=', rule)
    .select(['flag.flag_id', 'flag.state', 'flag.closed_at', 'flag_evidence.score_id'])
    .orderBy('flag.raised_at')
    .execute()
  const openFlag = rows.find((row) => row.state !== 'closed')
  return {
    openFlagId: (openFlag?.flag_id ?? null) as FlagId | null,
    closedAt: rows.filter((row) => row.state === 'closed' && row.score_id).at(-1)?.closed_at ?? null,
    rests: Boolean(openFlag?.score_id),
  }
}

/** Notes which score a flag rests on. */
export async function insertEvidence(scope: Scope, flagId: FlagId, scoreId: string): Promise<void> {
  await scope.trx
    .insertInto('flag_evidence')
    .values({ organization_id: scope.organizationId, flag_id: flagId, score_id: scoreId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/**
 * Puts older positive safety answers on the list of those to be looked at, once each; not those that a flag of the case was raised
 * for. Says how many are new there.
 */
export async function insertEarlierAnswers(
  scope: Scope,
  where: { readonly caseId: CaseId; readonly teamId: TeamId },
  scoreIds: readonly string[],
): Promise<number> {
  if (scoreIds.length === 0) return 0
  const flagged = await scope.trx
    .selectFrom('flag_evidence')
    .innerJoin('flag', (join) =>
      join
        .onRef('flag.organization_id', '=', 'flag_evidence.organization_id')
        .onRef('flag.flag_id', '=', 'flag_evidence.flag_id'),
    )
    .where('flag.organization_id', '=', scope.organizationId)
    .where('flag.case_id', '=', where.caseId)
    .where('flag.rule', '=', 'safety-answer')
    .where('flag_evidence.score_id', 'in', [...scoreIds])
    .select('flag_evidence.score_id')
    .execute()
  const known = new Set(flagged.map((row) => row.score_id))
  const fresh = scoreIds.filter((scoreId) => !known.has(scoreId))
  if (fresh.length === 0) return 0
  const rows = await scope.trx
    .insertInto('earlier_safety_answer')
    .values(
      fresh.map((scoreId) => ({
        organization_id: scope.organizationId,
        score_id: scoreId,
        case_id: where.caseId,
        team_id: where.teamId,
        listed_at: scope.now.toJSDate(),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('earlier_safety_answer.score_id')
    .execute()
  return rows.length
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
