import { noteCaseEvent } from '#app/features/cases/server/case-queries.server.ts'
import { takeBackTask } from '#app/features/tasks/server/cancel-task.ts'
import { audit } from '#app/platform/audit.ts'
import { announce, dropDue } from '#app/platform/facts.ts'
import { asSystem, type Caller, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { Job, World } from '#app/platform/world.ts'
import type { FlagId, OrganizationId, TaskId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { isSnoozed, type RaisedFlag } from '../core/flag.ts'
import { mostUrgent } from '../core/queue-entry.ts'
import { type UndoProblem as NotUndoable, undo } from '../core/triage.ts'
import { watchClock } from './escalate-missed.ts'
import { findFlagOfTask, listFlagsOfEntry, updateFlag } from './flag-queries.server.ts'
import { onFlag, stateOf } from './on-flag.ts'
import { lockEntry, type QueueEntry, updateQueueEntry } from './queue-queries.server.ts'

export type UndoProblem =
  | NotUndoable
  | 'no-such-flag'
  | 'not-a-lead'
  | 'changed-meanwhile'
  | 'already-on-agenda'

/**
 * Takes a verdict or a snooze back, with what it brought about: the flag waits in the inbox again, and its clock has never stopped.
 *
 * Not for the safety lane, and not once others rely on it: the case is on an agenda (take it off there first) or was discussed, or
 * the task's owner has answered.
 */
export async function undoTriage(
  world: World,
  caller: Caller,
  input: { readonly key?: string; readonly flagId: FlagId; readonly version: number },
): Promise<Result<FlagId, UndoProblem>> {
  return inOrganization(world, caller, (scope) =>
    once<FlagId, UndoProblem>(scope, 'flag.undo', input.key, input, () =>
      onFlag<UndoProblem>(scope, input.flagId, input.version, async (flag) => {
        if (flag.safety) return refused('safety-stays')
        const entry = flag.queueEntryId ? await lockEntry(scope, flag.queueEntryId) : undefined
        const undone = undo(stateOf(flag), {
          discussed: entry?.state === 'discussed',
          taskAnswered: false,
        })
        if (!undone.ok) return undone
        if (entry?.state === 'on-agenda') return refused('already-on-agenda')
        if (flag.verdict === 'same-day-task' && flag.taskId && !(await takeBackTask(scope, flag.taskId)))
          return refused('task-answered')
        await updateFlag(scope, flag.flagId, flag.version, {
          state: 'open',
          verdict: null,
          verdictNote: null,
          queueEntryId: null,
          taskId: null,
          ...(isSnoozed(flag) && { snooze: null }),
        })
        if (isSnoozed(flag)) await dropDue(scope, 'due.snooze', flag.flagId)
        await watchClock(scope, flag)
        if (entry) await leaveQueue(scope, flag, entry)
        await noteCaseEvent(scope, flag.caseId, 'triage-undone', flag.flagId)
        await announce(scope, 'flag.triaged', flag.flagId)
        audit(scope, { action: 'flag.triage-undone', entity: 'flag', entityId: flag.flagId })
        return done(flag.flagId)
      }),
    ),
  )
}

/**
 * Answers `task.cancelled`: a flag whose same-day task was called off waits for a verdict again. Otherwise nobody would be left who
 * has it in hand.
 */
export async function flagWaitsAgain(world: World, job: Job): Promise<void> {
  await inOrganization(world, asSystem(job.organizationId as OrganizationId), async (scope) => {
    const flag = await findFlagOfTask(scope, job.id as TaskId)
    if (!flag || flag.safety || flag.state !== 'triaged' || flag.verdict !== 'same-day-task') return
    await updateFlag(scope, flag.flagId, flag.version, { state: 'open', verdict: null, taskId: null })
    await watchClock(scope, flag)
    await noteCaseEvent(scope, flag.caseId, 'triage-undone', flag.flagId)
    audit(scope, {
      action: 'flag.waits-again',
      entity: 'flag',
      entityId: flag.flagId,
      detail: 'task-cancelled',
    })
  })
}

// The place in the queue goes with its last flag; otherwise it is what the remaining ones make of it.
async function leaveQueue(scope: Scope, flag: RaisedFlag, entry: QueueEntry): Promise<void> {
  const others = (await listFlagsOfEntry(scope, entry.queueEntryId)).filter(
    (other) => other.flagId !== flag.flagId,
  )
  const most = mostUrgent(others)
  await updateQueueEntry(
    scope,
    entry.queueEntryId,
    entry.version,
    most ?? { state: 'withdrawn', withdrawReason: 'The triage was taken back.' },
  )
}
