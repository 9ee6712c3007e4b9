import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findHuddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { may } from '#app/features/people/core/rights.ts'
import { notFound, requireViewer } from '#app/features/people/server/require-viewer.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { type HuddleId, readId } from '#app/shared/ids.ts'
import { readLiveState } from '../server/live-state.ts'
import { RoomView } from '../ui/room-view.tsx'

export const meta: MetaFunction = () => [{ title: 'Room view · Huddle' }]

export const handle = { bare: true }

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const huddleId = readId<HuddleId>(params.huddleId)
  if (!huddleId) throw notFound()
  const viewer = await requireViewer(context, request, { background: true, huddleId })
  const state = await inOrganization(context.world, viewer, async (scope) => {
    const huddle = await findHuddle(scope, huddleId)
    if (!huddle || !may(viewer, 'huddle.join', huddle.teamId)) throw notFound()
    return readLiveState(scope, viewer, huddle)
  })
  if (state.huddle.state === 'draft') throw redirect(`/huddles/${huddleId}`)
  return { state }
}

export default function RoomPage() {
  const { state } = useLoaderData<typeof loader>()
  return <RoomView initial={state} />
}
