import type { ConsentShown } from '#app/features/cases/server/consent-shown.ts'
import { atHuddle } from '#app/features/huddles/server/require-huddle.server.ts'
import type { Context } from '#app/platform/context.ts'
import { type LiveState, readLiveState } from './live-state.ts'
import { listRoomReaders } from './readers-of-huddle.ts'

/** Where a huddle stands, for one of its screens: somebody's own, or the one that everybody in the room reads. */
export function readLivePage(
  context: Context,
  request: Request,
  huddleId: string | undefined,
  screen: 'own' | 'room' = 'own',
): Promise<LiveState & { readonly consent: ConsentShown }> {
  return atHuddle(
    context,
    request,
    huddleId,
    'huddle.join',
    async (scope, { viewer, huddle }) => {
      if (screen === 'own') return readLiveState(scope, viewer, huddle)
      const readers = await listRoomReaders(scope, huddle.huddleId, viewer.personId)
      return readLiveState({ ...scope, readers }, viewer, huddle)
    },
    { live: true },
  )
}
