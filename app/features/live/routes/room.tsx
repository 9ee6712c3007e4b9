import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readLivePage } from '../server/live-page.server.ts'
import { RoomView } from '../ui/room-view.tsx'

export const meta: MetaFunction = () => [{ title: 'Room view · Huddle' }]

export const handle = { bare: true }

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const state = await readLivePage(context, request, params.huddleId, 'room')
  if (state.huddle.state === 'draft') throw redirect(`/huddles/${state.huddle.huddleId}`)
  return { state }
}

export default function RoomPage() {
  const { state } = useLoaderData<typeof loader>()
  return <RoomView initial={state} />
}
