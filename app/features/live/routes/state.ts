import type { LoaderFunctionArgs } from '@remix-run/node'
import { findHuddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { may } from '#app/features/people/core/rights.ts'
import { notFound, requireViewer } from '#app/features/people/server/require-viewer.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { type HuddleId, readId } from '#app/shared/ids.ts'
import { readLiveState } from '../server/live-state.ts'

/** Where a huddle stands, for screens that are open: read anew whenever the stream says that something moved. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const huddleId = readId<HuddleId>(params.huddleId)
  if (!huddleId) throw notFound()
  const viewer = await requireViewer(context, request, { background: true, huddleId })
  return inOrganization(context.world, viewer, async (scope) => {
    const huddle = await findHuddle(scope, huddleId)
    if (!huddle || !may(viewer, 'huddle.join', huddle.teamId)) throw notFound()
    return { state: await readLiveState(scope, viewer, huddle) }
  })
}
