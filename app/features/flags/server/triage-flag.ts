import { unionOf } from '#app/features/cases/core/labels.ts'
import { findCase, noteCaseEvent } from '#app/features/cases/server/case-queries.server.ts'
import { listMembers } from '#app/features/people/server/people-queries.server.ts'
import { offerTask } from '#app/features/tasks/server/offer-task.ts'
import { audit } from '#app/platform/audit.ts'
import { announce, dropDue } from '#app/platform/facts.ts'
import { actingPerson, type Caller, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { FlagId, PersonId, QueueEntryId, TaskId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { isSnoozed, type RaisedFlag } from '../core/flag.ts'
import { defaultMinutes } from '../core/queue.ts'
import { mostUrgent } from '../core/queue-entry.ts'
import { triage, type TriageProblem as Undecidable, type Verdict } from '../core/triage.ts'
import { listFlagsOfEntry, updateFlag } from './flag-queries.server.ts'
import { onFlag, stateOf } from './on-flag.ts'
import { insertQueueEntry, lockOpenEntryOfCase, updateQueueEntry } from './queue-queries.server.ts'

export type TriageProblem =
  | Undecidable
  | 'no-such-flag'
  | 'not-a-lead'
  | 'changed-meanwhile'
  | 'already-triaged'
  | 'needs-not-in-team'
  | 'say-who'
  | 'say-what'

export interface TriageInput {
  readonly key?: string
  readonly flagId: FlagId
  /** What the lead had in front of them. */
  readonly version: number
  readonly verdict: Verdict
  /** Discuss: for how long, with whom, presented by whom. Left out: what whoever raised it wished, else the usual. */
  readonly minutes?: number
  readonly needs?: readonly PersonId[]
  readonly presenterId?: PersonId | null
  /** Not ready: what is missing, in words. */
  readonly missing?: readonly string[]
  /** Same-day task: who does what. A safety flag has its task already. */
  readonly ownerId?: PersonId
  readonly title?: string
}

/** A lead decides about a flag before the huddle. What follows from it (a place in the queue, a task) is there with it. */
export async function triageFlag(
  world: World,
  caller: Caller,
  input: TriageInput,
): Promise<Result<FlagId, TriageProblem>> {
  return inOrganization(world, caller, (scope) =>
    once<FlagId, TriageProblem>(scope, 'flag.triage', input.key, input, () =>
      onFlag<TriageProblem>(scope, input.flagId, input.version, async (flag) => {
        const decided = triage(stateOf(flag), input.verdict, input.missing)
        if (!decided.ok) return decided
        // What a verdict brought about is taken back first; only a list and "not ready" have brought nothing about.
        const queued = flag.verdict === 'discuss' && flag.queueEntryId !== null
        if (queued || (flag.verdict === 'same-day-task' && !flag.safety)) return refused('already-triaged')
        const brought = await bringAbout(scope, flag, input)
        if (!brought.ok) return brought
        await updateFlag(scope, flag.flagId, flag.version, {
          state: 'triaged',
          verdict: input.verdict,
          verdictNote: input.verdict === 'not-ready' ? (input.missing ?? []).join('\n') : null,
          ...brought.value,
          ...(isSnoozed(flag) && { wakes: true as const }),
        })
        if (isSnoozed(flag)) await dropDue(scope, 'due.snooze', flag.flagId)
        await noteCaseEvent(scope, flag.caseId, `triaged-${input.verdict}`, flag.flagId)
        await announce(scope, 'flag.triaged', flag.flagId)
        audit(scope, {
          action: 'flag.triaged',
          entity: 'flag',
          entityId: flag.flagId,
          detail: input.verdict,
        })
        return done(flag.flagId)
      }),
    ),
  )
}

type Brought = Result<{ queueEntryId?: QueueEntryId; taskId?: TaskId }, TriageProblem>

async function bringAbout(scope: Scope, flag: RaisedFlag, input: TriageInput): Promise<Brought> {
  switch (input.verdict) {
    case 'discuss':
      return enterQueue(scope, flag, input)
    case 'same-day-task':
      return flag.safety ? done({}) : giveTask(scope, flag, input)
    case 'list-only':
    case 'not-ready':
      return done({})
    default:
      return input.verdict satisfies never
  }
}

// A case has one place in the queue: a second flag joins it there, and can only make it more urgent.
async function enterQueue(scope: Scope, flag: RaisedFlag, input: TriageInput): Promise<Brought> {
  const needs = input.needs ?? flag.needs
  const presenterId = input.presenterId === undefined ? flag.presenterId : input.presenterId
  const members = new Set((await listMembers(scope, flag.teamId)).map((member) => member.personId))
  // Wishes of whoever raised it may name somebody who has left since; what the lead asks for now may not.
  if (
    ![...(input.needs ?? []), ...(input.presenterId ? [input.presenterId] : [])].every((id) =>
      members.has(id),
    )
  )
    return refused('needs-not-in-team')
  const known = needs.filter((id) => members.has(id))
  const presenter = presenterId && members.has(presenterId) ? presenterId : null
  const entry = await lockOpenEntryOfCase(scope, flag.caseId)
  if (entry) {
    const most = mostUrgent([...(await listFlagsOfEntry(scope, entry.queueEntryId)), flag])
    await updateQueueEntry(scope, entry.queueEntryId, entry.version, {
      ...most,
      labels: unionOf(entry.labels, flag.labels),
      minutes: Math.max(entry.minutes, input.minutes ?? flag.minutes ?? 0),
      needs: [...new Set([...entry.needs, ...known])],
      ...(entry.presenterId ? {} : { presenterId: presenter }),
    })
    return done({ queueEntryId: entry.queueEntryId })
  }
  const found = await findCase(scope, flag.caseId)
  const queueEntryId = scope.world.newId() as QueueEntryId
  await insertQueueEntry(scope, {
    queueEntryId,
    teamId: flag.teamId,
    caseId: flag.caseId,
    flagId: flag.flagId,
    urgency: flag.urgency,
    safety: flag.safety,
    respondBy: flag.respondBy,
    labels: flag.labels,
    minutes: input.minutes ?? flag.minutes ?? defaultMinutes(flag.urgency, !found?.lastDiscussedAt),
    needs: known,
    presenterId: presenter,
  })
  return done({ queueEntryId })
}

async function giveTask(scope: Scope, flag: RaisedFlag, input: TriageInput): Promise<Brought> {
  const members = await listMembers(scope, flag.teamId)
  const owner = members.find((member) => member.personId === input.ownerId)
  if (!owner) return refused('say-who')
  const title = input.title?.trim()
  if (!title) return refused('say-what')
  const taskId = await offerTask(scope, {
    caseId: flag.caseId,
    teamId: flag.teamId,
    ownerId: owner.personId,
    requesterId: actingPerson(scope) ?? null,
    kind: 'other',
    title,
    labels: flag.labels,
    dueOn: scope.now.setZone(owner.zone).toISODate() ?? '',
    urgency: flag.urgency,
    safety: false,
    flagId: flag.flagId,
  })
  return done({ taskId })
}
