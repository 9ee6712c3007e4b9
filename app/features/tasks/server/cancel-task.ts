import type { Caller } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { TaskId } from '#app/shared/ids.ts'
import type { Result } from '#app/shared/result.ts'
import { type CancelProblem, cancel } from '../core/handshake.ts'
import { changeTask, type OnTask, onTask } from './on-task.ts'

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
