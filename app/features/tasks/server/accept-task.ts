import { announce, dropDue } from '#app/platform/facts.ts'
import type { Caller } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { TaskId } from '#app/shared/ids.ts'
import type { Result } from '#app/shared/result.ts'
import { type AcceptProblem, accept } from '../core/handshake.ts'
import { changeTask, type OnTask, onTask } from './on-task.ts'

/** The owner takes a task on. A safety task's clock stops. */
export async function acceptTask(
  world: World,
  caller: Caller,
  input: OnTask,
): Promise<Result<TaskId, AcceptProblem | 'no-such-task'>> {
  return onTask(world, caller, 'task.accept', input, async (scope, task, by) => {
    const accepted = accept(task, by.personId)
    if (!accepted.ok) return accepted
    await changeTask(scope, task, { kind: 'accepted' }, { state: 'accepted', escalatesAt: null })
    if (task.safety) await dropDue(scope, 'due.safety-task', task.taskId)
    await announce(scope, 'task.accepted', task.taskId)
    return accepted
  })
}
