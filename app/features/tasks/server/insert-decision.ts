import { findCase, noteCaseEvent } from '#app/features/cases/server/case-queries.server.ts'
import { inheritLabels } from '#app/features/cases/server/inherit-labels.ts'
import { listMembers } from '#app/features/people/server/people-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import { actingPerson, broke, type Scope } from '#app/platform/in-organization.ts'
import type { CaseId, DecisionId, HuddleId, ItemId, PersonId, TeamId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import type { TaskKind } from '../core/task.ts'
import { findDecision, insertDecisionRow } from './decision-queries.server.ts'
import { offerTask } from './offer-task.ts'

export type DecisionProblem =
  | 'no-such-case'
  | 'says-nothing'
  | 'needs-task-or-reason'
  | 'task-and-no-action'
  | 'owner-not-in-team'
  | 'due-in-the-past'
  | 'title-missing'
  | 'no-such-decision'
  | 'say-why-changed'
  | 'already-replaced'

/** A task that a decision leads to. */
export interface DecidedTask {
  readonly ownerId: PersonId
  readonly kind: TaskKind
  readonly title: string
  /** A day on the owner's calendar: `2026-12-01`. */
  readonly dueOn: string
  readonly urgency?: Urgency
}

export interface DecisionInput {
  readonly caseId: CaseId
  readonly huddleId?: HuddleId
  readonly itemId?: ItemId
  readonly text?: string
  readonly rationale?: string
  readonly options?: string
  readonly dissent?: string
  /** Why nothing is to be done. Either this, or at least one task. */
  readonly noActionReason?: string
  readonly tasks: readonly DecidedTask[]
  /** Of what was talked about, and what was ticked. Its tasks inherit them. */
  readonly labels?: readonly string[]
  /** The decision this one replaces; it is kept, and `changeReason` says why it no longer holds. */
  readonly supersedesId?: DecisionId
  readonly changeReason?: string
}

/**
 * Inner step: records a decision with its tasks, in the caller's transaction.
 *
 * A decision leads to at least one task with one owner and a due date, or says why nothing is to be done: never both, never
 * neither. The database holds it to that too (`decision_leads_somewhere`). Rights are the caller's to ask.
 */
export async function insertDecision(
  scope: Scope,
  input: DecisionInput,
): Promise<Result<DecisionId, DecisionProblem>> {
  const text = input.text?.trim() || null
  const noActionReason = input.noActionReason?.trim() || null
  const changeReason = input.changeReason?.trim() || null
  if (!text && !noActionReason) return refused('says-nothing')
  if (noActionReason && input.tasks.length > 0) return refused('task-and-no-action')
  if (!noActionReason && input.tasks.length === 0) return refused('needs-task-or-reason')
  if (input.supersedesId && !changeReason) return refused('say-why-changed')

  const found = await findCase(scope, input.caseId)
  if (!found) return refused('no-such-case')
  const { teamId } = found
  const before = input.supersedesId ? await findDecision(scope, input.supersedesId) : undefined
  if (input.supersedesId && before?.caseId !== input.caseId) return refused('no-such-decision')
  const labels = await inheritLabels(scope, input.caseId, input.labels ?? [], before?.labels ?? [])
  const problem = await problemOfTasks(scope, teamId, input.tasks)
  if (problem) return refused(problem)

  const decisionId = scope.world.newId() as DecisionId
  try {
    await insertDecisionRow(scope, {
      decisionId,
      caseId: input.caseId,
      huddleId: input.huddleId ?? null,
      itemId: input.itemId ?? null,
      text,
      rationale: input.rationale?.trim() || null,
      options: input.options?.trim() || null,
      dissent: input.dissent?.trim() || null,
      noActionReason,
      labels,
      supersedesId: input.supersedesId ?? null,
      changeReason: input.supersedesId ? changeReason : null,
    })
  } catch (error) {
    // Two people may change one decision at once; the database knows who was first.
    if (broke('decision_replaced_once', error)) return refused('already-replaced')
    throw error
  }
  for (const task of input.tasks) {
    await offerTask(scope, {
      caseId: input.caseId,
      teamId,
      ownerId: task.ownerId,
      requesterId: actingPerson(scope) ?? null,
      kind: task.kind,
      title: task.title.trim(),
      labels,
      dueOn: task.dueOn,
      urgency: task.urgency ?? 'routine',
      safety: false,
      decisionId,
      ...(input.huddleId ? { huddleId: input.huddleId } : {}),
    })
  }
  await noteCaseEvent(scope, input.caseId, 'decision-recorded', decisionId)
  audit(scope, {
    action: 'decision.recorded',
    entity: 'decision',
    entityId: decisionId,
    patientId: found.patientId,
  })
  return done(decisionId)
}

async function problemOfTasks(
  scope: Scope,
  teamId: TeamId,
  tasks: readonly DecidedTask[],
): Promise<'owner-not-in-team' | 'due-in-the-past' | 'title-missing' | undefined> {
  if (tasks.length === 0) return undefined
  const members = new Map((await listMembers(scope, teamId)).map((member) => [member.personId, member]))
  for (const task of tasks) {
    const owner = members.get(task.ownerId)
    if (!owner) return 'owner-not-in-team'
    if (!task.title.trim()) return 'title-missing'
    const today = scope.now.setZone(owner.zone).toISODate()
    if (today && task.dueOn < today) return 'due-in-the-past'
  }
  return undefined
}
