import type { LoaderFunctionArgs } from '@remix-run/node'
import { findHuddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { may } from '#app/features/people/core/rights.ts'
import {
  findViewer,
  notFound,
  requireViewer,
  unseen,
  type Viewer,
} from '#app/features/people/server/require-viewer.server.ts'
import { eventStream, lastSeen } from '#app/platform/event-stream.server.ts'
import { inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { accessTopic, consentTopic, huddleTopic } from '#app/platform/tell.ts'
import { type HuddleId, readId } from '#app/shared/ids.ts'
import { listLiveEvents } from '../server/live-queries.server.ts'
import { findNextConsentChange } from '../server/readers-of-huddle.ts'

/**
 * Says that something in a huddle has moved, as server-sent events with ids that can be resumed from. An event carries a kind and an
 * id; what it means is read anew by whoever may see it. The stream never counts as activity and ends with the right to see.
 */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { world } = context
  const huddleId = readId<HuddleId>(params.huddleId)
  if (!huddleId) throw notFound()
  const door = { background: true, huddleId }
  const viewer = await requireViewer(context, request, door)
  const sees = async (scope: Scope, who: Viewer) => {
    const huddle = await findHuddle(scope, huddleId)
    return huddle !== undefined && may(who, 'huddle.join', huddle.teamId)
  }
  if (!(await inOrganization(world, viewer, (scope) => sees(scope, viewer))))
    throw await unseen(context, viewer, { action: 'huddle.join', entity: 'huddle', entityId: huddleId })

  return eventStream(world, request, lastSeen(request), {
    topics: [huddleTopic(huddleId)],
    accessTopics: [accessTopic(viewer.organizationId, viewer.personId)],
    // What the patient's consent lets them see is read anew at once when it changes, and when it begins or ends by itself.
    againTopics: [consentTopic(viewer.organizationId)],
    changesAt: () => inOrganization(world, viewer, (scope) => findNextConsentChange(scope, huddleId)),
    read: (after) =>
      inOrganization(world, viewer, async (scope) => {
        const events = await listLiveEvents(scope, huddleId, after)
        return events.map(({ seq, kind, subjectId }) => ({ seq, data: { kind, subjectId } }))
      }),
    async mayRead() {
      const now = await findViewer(context, request, door)
      return now !== undefined && inOrganization(world, now, (scope) => sees(scope, now))
    },
  })
}
