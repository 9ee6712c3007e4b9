import type { z } from 'zod'
import type { Caller } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { PersonId, TaskId } from '#app/shared/ids.ts'
import type { Result } from '#app/shared/result.ts'
import type {
  AcceptProblem,
  CancelProblem,
  DeclineProblem,
  FinishProblem,
  NotReachedProblem,
} from '../core/handshake.ts'
import type { taskForm } from '../forms.ts'
import { acceptTask } from './accept-task.ts'
import { cancelTask } from './cancel-task.ts'
import { declineTask } from './decline-task.ts'
import { finishTask } from './finish-task.ts'
import { type HandProblem, handTask } from './hand-task.ts'
import { noteNotReached } from './note-not-reached.ts'

export type TaskProblem =
  | AcceptProblem
  | CancelProblem
  | DeclineProblem
  | FinishProblem
  | HandProblem
  | NotReachedProblem
  | 'no-such-task'

/** Does what a form about a task asks for. */
export async function actOnTask(
  world: World,
  caller: Caller & { readonly personId: PersonId },
  taskId: TaskId,
  form: z.output<typeof taskForm>,
): Promise<Result<TaskId, TaskProblem>> {
  const on = { taskId, ...(form.key ? { key: form.key } : {}) }
  switch (form.intent) {
    case 'accept':
      return acceptTask(world, caller, on)
    case 'not-reached':
      return noteNotReached(world, caller, on)
    case 'take':
      return handTask(world, caller, { ...on, ownerId: caller.personId })
    case 'done':
      return finishTask(world, caller, { ...on, outcome: form.outcome })
    case 'decline':
      return declineTask(world, caller, { ...on, reason: form.reason })
    case 'hand':
      return handTask(world, caller, { ...on, ownerId: form.ownerId })
    case 'cancel':
      return cancelTask(world, caller, { ...on, reason: form.cancelReason })
    default:
      return form satisfies never
  }
}
