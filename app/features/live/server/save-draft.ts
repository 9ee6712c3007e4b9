import { listItems } from '#app/features/agendas/server/item-queries.server.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId, ItemId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { liveHuddleFor } from './live-access.ts'
import { addLiveEvent, putDraft } from './live-queries.server.ts'

export type DraftProblem = 'no-such-huddle' | 'not-live' | 'not-on-the-agenda' | 'someone-else-wrote'

/**
 * Keeps what is being typed about a case on the server, so that a dead laptop loses nothing. Answers with the draft's new version.
 * When somebody else has written since `version` (0: nobody has written yet), nothing is overwritten.
 */
export async function saveDraft(
  world: World,
  viewer: Viewer,
  draft: { huddleId: HuddleId; itemId: ItemId; text: string; version: number },
): Promise<Result<number, DraftProblem>> {
  return inOrganization(world, viewer, async (scope) => {
    const found = await liveHuddleFor(scope, viewer, draft.huddleId, 'decision.record')
    if (!found.ok) return found
    const items = await listItems(scope, draft.huddleId)
    if (!items.some((item) => item.itemId === draft.itemId)) return refused('not-on-the-agenda')
    const version = await putDraft(scope, draft.itemId, viewer.personId, draft.text, draft.version)
    if (version === undefined) return refused('someone-else-wrote')
    await addLiveEvent(scope, draft.huddleId, 'draft-saved', draft.itemId)
    return done(version)
  })
}
