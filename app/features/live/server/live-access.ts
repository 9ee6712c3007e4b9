import { type Huddle, holdHuddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { type Deed, may } from '#app/features/people/core/rights.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { HuddleId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'

/** The running huddle, locked, so that two who act at once come one after the other. */
export async function liveHuddleFor(
  scope: Scope,
  viewer: Viewer,
  huddleId: HuddleId,
  deed: Deed,
): Promise<Result<Huddle, 'no-such-huddle' | 'not-live'>> {
  const huddle = await holdHuddle(scope, huddleId)
  if (!huddle || !may(viewer, deed, huddle.teamId)) return refused('no-such-huddle')
  return huddle.state === 'live' ? done(huddle) : refused('not-live')
}
