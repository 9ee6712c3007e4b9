import { DateTime } from 'luxon'
import { findCase, noteCaseEvent } from '#app/features/cases/server/case-queries.server.ts'
import { findTeam, listMembers, listTeamWeekdays } from '#app/features/people/server/people-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import { actingPerson, type Caller, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { PersonId, QueueEntryId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { raisedUrgencies } from '../core/carried.ts'
import { mostUrgent } from '../core/queue-entry.ts'
import { respondBy } from '../core/respond-by.ts'
import { watchClock } from './escalate-missed.ts'
import { listFlagsOfEntry, updateFlag } from './flag-queries.server.ts'
import { isLead } from './on-flag.ts'
import { findQueueEntries, lockEntry, type QueueEntry, updateQueueEntry } from './queue-queries.server.ts'
import { lockCase } from './rule-queries.server.ts'
import { readClocks } from './rule-settings.ts'

export type EntryProblem = 'no-such-entry' | 'not-a-lead' | 'changed-meanwhile' | 'not-waiting'

interface OnEntry {
  readonly key?: string
  readonly queueEntryId: QueueEntryId
  /** What the lead had in front of them. */
  readonly version: number
}

/** A lead changes how long an entry is talked about, with whom, and who presents it. */
export async function changeQueueEntry(
  world: World,
  caller: Caller,
  input: OnEntry & {
    readonly minutes: number
    readonly needs: readonly PersonId[]
    readonly presenterId: PersonId | null
  },
): Promise<Result<QueueEntryId, EntryProblem | 'needs-not-in-team'>> {
  return onEntry(world, caller, 'queue.change', input, async (scope, entry) => {
    const members = new Set((await listMembers(scope, entry.teamId)).map((member) => member.personId))
    const named = [...input.needs, ...(input.presenterId ? [input.presenterId] : [])]
    if (!named.every((personId) => members.has(personId))) return refused('needs-not-in-team')
    const { minutes, needs, presenterId } = input
    await updateQueueEntry(scope, entry.queueEntryId, entry.version, { minutes, needs, presenterId })
    return done('queue.changed')
  })
}

/**
 * A lead takes an entry out of the queue, with a reason. Its flags are closed with it; a safety flag stays open, as it always does
 * until somebody says what was found.
 */
export async function withdrawEntry(
  world: World,
  caller: Caller,
  input: OnEntry & { readonly reason: string },
): Promise<Result<QueueEntryId, EntryProblem | 'say-why'>> {
  return onEntry(world, caller, 'queue.withdraw', input, async (scope, entry) => {
    const reason = input.reason.trim()
    if (!reason) return refused('say-why')
    for (const flag of await listFlagsOfEntry(scope, entry.queueEntryId)) {
      if (flag.safety) await updateFlag(scope, flag.flagId, flag.version, { queueEntryId: null })
      else
        await updateFlag(scope, flag.flagId, flag.version, {
          state: 'closed',
          found: reason,
          closedBy: actingPerson(scope) ?? null,
        })
    }
    await updateQueueEntry(scope, entry.queueEntryId, entry.version, {
      state: 'withdrawn',
      withdrawReason: reason,
    })
    await noteCaseEvent(scope, entry.caseId, 'withdrawn-from-queue', entry.flagId)
    return done('queue.withdrawn')
  })
}

export type CarriedProblem = EntryProblem | 'say-why-or-raise' | 'cannot-be-raised-to'

/**
 * A lead answers for a case that was carried over three times or more: raises its urgency, or says why it may wait.
 *
 * Raised, it is due when that urgency asks, reckoned from when it was flagged: sooner than before, never later.
 */
export async function answerCarried(
  world: World,
  caller: Caller,
  input: OnEntry & { readonly raiseTo?: 'urgent' | 'soon'; readonly mayWait?: string },
): Promise<Result<QueueEntryId, CarriedProblem>> {
  return onEntry<typeof input, CarriedProblem>(
    world,
    caller,
    'queue.answer-carried',
    input,
    async (scope, entry) => {
      const mayWait = input.mayWait?.trim()
      const answered = { answeredCarried: entry.carried }
      if (!input.raiseTo) {
        if (!mayWait) return refused('say-why-or-raise')
        await updateQueueEntry(scope, entry.queueEntryId, entry.version, { ...answered, mayWait })
        return done('queue.may-wait')
      }
      if (!raisedUrgencies(entry.urgency).includes(input.raiseTo)) return refused('cannot-be-raised-to')
      const most = await raiseFlags(scope, entry, input.raiseTo)
      await updateQueueEntry(scope, entry.queueEntryId, entry.version, { ...answered, ...most })
      return done('queue.raised')
    },
  )
}

async function raiseFlags(scope: Scope, entry: QueueEntry, raiseTo: 'urgent' | 'soon') {
  const team = await findTeam(scope, entry.teamId)
  const workingDays = await listTeamWeekdays(scope, entry.teamId)
  const clocks = await readClocks(scope, entry.teamId)
  const flags = await listFlagsOfEntry(scope, entry.queueEntryId)
  const leading = flags.find((flag) => flag.flagId === entry.flagId)
  if (!team || !leading || leading.safety) return {}
  const due = respondBy(raiseTo, DateTime.fromISO(leading.raisedAt), team.zone, workingDays, clocks)
  const sooner = due.toMillis() < Date.parse(leading.respondBy) ? due.toJSDate() : new Date(leading.respondBy)
  await updateFlag(scope, leading.flagId, leading.version, { urgency: raiseTo, respondBy: sooner })
  const { flagId, escalated, escalatesAt } = leading
  await watchClock(scope, { flagId, escalated, escalatesAt, respondBy: sooner.toISOString() })
  return mostUrgent(await listFlagsOfEntry(scope, entry.queueEntryId)) ?? {}
}

async function onEntry<Input extends OnEntry, Problem extends string>(
  world: World,
  caller: Caller,
  kind: string,
  input: Input,
  deed: (scope: Scope, entry: QueueEntry) => Promise<Result<string, Problem>>,
): Promise<Result<QueueEntryId, Problem | EntryProblem>> {
  return inOrganization(world, caller, (scope) =>
    once<QueueEntryId, Problem | EntryProblem>(scope, kind, input.key, input, async () => {
      const [seen] = await findQueueEntries(scope, [input.queueEntryId])
      const found = seen && (await findCase(scope, seen.caseId))
      if (!seen || !found) return refused('no-such-entry')
      if (!(await isLead(scope, seen.teamId))) return refused('not-a-lead')
      await lockCase(scope, seen.caseId)
      const entry = await lockEntry(scope, input.queueEntryId)
      if (!entry) return refused('no-such-entry')
      if (entry.version !== input.version) return refused('changed-meanwhile')
      if (entry.state !== 'waiting') return refused('not-waiting')
      const answer = await deed(scope, entry)
      if (!answer.ok) return answer
      audit(scope, {
        action: answer.value,
        entity: 'queue_entry',
        entityId: entry.queueEntryId,
        patientId: found.patientId,
      })
      return done(entry.queueEntryId)
    }),
  )
}
