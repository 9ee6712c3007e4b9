import { coverOf } from '#app/features/cases/server/cover.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import { actingPerson } from '#app/platform/in-organization.ts'
import { sealMaybe } from '#app/platform/sealed.ts'
import { within } from '#app/platform/within.ts'
import type { CaseId, DecisionId, HuddleId, ItemId, PersonId } from '#app/shared/ids.ts'
import type { Task } from '../core/task.ts'
import { listTasksOfDecisions } from './task-queries.server.ts'

/** What a team agreed about a case, with the tasks it led to. */
export interface Decision {
  readonly decisionId: DecisionId
  readonly caseId: CaseId
  readonly huddleId: HuddleId | null
  readonly itemId: ItemId | null
  readonly text: string | null
  readonly rationale: string | null
  readonly options: string | null
  readonly dissent: string | null
  readonly noActionReason: string | null
  readonly labels: readonly string[]
  /** Whether the patient's consent withholds its texts: words that say so stand in their place. */
  readonly withheld: boolean
  /** The decision this one replaces, and why. */
  readonly supersedesId: DecisionId | null
  readonly changeReason: string | null
  /** The decision that has replaced this one. */
  readonly supersededById: DecisionId | null
  readonly recordedBy: PersonId
  readonly decidedAt: string
  readonly tasks: readonly Task[]
}

/** One decision. */
export async function findDecision(scope: Scope, decisionId: DecisionId): Promise<Decision | undefined> {
  const rows = await decisions(scope).where('decision.decision_id', '=', decisionId).execute()
  return (await toDecisions(scope, rows))[0]
}

/** What a huddle decided, in order of time. */
export async function listDecisionsOfHuddle(scope: Scope, huddleId: HuddleId): Promise<Decision[]> {
  const rows = await decisions(scope)
    .where('decision.huddle_id', '=', huddleId)
    .orderBy('decision.decided_at')
    .orderBy('decision.decision_id')
    .execute()
  return toDecisions(scope, rows)
}

/** What was decided about one item of an agenda, in order of time. */
export async function listDecisionsOfItem(scope: Scope, itemId: ItemId): Promise<Decision[]> {
  const rows = await decisions(scope)
    .where('decision.item_id', '=', itemId)
    .orderBy('decision.decided_at')
    .orderBy('decision.decision_id')
    .execute()
  return toDecisions(scope, rows)
}

/** The items of a huddle's agenda about which something was decided in it. */
export async function listDecidedItems(scope: Scope, huddleId: HuddleId): Promise<Set<ItemId>> {
  const rows = await decisions(scope).where('decision.huddle_id', '=', huddleId).execute()
  return new Set(rows.flatMap((row) => (row.item_id ? [row.item_id as ItemId] : [])))
}

/** What was decided about a case, the latest first, at most 200. */
export async function listDecisionsOfCase(scope: Scope, caseId: CaseId): Promise<Decision[]> {
  const rows = await decisions(scope)
    .where('decision.case_id', '=', caseId)
    .orderBy('decision.decided_at', 'desc')
    .orderBy('decision.decision_id', 'desc')
    .limit(200)
    .execute()
  return toDecisions(scope, rows)
}

export interface NewDecision {
  readonly decisionId: DecisionId
  readonly caseId: CaseId
  readonly huddleId: HuddleId | null
  readonly itemId: ItemId | null
  readonly text: string | null
  readonly rationale: string | null
  readonly options: string | null
  readonly dissent: string | null
  readonly noActionReason: string | null
  readonly labels: readonly string[]
  readonly supersedesId: DecisionId | null
  readonly changeReason: string | null
}

export async function insertDecisionRow(scope: Scope, decision: NewDecision): Promise<void> {
  const recordedBy = actingPerson(scope)
  if (!recordedBy) throw new Error('Only a person records a decision.')
  const id = decision.decisionId
  await scope.trx
    .insertInto('decision')
    .values({
      organization_id: scope.organizationId,
      decision_id: id,
      case_id: decision.caseId,
      huddle_id: decision.huddleId,
      item_id: decision.itemId,
      text_sealed: sealMaybe(scope, 'decision.text', id, decision.text),
      rationale_sealed: sealMaybe(scope, 'decision.rationale', id, decision.rationale),
      options_sealed: sealMaybe(scope, 'decision.options', id, decision.options),
      dissent_sealed: sealMaybe(scope, 'decision.dissent', id, decision.dissent),
      no_action_reason_sealed: sealMaybe(scope, 'decision.no_action_reason', id, decision.noActionReason),
      change_reason_sealed: sealMaybe(scope, 'decision.change_reason', id, decision.changeReason),
      labels: [...decision.labels],
      supersedes_id: decision.supersedesId,
      recorded_by: recordedBy,
      decided_at: scope.now.toJSDate(),
    })
    .execute()
}

// Every read of decisions starts here: a decision belongs to the team of its case.
function decisions(scope: Scope) {
  return scope.trx
    .selectFrom('decision')
    .innerJoin('case', (join) =>
      join
        .onRef('case.organization_id', '=', 'decision.organization_id')
        .onRef('case.case_id', '=', 'decision.case_id'),
    )
    .leftJoin('decision as later', (join) =>
      join
        .onRef('later.organization_id', '=', 'decision.organization_id')
        .onRef('later.supersedes_id', '=', 'decision.decision_id'),
    )
    .where('decision.organization_id', '=', scope.organizationId)
    .where(within(scope, 'case.team_id'))
    .selectAll('decision')
    .select('later.decision_id as superseded_by_id')
}

type DecisionRow = Awaited<ReturnType<ReturnType<typeof decisions>['execute']>>[number]

function itemOf({ case_id, labels }: DecisionRow) {
  return { caseId: case_id, labels }
}

async function toDecisions(scope: Scope, rows: readonly DecisionRow[]): Promise<Decision[]> {
  const tasks = await listTasksOfDecisions(
    scope,
    rows.map((row) => row.decision_id as DecisionId),
  )
  const cover = await coverOf(scope, rows.map(itemOf))
  return rows.map((row) => {
    const id = row.decision_id
    const item = itemOf(row)
    return {
      decisionId: id as DecisionId,
      caseId: row.case_id as CaseId,
      huddleId: row.huddle_id as HuddleId | null,
      itemId: row.item_id as ItemId | null,
      get text() {
        return cover.wordsMaybe('decision.text', id, row.text_sealed, item)
      },
      get rationale() {
        return cover.wordsMaybe('decision.rationale', id, row.rationale_sealed, item)
      },
      get options() {
        return cover.wordsMaybe('decision.options', id, row.options_sealed, item)
      },
      get dissent() {
        return cover.wordsMaybe('decision.dissent', id, row.dissent_sealed, item)
      },
      get noActionReason() {
        return cover.wordsMaybe('decision.no_action_reason', id, row.no_action_reason_sealed, item)
      },
      labels: row.labels,
      withheld: !cover.lets(item),
      supersedesId: row.supersedes_id as DecisionId | null,
      get changeReason() {
        return cover.wordsMaybe('decision.change_reason', id, row.change_reason_sealed, item)
      },
      supersededById: row.superseded_by_id as DecisionId | null,
      recordedBy: row.recorded_by as PersonId,
      decidedAt: row.decided_at.toISOString(),
      tasks: tasks.filter((task) => task.decisionId === id),
    }
  })
}
