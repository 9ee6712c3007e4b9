import type { Scope } from '#app/platform/in-organization.ts'
import type { CaseId, ImportId } from '#app/shared/ids.ts'
import { chunksOf } from '../core/chunks.ts'

/** Keeps which rule would flag which case. */
export async function insertProposals(
  scope: Scope,
  importId: ImportId,
  proposals: readonly { readonly caseId: CaseId; readonly rule: string }[],
): Promise<void> {
  for (const chunk of chunksOf(proposals, 1000)) {
    await scope.trx
      .insertInto('import_proposal')
      .values(
        chunk.map(({ caseId, rule }) => ({
          organization_id: scope.organizationId,
          import_id: importId,
          case_id: caseId,
          rule,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

/** How many flags each rule would raise. */
export async function countProposals(
  scope: Scope,
  importId: ImportId,
): Promise<{ readonly rule: string; readonly count: number }[]> {
  const rows = await scope.trx
    .selectFrom('import_proposal')
    .where('import_proposal.organization_id', '=', scope.organizationId)
    .where('import_proposal.import_id', '=', importId)
    .groupBy('import_proposal.rule')
    .select((eb) => ['import_proposal.rule', eb.fn.countAll<number>().as('count')])
    .orderBy('import_proposal.rule')
    .execute()
  return rows.map((row) => ({ rule: row.rule, count: Number(row.count) }))
}

/** Notes cases that an import has brought something new; no rule looks at them until that is settled. */
export async function holdCases(scope: Scope, importId: ImportId, caseIds: readonly CaseId[]): Promise<void> {
  if (caseIds.length === 0) return
  await scope.trx
    .updateTable('case')
    .set({ rules_held: true })
    .where('case.organization_id', '=', scope.organizationId)
    .where('case.case_id', 'in', [...caseIds])
    .execute()
  await scope.trx
    .insertInto('import_case')
    .values(
      caseIds.map((caseId) => ({
        organization_id: scope.organizationId,
        import_id: importId,
        case_id: caseId,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Cases an import has touched that come after a case, in the order of their ids. */
export async function listTouchedCases(
  scope: Scope,
  importId: ImportId,
  after: CaseId | undefined,
  most: number,
): Promise<CaseId[]> {
  const rows = await scope.trx
    .selectFrom('import_case')
    .where('import_case.organization_id', '=', scope.organizationId)
    .where('import_case.import_id', '=', importId)
    .$if(after !== undefined, (all) => all.where('import_case.case_id', '>', after ?? ''))
    .select('import_case.case_id')
    .orderBy('import_case.case_id')
    .limit(most)
    .execute()
  return rows.map((row) => row.case_id as CaseId)
}

/**
 * Lets the rules look again at cases an import has touched, unless another import that is not settled holds them, or flags of this one
 * wait for agreement. Gives the cases let go, at most `most`.
 */
export async function releaseCases(scope: Scope, importId: ImportId, most: number): Promise<CaseId[]> {
  const rows = await scope.trx
    .selectFrom('import_case')
    .innerJoin('case', (join) =>
      join
        .onRef('case.organization_id', '=', 'import_case.organization_id')
        .onRef('case.case_id', '=', 'import_case.case_id'),
    )
    .where('import_case.organization_id', '=', scope.organizationId)
    .where('import_case.import_id', '=', importId)
    .where('case.rules_held', '=', true)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('import_case as held')
            .innerJoin('import', (join) =>
              join
                .onRef('import.organization_id', '=', 'held.organization_id')
                .onRef('import.import_id', '=', 'held.import_id'),
            )
            .leftJoin('import_proposal', (join) =>
              join
                .onRef('import_proposal.organization_id', '=', 'held.organization_id')
                .onRef('import_proposal.import_id', '=', 'held.import_id')
                .onRef('import_proposal.case_id', '=', 'held.case_id'),
            )
            .whereRef('held.organization_id', '=', 'import_case.organization_id')
            .whereRef('held.case_id', '=', 'import_case.case_id')
            .where((or) =>
              or.or([
                or('import.state', 'in', ['reading', 'stopped']),
                or.and([or('import.state', '=', 'read'), or('import_proposal.case_id', 'is not', null)]),
              ]),
            )
            .select('held.case_id'),
        ),
      ),
    )
    .select('import_case.case_id')
    .orderBy('import_case.case_id')
    .limit(most)
    .execute()
  const caseIds = rows.map((row) => row.case_id as CaseId)
  if (caseIds.length > 0) {
    await scope.trx
      .updateTable('case')
      .set({ rules_held: false })
      .where('case.organization_id', '=', scope.organizationId)
      .where('case.case_id', 'in', caseIds)
      .execute()
  }
  return caseIds
}
