import { updateLastDiscussed } from '#app/features/cases/server/case-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import { announce } from '#app/platform/facts.ts'
import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import type { HuddleId, QueueEntryId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { watchClock } from './escalate-missed.ts'
import { listFlagsOfEntry, updateFlag } from './flag-queries.server.ts'
import {
  findQueueEntries,
  lockEntry,
  type QueueEntryChange,
  updateQueueEntry,
} from './queue-queries.server.ts'
import { lockCase } from './rule-queries.server.ts'

export type QueueStepProblem = 'no-such-entry' | 'not-waiting' | 'not-on-agenda'

/**
 * Inner step for agendas: an entry leaves the queue for a huddle's agenda.
 *
 * Refused unless it waits, so that two agendas cannot both take it; a second time for the same huddle changes nothing.
 */
export async function putOnAgenda(
  scope: Scope,
  id: QueueEntryId,
  huddleId: HuddleId,
): Promise<Result<QueueEntryId, QueueStepProblem>> {
  const entry = await lockEntry(scope, id)
  if (!entry) return refused('no-such-entry')
  if (entry.state === 'on-agenda' && entry.huddleId === huddleId) return done(id)
  if (entry.state !== 'waiting') return refused('not-waiting')
  return step(scope, id, entry.version, 'queue.put-on-agenda', { state: 'on-agenda', huddleId })
}

/**
 * Inner step for agendas and live: an entry waits again, its clock and its age kept.
 *
 * `carried` when its huddle did not reach it: it is counted, and from the third time on a lead is asked what is to become
 * of it. Removed by hand, or left by a cancelled huddle, it is not counted.
 */
export async function backToQueue(
  scope: Scope,
  id: QueueEntryId,
  { carried }: { readonly carried: boolean },
): Promise<Result<QueueEntryId, QueueStepProblem>> {
  const entry = await lockEntry(scope, id)
  if (!entry) return refused('no-such-entry')
  if (entry.state !== 'on-agenda') return refused('not-on-agenda')
  // A huddle that was to answer them no longer does, so their clocks are looked at again.
  for (const flag of await listFlagsOfEntry(scope, id)) await watchClock(scope, flag)
  return step(scope, id, entry.version, carried ? 'queue.carried' : 'queue.put-back', {
    state: 'waiting',
    huddleId: null,
    ...(carried ? { carried: entry.carried + 1 } : {}),
  })
}

/**
 * Inner step for live: an entry was discussed, and its flags are closed with it; the case was last discussed now.
 *
 * Not a safety flag: talking about it does not answer it. It stays open until a person closes it with what was found and done.
 * A second time changes nothing.
 */
export async function markDiscussed(
  scope: Scope,
  id: QueueEntryId,
): Promise<Result<QueueEntryId, QueueStepProblem>> {
  const [seen] = await findQueueEntries(scope, [id])
  // It changes flags too, so the case is locked first, as in triage: otherwise the two could wait for each other.
  if (seen) await lockCase(scope, seen.caseId)
  const entry = await lockEntry(scope, id)
  if (!entry) return refused('no-such-entry')
  if (entry.state === 'discussed') return done(id)
  if (entry.state !== 'on-agenda') return refused('not-on-agenda')
  for (const flag of await listFlagsOfEntry(scope, id)) {
    if (flag.safety) {
      await updateFlag(scope, flag.flagId, flag.version, { queueEntryId: null })
      continue
    }
    await updateFlag(scope, flag.flagId, flag.version, {
      state: 'closed',
      closedBy: actingPerson(scope) ?? null,
    })
    audit(scope, { action: 'flag.discussed', entity: 'flag', entityId: flag.flagId })
  }
  await updateLastDiscussed(scope, entry.caseId)
  await announce(scope, 'case.discussed', entry.caseId)
  return step(scope, id, entry.version, 'queue.discussed', { state: 'discussed' })
}

async function step(
  scope: Scope,
  id: QueueEntryId,
  version: number,
  action: string,
  change: QueueEntryChange,
): Promise<Result<QueueEntryId, QueueStepProblem>> {
  // The row is locked, so its version is still the one read.
  await updateQueueEntry(scope, id, version, change)
  audit(scope, { action, entity: 'queue_entry', entityId: id })
  return done(id)
}
