import { announce, dropDue, putDue } from '#app/platform/facts.ts'
import { asSystem, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import type { Job, World } from '#app/platform/world.ts'
import type { OrganizationId, PersonId, TaskId } from '#app/shared/ids.ts'
import type { Task } from '../core/task.ts'
import { acceptWithinMinutes, oweOffer } from './offer-task.ts'
import { changeTask } from './on-task.ts'
import { findLead, findOnCall } from './safety-line.ts'
import { lockTask } from './task-queries.server.ts'

/**
 * Answers `due.safety-task`: what nobody accepted in its 30 minutes goes on, to the lead and then to whoever is on call.
 *
 * The task says itself when it goes on, so that a job that runs twice, or late, moves it once.
 */
export async function escalateSafetyTask(world: World, job: Job): Promise<void> {
  await inOrganization(world, asSystem(job.organizationId as OrganizationId), async (scope) => {
    const task = await lockTask(scope, job.id as TaskId)
    if (!task?.safety || task.state === 'done' || task.state === 'accepted') return
    if (!task.escalatesAt || Date.parse(task.escalatesAt) > scope.now.toMillis()) return
    await handOn(scope, task, { kind: 'escalated' })
  })
}

/**
 * Inner step: gives a safety task to the next in line, and sets its clock again unless that is the last. Undefined when it was with
 * the last one already.
 *
 * Where there is nobody else to give it to (no other lead, no one on call), it stays with its owner and still counts as handed on:
 * the whole team sees it on top of Today.
 */
export async function handOn(
  scope: Scope,
  task: Task,
  event: { readonly kind: 'escalated' | 'declined'; readonly text?: string },
): Promise<PersonId | undefined> {
  if (task.escalated === 2) return undefined
  const lead = task.escalated === 0 ? await findLead(scope, task.teamId, task.ownerId) : undefined
  // A lead who gives back what they own has no other lead to give it to: then it goes straight to whoever is on call.
  const leadCanTakeIt =
    task.escalated === 0 && (event.kind === 'escalated' || lead?.personId !== task.ownerId)
  const escalated = leadCanTakeIt ? 1 : 2
  const next = leadCanTakeIt ? lead : await findOnCall(scope)
  const ownerId = next?.personId ?? task.ownerId
  if (event.kind === 'declined' && ownerId === task.ownerId) return undefined
  const escalatesAt = escalated === 1 ? scope.now.plus({ minutes: acceptWithinMinutes }) : null
  await changeTask(
    scope,
    task,
    { ...event, personId: ownerId },
    {
      state: event.text ? 'offered-back' : 'offered',
      ownerId,
      escalated,
      escalatesAt,
      ...(event.text ? { declineReason: event.text } : {}),
    },
  )
  if (escalatesAt) await putDue(scope, 'due.safety-task', task.taskId, escalatesAt)
  else await dropDue(scope, 'due.safety-task', task.taskId)
  await oweOffer(scope, task.taskId, ownerId, task.version + 1)
  await announce(scope, 'task.offered', task.taskId)
  return ownerId
}

/**
 * Inner step: offers an open safety task to its owner once more, because there is a new reason. Its clock begins again; when it is
 * due does not change.
 */
export async function offerSafetyTaskAgain(scope: Scope, taskId: TaskId): Promise<void> {
  const task = await lockTask(scope, taskId)
  if (!task?.safety || task.state === 'done') return
  const escalatesAt = scope.now.plus({ minutes: acceptWithinMinutes })
  await changeTask(
    scope,
    task,
    { kind: 'offered', personId: task.ownerId },
    { state: 'offered', escalated: 0, escalatesAt },
  )
  await putDue(scope, 'due.safety-task', taskId, escalatesAt)
  await oweOffer(scope, taskId, task.ownerId, task.version + 1)
  await announce(scope, 'task.offered', taskId)
}
