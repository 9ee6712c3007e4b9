import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import type { OrganizationId, PersonId } from '#app/shared/ids.ts'
import { browserAtDoor } from '../server/browser-at-door.server.ts'
import { isLoopback } from '../server/demo-doors.server.ts'
import { letIn } from '../server/let-in.ts'

/** A door of the demo: whoever has the word goes in as someone. It is there in the demo only, and only on this machine. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { world } = context
  const door = world.env.DEMO && isLoopback(context.ip) ? world.demoDoors.get(params.token ?? '') : undefined
  if (!door) throw notFound()
  const cookie = await letIn(
    world,
    browserAtDoor(context, request).browser,
    { organizationId: door.organizationId as OrganizationId, personId: door.personId as PersonId },
    'demo',
  )
  if (!cookie) throw notFound()
  return redirect('/', { headers: { 'Set-Cookie': cookie } })
}
