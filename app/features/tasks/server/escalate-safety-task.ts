import { findCase } from '#app/features/cases/server/case-queries.server.ts'
import { findPerson } from '#app/features/people/server/people-queries.server.ts'
import { announce, dropDue, putDue } from '#app/platform/facts.ts'
import { asSystem, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import type { Job, World } from '#app/platform/world.ts'
import type { OrganizationId, PersonId, TaskId } from '#app/shared/ids.ts'
import { isOpen, type Task } from '../core/task.ts'
import { acceptWithinMinutes, oweOffer } from './offer-task.ts'
import { changeTask } from './on-task.ts'
import { findLead, findOnCall, firstInLine } from './safety-line.ts'
import { listTasksForToday, lockTask } from './task-queries.server.ts'

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
 * A lead who owns it already has had their time: without another one it goes straight to whoever is on call. Where there is nobody
 * else to give it to, it stays with its owner and still counts as handed on: the whole team sees it on top of Today.
 */
export async function handOn(
  scope: Scope,
  task: Task,
  event: { readonly kind: 'escalated' | 'declined'; readonly text?: string },
): Promise<PersonId | undefined> {
  if (task.escalated === 2) return undefined
  const lead = task.escalated === 0 ? await findLead(scope, task.teamId, task.ownerId) : undefined
  const next = lead ?? (await findOnCall(scope))
  const escalated = lead ? 1 : 2
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
 * Inner step: offers an open safety task once more, because there is a new reason: to its owner, or to the first in line when that one
 * can no longer come in. Its clock begins again; when it is due does not change.
 */
export async function offerSafetyTaskAgain(scope: Scope, taskId: TaskId): Promise<void> {
  const task = await lockTask(scope, taskId)
  if (!task?.safety || !isOpen(task)) return
  const owner = await findPerson(scope, task.ownerId)
  await offerAnew(
    scope,
    task,
    owner?.state === 'active' ? task.ownerId : await firstOf(scope, task),
    'offered',
  )
}

/**
 * Answers `person.access-ended`: the safety tasks of somebody who can no longer come in, accepted or not, begin their line anew. Other
 * tasks stay where they are, for the lead to hand over.
 */
export async function handOnSafetyTasksOf(world: World, job: Job): Promise<void> {
  await inOrganization(world, asSystem(job.organizationId as OrganizationId), async (scope) => {
    const left = job.id as PersonId
    for (const { taskId, safety } of await listTasksForToday(scope, left)) {
      if (!safety) continue
      const task = await lockTask(scope, taskId)
      if (!task || !isOpen(task) || task.ownerId !== left) continue
      await offerAnew(scope, task, await firstOf(scope, task), 'escalated')
    }
  })
}

async function firstOf(scope: Scope, task: Task): Promise<PersonId> {
  const found = await findCase(scope, task.caseId)
  return (await firstInLine(scope, task.teamId, found?.careManagerId ?? null)).personId
}

async function offerAnew(
  scope: Scope,
  task: Task,
  ownerId: PersonId,
  kind: 'offered' | 'escalated',
): Promise<void> {
  const escalatesAt = scope.now.plus({ minutes: acceptWithinMinutes })
  await changeTask(
    scope,
    task,
    { kind, personId: ownerId },
    { state: 'offered', ownerId, escalated: 0, escalatesAt },
  )
  await putDue(scope, 'due.safety-task', task.taskId, escalatesAt)
  await oweOffer(scope, task.taskId, ownerId, task.version + 1)
  await announce(scope, 'task.offered', task.taskId)
}
