import type { DateTime } from 'luxon'
import { noteCaseEvent } from '#app/features/cases/server/case-queries.server.ts'
import { inheritLabels } from '#app/features/cases/server/inherit-labels.ts'
import { audit } from '#app/platform/audit.ts'
import { announce, putDue } from '#app/platform/facts.ts'
import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import { owe } from '#app/platform/letters.ts'
import type { CaseId, DecisionId, FlagId, HuddleId, PersonId, TaskId, TeamId } from '#app/shared/ids.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import type { TaskKind } from '../core/task.ts'
import { insertTaskEvent } from './task-event-queries.server.ts'
import { insertTask } from './task-queries.server.ts'

/** Minutes a safety task may wait to be accepted before it goes on to the next in line. */
export const acceptWithinMinutes = 30

/** What is asked of whom. The owner is a member of the team (the caller has looked), or whoever is on call. */
export interface TaskOffer {
  readonly caseId: CaseId
  readonly teamId: TeamId
  readonly ownerId: PersonId
  /** Null when a rule asks: the lead then stands in for the requester. */
  readonly requesterId: PersonId | null
  readonly kind: TaskKind
  readonly title: string
  /** Of what it came from, and what was ticked; those of the case and its programme come by themselves. */
  readonly labels?: readonly string[]
  /** A day on the owner's calendar: `2026-12-01`. */
  readonly dueOn: string
  readonly dueAt?: DateTime
  readonly urgency: Urgency
  readonly safety: boolean
  readonly decisionId?: DecisionId
  readonly huddleId?: HuddleId
  readonly flagId?: FlagId
}

/**
 * Inner step: offers a task to its owner, in the caller's transaction, and owes the owner one letter.
 *
 * Who gives a task to themselves has accepted it, and is sent no letter. A safety task is the exception: it waits to be
 * accepted even then, because its clock is what brings the next person in.
 */
export async function offerTask(scope: Scope, offer: TaskOffer): Promise<TaskId> {
  const taskId = scope.world.newId() as TaskId
  const toThemselves = offer.ownerId === actingPerson(scope)
  const accepted = toThemselves && !offer.safety
  const escalatesAt = offer.safety ? scope.now.plus({ minutes: acceptWithinMinutes }) : null
  await insertTask(scope, {
    taskId,
    caseId: offer.caseId,
    teamId: offer.teamId,
    ownerId: offer.ownerId,
    requesterId: offer.requesterId,
    kind: offer.kind,
    title: offer.title,
    labels: await inheritLabels(scope, offer.caseId, offer.labels ?? []),
    dueOn: offer.dueOn,
    dueAt: offer.dueAt ?? null,
    urgency: offer.urgency,
    safety: offer.safety,
    state: accepted ? 'accepted' : 'offered',
    escalatesAt,
    decisionId: offer.decisionId ?? null,
    huddleId: offer.huddleId ?? null,
    flagId: offer.flagId ?? null,
  })
  await insertTaskEvent(scope, taskId, { kind: 'offered', personId: offer.ownerId })
  if (escalatesAt) await putDue(scope, 'due.safety-task', taskId, escalatesAt)
  if (!toThemselves) await oweOffer(scope, taskId, offer.ownerId, 1)
  await noteCaseEvent(scope, offer.caseId, 'task-offered', taskId)
  await announce(scope, 'task.offered', taskId)
  audit(scope, { action: 'task.offered', entity: 'task', entityId: taskId })
  return taskId
}

/** Owes an owner the letter about a task. `edition` is the task's version at that time: each hand-over is a letter of its own. */
export async function oweOffer(
  scope: Scope,
  taskId: TaskId,
  ownerId: PersonId,
  edition: number,
): Promise<void> {
  await owe(scope, {
    letter: 'task.offered',
    personId: ownerId,
    subjectId: taskId,
    edition: String(edition),
  })
}
