import { announce, dropDue } from '#app/platform/facts.ts'
import type { Caller, Scope } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { TaskId } from '#app/shared/ids.ts'
import type { Result } from '#app/shared/result.ts'
import { type FinishProblem, finish } from '../core/handshake.ts'
import { isOpen, type Task } from '../core/task.ts'
import { changeTask, type OnTask, onTask } from './on-task.ts'
import { lockTask } from './task-queries.server.ts'

/** The owner ends a task with what came of it. Who finishes what they were offered has taken it on. */
export async function finishTask(
  world: World,
  caller: Caller,
  input: OnTask & { readonly outcome: string },
): Promise<Result<TaskId, FinishProblem | 'no-such-task'>> {
  return onTask(world, caller, 'task.finish', input, async (scope, task, by) => {
    const finished = finish(task, by.personId, input.outcome)
    if (!finished.ok) return finished
    await finishLocked(scope, task, input.outcome.trim())
    return finished
  })
}

/** Inner step for flags: ends the task of a flag that a person closes, whoever owns it. An ended task stays as it is. */
export async function finishTaskIn(scope: Scope, taskId: TaskId, outcome: string): Promise<void> {
  const task = await lockTask(scope, taskId)
  if (task && isOpen(task)) await finishLocked(scope, task, outcome)
}

async function finishLocked(scope: Scope, task: Task, outcome: string): Promise<void> {
  await changeTask(
    scope,
    task,
    { kind: 'done', text: outcome },
    { state: 'done', outcome, escalatesAt: null },
  )
  if (task.safety) await dropDue(scope, 'due.safety-task', task.taskId)
  await announce(scope, 'task.done', task.taskId)
}
