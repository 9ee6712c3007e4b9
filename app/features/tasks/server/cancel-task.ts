import type { Caller, Scope } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { TaskId } from '#app/shared/ids.ts'
import type { Result } from '#app/shared/result.ts'
import { type CancelProblem, cancel } from '../core/handshake.ts'
import { changeTask, type OnTask, onTask } from './on-task.ts'
import { lockTask } from './task-queries.server.ts'

/** Calls a task off, with a reason. */
export async function cancelTask(
  world: World,
  caller: Caller,
  input: OnTask & { readonly reason: string },
): Promise<Result<TaskId, CancelProblem | 'no-such-task'>> {
  return onTask(world, caller, 'task.cancel', input, async (scope, task, by) => {
    const cancelled = cancel(task, by, input.reason)
    if (!cancelled.ok) return cancelled
    await changeTask(scope, task, { kind: 'cancelled', text: input.reason.trim() }, { state: 'cancelled' })
    return cancelled
  })
}

/**
 * Inner step for flags: takes back a task nobody has answered yet, because the triage that made it is taken back. False when it was
 * answered, or is a safety task.
 */
export async function takeBackTask(scope: Scope, taskId: TaskId): Promise<boolean> {
  const task = await lockTask(scope, taskId)
  if (!task || task.safety) return false
  const givenToSelf = task.ownerId === task.requesterId && task.acceptedAt === task.createdAt
  if (task.state !== 'offered' && !(task.state === 'accepted' && givenToSelf && task.attempts === 0))
    return false
  await changeTask(scope, task, { kind: 'cancelled' }, { state: 'cancelled' })
  return true
}
