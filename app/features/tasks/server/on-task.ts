import { noteCaseEvent } from '#app/features/cases/server/case-queries.server.ts'
import { may } from '#app/features/people/core/rights.ts'
import { listRoles } from '#app/features/people/server/people-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import { actingPerson, type Caller, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { PersonId, TaskId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import type { Asker } from '../core/handshake.ts'
import type { Task } from '../core/task.ts'
import { insertTaskEvent, type TaskEventKind } from './task-event-queries.server.ts'
import { lockTask, type TaskChange, updateTask } from './task-queries.server.ts'

/** What a person does to a task: which one, with which form. */
export interface OnTask {
  readonly taskId: TaskId
  readonly key?: string
}

/**
 * One deed of a person on one task: the task is locked, `deed` decides and writes, a second arrival of the form answers alike.
 *
 * A task that the caller may not see does not exist for them.
 */
export async function onTask<Input extends OnTask, Problem extends string>(
  world: World,
  caller: Caller,
  kind: string,
  input: Input,
  deed: (scope: Scope, task: Task, by: Asker) => Promise<Result<unknown, Problem>>,
): Promise<Result<TaskId, Problem | 'no-such-task'>> {
  return inOrganization(world, caller, (scope) =>
    once<TaskId, Problem | 'no-such-task'>(scope, kind, input.key, input, async () => {
      const task = await lockTask(scope, input.taskId)
      const personId = actingPerson(scope)
      if (!task || !personId) return refused('no-such-task')
      const answer = await deed(scope, task, await askerOf(scope, task, personId))
      return answer.ok ? done(task.taskId) : answer
    }),
  )
}

/** Writes what became of a locked task: the change, its line of history, the case's, and the audit row. */
export async function changeTask(
  scope: Scope,
  task: Task,
  event: { kind: TaskEventKind; personId?: PersonId; text?: string },
  change: TaskChange,
): Promise<void> {
  // The row is locked, so its version is still the one read.
  await updateTask(scope, task.taskId, task.version, change)
  await insertTaskEvent(scope, task.taskId, event)
  await noteCaseEvent(scope, task.caseId, `task-${event.kind}`, task.taskId)
  audit(scope, { action: `task.${event.kind}`, entity: 'task', entityId: task.taskId })
}

async function askerOf(scope: Scope, task: Task, personId: PersonId): Promise<Asker> {
  const standing = { admin: false, roles: await listRoles(scope, personId) }
  return {
    personId,
    isLead: may(standing, 'task.reassign', task.teamId),
    isMember: may(standing, 'task.work', task.teamId),
  }
}
