import type { LoaderFunctionArgs } from '@remix-run/node'
import { readLivePage } from '../server/live-page.server.ts'

/** Where a huddle stands, for screens that are open: read anew whenever the stream says that something moved. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const screen = new URL(request.url).searchParams.has('room') ? 'room' : 'own'
  return Response.json({ state: await readLivePage(context, request, params.huddleId, screen) })
}
