import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireViewer } from '#app/features/people/server/require-viewer.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(context, request)
  return { name: viewer.person.name }
}

export default function Today() {
  return <h1>Today</h1>
}
