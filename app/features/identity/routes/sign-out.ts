import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { findViewer } from '#app/features/people/server/require-viewer.server.ts'
import { endSession } from '#app/platform/sessions.server.ts'
import { signOut } from '../server/sign-out.ts'

/** Looking signs nobody out. */
export function loader() {
  throw redirect('/')
}

/** Ends the session on the server and empties what the browser kept of it. */
export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await findViewer(context, request, { background: true })
  if (viewer) await signOut(context.world, viewer)
  const headers = new Headers({ 'Clear-Site-Data': '"cache", "storage"' })
  headers.append('Set-Cookie', await endSession(context.world, request))
  return redirect('/sign-in', { headers })
}
