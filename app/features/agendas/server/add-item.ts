import { findQueueEntries } from '#app/features/flags/server/queue-queries.server.ts'
import type { Standing } from '#app/features/people/core/rights.ts'
import type { Caller } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId, ItemId, QueueEntryId } from '#app/shared/ids.ts'
import { type Result, refused } from '#app/shared/result.ts'
import { type AgendaProblem, changeAgenda } from './change-agenda.ts'
import { type PutProblem, putItem } from './put-item.ts'

/** Puts a waiting case on the agenda, marked as new until somebody gives it its place. */
export async function addItem(
  world: World,
  caller: Caller & Standing,
  input: { readonly huddleId: HuddleId; readonly queueEntryId: QueueEntryId; readonly key?: string },
): Promise<Result<ItemId, AgendaProblem | PutProblem>> {
  return changeAgenda<ItemId, PutProblem>(
    world,
    caller,
    'agenda.item-added',
    input,
    async (scope, huddle) => {
      const [entry] = await findQueueEntries(scope, [input.queueEntryId])
      return entry ? putItem(scope, huddle, entry, { fresh: true }) : refused('no-such-entry')
    },
  )
}
