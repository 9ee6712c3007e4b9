import type { Deed } from '#app/features/people/core/rights.ts'
import { notFound, requireRight, type Viewer } from '#app/features/people/server/require-viewer.server.ts'
import type { Context } from '#app/platform/context.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { type HuddleId, readId } from '#app/shared/ids.ts'
import { findHuddle, type Huddle } from './huddle-queries.server.ts'

/** The huddle an address names, for a viewer who may do this with it; otherwise 404, as if there were none. */
export async function requireHuddle(
  context: Context,
  viewer: Viewer,
  text: string | undefined,
  deed: Deed,
): Promise<Huddle> {
  const huddleId = readId<HuddleId>(text)
  const huddle =
    huddleId && (await inOrganization(context.world, viewer, (scope) => findHuddle(scope, huddleId)))
  if (!huddle) throw notFound()
  await requireRight(context, viewer, deed, huddle.teamId)
  return huddle
}
