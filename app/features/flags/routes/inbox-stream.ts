import type { LoaderFunctionArgs } from '@remix-run/node'
import { may } from '#app/features/people/core/rights.ts'
import {
  findViewer,
  notFound,
  requireRight,
  requireViewer,
} from '#app/features/people/server/require-viewer.server.ts'
import { eventStream, lastSeen } from '#app/platform/event-stream.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { accessTopic, inboxTopic } from '#app/platform/tell.ts'
import { readId, type TeamId } from '#app/shared/ids.ts'
import { countInboxMoves } from '../server/inbox-queries.server.ts'

/**
 * Says that something in a team's inbox has moved, as server-sent events that can be resumed from. An event says only how much has
 * moved in all: whoever may see the inbox reads it anew. It never counts as activity and ends with the right to see.
 */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const teamId = readId<TeamId>(params.teamId)
  if (!teamId) throw notFound()
  const door = { background: true }
  const viewer = await requireViewer(context, request, door)
  await requireRight(context, viewer, 'case.read', teamId)

  return eventStream(context.world, request, lastSeen(request), {
    topics: [inboxTopic(teamId)],
    accessTopics: [accessTopic(viewer.organizationId, viewer.personId)],
    async read(after) {
      const seq = await inOrganization(context.world, viewer, (scope) => countInboxMoves(scope, teamId))
      return seq > after ? [{ seq, data: {} }] : []
    },
    async mayRead() {
      const now = await findViewer(context, request, door)
      return now !== undefined && may(now, 'case.read', teamId)
    },
  })
}
