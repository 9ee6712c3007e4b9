import { dropDue } from '#app/platform/facts.ts'
import type { Caller } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { TaskId } from '#app/shared/ids.ts'
import type { Result } from '#app/shared/result.ts'
import { noteNotReached as decide, type NotReachedProblem } from '../core/handshake.ts'
import { changeTask, type OnTask, onTask } from './on-task.ts'

/** The owner tried and did not reach the patient: it is counted, and the task stays open. */
export async function noteNotReached(
  world: World,
  caller: Caller,
  input: OnTask,
): Promise<Result<TaskId, NotReachedProblem | 'no-such-task'>> {
  return onTask(world, caller, 'task.not-reached', input, async (scope, task, by) => {
    const noted = decide(task, by.personId)
    if (!noted.ok) return noted
    await changeTask(
      scope,
      task,
      { kind: 'not-reached' },
      { state: 'accepted', attempts: task.attempts + 1, escalatesAt: null },
    )
    if (task.safety) await dropDue(scope, 'due.safety-task', task.taskId)
    return noted
  })
}
