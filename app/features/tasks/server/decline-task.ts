import { findPerson } from '#app/features/people/server/people-queries.server.ts'
import { announce } from '#app/platform/facts.ts'
import type { Caller, Scope } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { PersonId, TaskId } from '#app/shared/ids.ts'
import { type Result, refused } from '#app/shared/result.ts'
import { type DeclineProblem, decline } from '../core/handshake.ts'
import type { Task } from '../core/task.ts'
import { handOn } from './escalate-safety-task.ts'
import { oweOffer } from './offer-task.ts'
import { changeTask, type OnTask, onTask } from './on-task.ts'
import { findLead, findOnCall } from './safety-line.ts'

/**
 * The owner gives a task back with a reason, and whoever gets it owns it from then on: the requester, or the lead where that person
 * has left or a rule asked. A safety task goes to the lead at once, and its clock begins again.
 */
export async function declineTask(
  world: World,
  caller: Caller,
  input: OnTask & { readonly reason: string },
): Promise<Result<TaskId, DeclineProblem | 'no-such-task'>> {
  return onTask(world, caller, 'task.decline', input, async (scope, task, by) => {
    const declined = decline(task, by.personId, input.reason)
    if (!declined.ok) return declined
    const reason = input.reason.trim()
    if (declined.value.to === 'requester' || !task.safety) {
      const ownerId = await nextOwner(scope, task, declined.value)
      if (!ownerId || ownerId === by.personId) return refused('nobody-to-give-back-to')
      await changeTask(
        scope,
        task,
        { kind: 'declined', personId: ownerId, text: reason },
        { state: 'offered-back', ownerId, declineReason: reason },
      )
      await oweOffer(scope, task.taskId, ownerId, task.version + 1)
    } else {
      const next = await handOn(scope, task, { kind: 'declined', text: reason })
      if (!next) return refused('nobody-to-give-back-to')
    }
    await announce(scope, 'task.declined', task.taskId)
    return declined
  })
}

async function nextOwner(
  scope: Scope,
  task: Task,
  declined: { readonly to: string; readonly requesterId?: PersonId },
): Promise<PersonId | undefined> {
  const requester = declined.requesterId && (await findPerson(scope, declined.requesterId))
  if (requester && requester.state !== 'ended') return requester.personId
  const lead = await findLead(scope, task.teamId, task.ownerId)
  if (lead && lead.personId !== task.ownerId) return lead.personId
  return (await findOnCall(scope))?.personId
}
