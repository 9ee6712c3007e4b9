import { atHuddle } from '#app/features/huddles/server/require-huddle.server.ts'
import type { Context } from '#app/platform/context.ts'
import { type LiveState, readLiveState } from './live-state.ts'

/** Where a huddle stands, for one of its screens: the phone's, the lead's, the one in the room. */
export function readLivePage(
  context: Context,
  request: Request,
  huddleId: string | undefined,
): Promise<LiveState> {
  return atHuddle(
    context,
    request,
    huddleId,
    'huddle.join',
    (scope, { viewer, huddle }) => readLiveState(scope, viewer, huddle),
    { live: true },
  )
}
