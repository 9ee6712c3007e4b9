import { announce } from '#app/platform/facts.ts'
import type { Caller, Scope } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { TaskId } from '#app/shared/ids.ts'
import type { Result } from '#app/shared/result.ts'
import { type CancelProblem, cancel, canTakeBack } from '../core/handshake.ts'
import { isOpen } from '../core/task.ts'
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
    await announce(scope, 'task.cancelled', task.taskId)
    return cancelled
  })
}

/**
 * Inner step for flags: takes back a task nobody has answered yet, because the triage that made it is taken back. False when it was
 * answered, or is a safety task. One that was called off meanwhile stays so.
 */
export async function takeBackTask(scope: Scope, taskId: TaskId): Promise<boolean> {
  const task = await lockTask(scope, taskId)
  if (!task || !canTakeBack(task)) return false
  if (isOpen(task)) await changeTask(scope, task, { kind: 'cancelled' }, { state: 'cancelled' })
  return true
}
