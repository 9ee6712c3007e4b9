import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { openLink } from '../server/open-link.server.ts'
import { DeadLink } from '../ui/dead-link.tsx'

export const meta: MetaFunction = () => [{ title: 'Invitation · Huddle' }]

export const handle = { bare: true }

// The secret leaves the address at once: from here on a cookie carries it.
export async function loader({ context, params }: LoaderFunctionArgs) {
  const { setCookie, ref } = await openLink(context, params.token ?? '')
  throw redirect(`/join/${ref}`, { headers: { 'Set-Cookie': setCookie } })
}

export default function OpenLink() {
  return null
}

export function ErrorBoundary() {
  return <DeadLink />
}
