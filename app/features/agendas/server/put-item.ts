import { findQueueEntries, type QueueEntry } from '#app/features/flags/server/queue-queries.server.ts'
import { putOnAgenda } from '#app/features/flags/server/queue-steps.ts'
import {
  findAttendee,
  insertAttendee,
  updateAttendee,
} from '#app/features/huddles/server/attendee-queries.server.ts'
import type { Huddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { ItemId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { rankBetween } from '../core/rank.ts'
import { insertItem, listItems } from './item-queries.server.ts'

export type PutProblem = 'no-such-entry' | 'not-waiting'

/**
 * The inner step that puts a waiting case on an agenda: at its end, but a safety case before the first that is not one.
 *
 * Nothing else moves. While the huddle is a draft, whom the case needs becomes required; once it has a time, asking people is the
 * lead's own step, since it takes their time.
 */
export async function putItem(
  scope: Scope,
  huddle: Huddle,
  entry: QueueEntry,
  { fresh }: { readonly fresh: boolean },
): Promise<Result<ItemId, PutProblem>> {
  if (entry.teamId !== huddle.teamId) return refused('no-such-entry')
  const put = await putOnAgenda(scope, entry.queueEntryId, huddle.huddleId)
  if (!put.ok) return refused(put.problem === 'no-such-entry' ? 'no-such-entry' : 'not-waiting')

  const items = await listItems(scope, huddle.huddleId)
  const there = items.find((item) => item.queueEntryId === entry.queueEntryId && item.state !== 'carried')
  if (there) return done(there.itemId)
  const entries = await findQueueEntries(
    scope,
    items.map((item) => item.queueEntryId),
  )
  const safe = new Set(entries.filter((one) => one.safety).map((one) => one.queueEntryId))
  const before = entry.safety
    ? items.findIndex((item) => item.state === 'planned' && !safe.has(item.queueEntryId))
    : -1
  const at = before === -1 ? items.length : before
  const itemId = await insertItem(scope, {
    huddleId: huddle.huddleId,
    queueEntryId: entry.queueEntryId,
    caseId: entry.caseId,
    rank: rankBetween(items[at - 1]?.rank ?? null, items[at]?.rank ?? null),
    minutes: entry.minutes,
    fresh,
  })
  if (huddle.state === 'draft') await requireNeeded(scope, huddle, entry)
  return done(itemId)
}

async function requireNeeded(scope: Scope, { huddleId }: Huddle, entry: QueueEntry): Promise<void> {
  for (const personId of neededFor(entry)) {
    const attendee = await findAttendee(scope, huddleId, personId)
    if (!attendee)
      await insertAttendee(scope, { huddleId, personId, required: true, times: null, holds: false })
    else if (!attendee.required) await updateAttendee(scope, huddleId, personId, { required: true })
  }
}

/** Everybody a case cannot be talked about without: whom it needs, and who presents it. */
export function neededFor(entry: Pick<QueueEntry, 'needs' | 'presenterId'>): QueueEntry['needs'] {
  return entry.presenterId ? [...new Set([...entry.needs, entry.presenterId])] : entry.needs
}
