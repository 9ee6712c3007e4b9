import { listMembers } from '#app/features/people/server/people-queries.server.ts'
import { announce, dropDue, putDue } from '#app/platform/facts.ts'
import type { Caller } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { PersonId, TaskId } from '#app/shared/ids.ts'
import { type Result, refused } from '#app/shared/result.ts'
import { hand, type HandProblem as Unhandable } from '../core/handshake.ts'
import { acceptWithinMinutes, oweOffer } from './offer-task.ts'
import { changeTask, type OnTask, onTask } from './on-task.ts'

export type HandProblem = Unhandable | 'owner-not-in-team'

/**
 * Gives a task to another member of the team, who is offered it anew; or takes it over, which is accepting it.
 *
 * Whoever hands a task on has asked for it from then on, so that it comes back to them when it is declined.
 */
export async function handTask(
  world: World,
  caller: Caller,
  input: OnTask & { readonly ownerId: PersonId },
): Promise<Result<TaskId, HandProblem | 'no-such-task'>> {
  return onTask<typeof input, HandProblem>(world, caller, 'task.hand', input, async (scope, task, by) => {
    const handed = hand(task, by, input.ownerId)
    if (!handed.ok) return handed
    const members = await listMembers(scope, task.teamId)
    if (!members.some((member) => member.personId === input.ownerId)) return refused('owner-not-in-team')
    const takes = handed.value === 'accepted'
    const waits = task.safety && !takes
    const escalatesAt = waits ? scope.now.plus({ minutes: acceptWithinMinutes }) : null
    await changeTask(
      scope,
      task,
      { kind: takes ? 'taken' : 'handed', personId: input.ownerId },
      {
        state: handed.value,
        ownerId: input.ownerId,
        escalatesAt,
        ...(takes ? {} : { requesterId: by.personId }),
        // Handed over by name, the line begins anew: if nobody answers, the lead and then whoever is on call are next.
        ...(waits ? { escalated: 0 as const } : {}),
      },
    )
    if (escalatesAt) await putDue(scope, 'due.safety-task', task.taskId, escalatesAt)
    else if (task.safety) await dropDue(scope, 'due.safety-task', task.taskId)
    if (!takes) {
      await oweOffer(scope, task.taskId, input.ownerId, task.version + 1)
      await announce(scope, 'task.offered', task.taskId)
    } else await announce(scope, 'task.accepted', task.taskId)
    return handed
  })
}
