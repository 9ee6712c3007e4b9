import { noteCaseEvent } from '#app/features/cases/server/case-queries.server.ts'
import { finishTaskIn } from '#app/features/tasks/server/finish-task.ts'
import { findTask } from '#app/features/tasks/server/task-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import { dropDue } from '#app/platform/facts.ts'
import {
  actingPerson,
  asSystem,
  type Caller,
  inOrganization,
  type Scope,
} from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { Job, World } from '#app/platform/world.ts'
import type { FlagId, OrganizationId, PersonId, TaskId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { isSnoozed, type RaisedFlag } from '../core/flag.ts'
import { close, type CloseProblem as NotClosable } from '../core/triage.ts'
import { findFlagOfTask, updateFlag } from './flag-queries.server.ts'
import { onFlag, stateOf } from './on-flag.ts'

export type CloseProblem = NotClosable | 'no-such-flag' | 'not-a-lead' | 'changed-meanwhile' | 'in-the-queue'

/**
 * A lead closes a flag with what was found and done; its task ends with the same words.
 *
 * A flag that waits to be discussed is withdrawn from the queue instead, so that it does not vanish from under an agenda.
 */
export async function closeFlag(
  world: World,
  caller: Caller,
  input: {
    readonly key?: string
    readonly flagId: FlagId
    readonly version: number
    readonly found: string
  },
): Promise<Result<FlagId, CloseProblem>> {
  return inOrganization(world, caller, (scope) =>
    once<FlagId, CloseProblem>(scope, 'flag.close', input.key, input, () =>
      onFlag<CloseProblem>(scope, input.flagId, input.version, async (flag) => {
        const closed = close(stateOf(flag), input.found)
        if (!closed.ok) return closed
        if (flag.queueEntryId && !flag.safety) return refused('in-the-queue')
        const found = input.found.trim()
        const closedBy = actingPerson(scope)
        if (!closedBy) return refused('not-a-lead')
        await closeWith(scope, flag, { found, closedBy })
        if (flag.taskId) await finishTaskIn(scope, flag.taskId, found)
        return done(flag.flagId)
      }),
    ),
  )
}

/** Answers `task.done`: the flag that the task was made for is closed with the task's outcome, in the name of who did it. */
export async function closeFlagOfTask(world: World, job: Job): Promise<void> {
  await inOrganization(world, asSystem(job.organizationId as OrganizationId), async (scope) => {
    const task = await findTask(scope, job.id as TaskId)
    if (task?.state !== 'done' || !task.outcome || !task.endedBy) return
    const flag = await findFlagOfTask(scope, task.taskId)
    if (!flag || flag.state === 'closed') return
    await closeWith(scope, flag, { found: task.outcome, closedBy: task.endedBy })
  })
}

/**
 * Inner step for the rules: takes back a flag that nobody has decided about, because its reason has gone. It is closed in nobody's name
 * and counts as no answer, so that the rule asks again as soon as there is a reason again.
 */
export async function takeBackFlag(scope: Scope, flag: RaisedFlag, why: string): Promise<void> {
  const found = `No longer so: ${why}.`
  await closeWith(scope, flag, { found, closedBy: null, lapsedAt: scope.now.toJSDate() })
}

interface Closing {
  readonly found: string
  readonly closedBy: PersonId | null
  readonly lapsedAt?: Date
}

async function closeWith(scope: Scope, flag: RaisedFlag, closing: Closing): Promise<void> {
  const wakes = isSnoozed(flag) ? { wakes: true as const } : {}
  await updateFlag(scope, flag.flagId, flag.version, { state: 'closed', ...closing, ...wakes })
  await dropDue(scope, 'due.snooze', flag.flagId)
  await dropDue(scope, 'due.respond-by', flag.flagId)
  const kind = closing.closedBy ? 'flag-closed' : 'flag-taken-back'
  await noteCaseEvent(scope, flag.caseId, kind, flag.flagId)
  audit(scope, {
    action: closing.closedBy ? 'flag.closed' : 'flag.taken-back',
    entity: 'flag',
    entityId: flag.flagId,
  })
}
