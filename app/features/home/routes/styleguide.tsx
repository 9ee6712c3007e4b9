import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { Styleguide, type StyleguideView } from '#app/ui/styleguide.tsx'

export const handle = { bare: true }

export const meta: MetaFunction = () => [{ title: 'Styleguide · Huddle' }]

const views: readonly StyleguideView[] = ['parts', 'case', 'errors', 'sign-in', 'room']

/** Every component, with made-up content: in the demo and in development only. */
export function loader({ request, context }: LoaderFunctionArgs) {
  const { DEMO, DEV } = context.world.env
  if (!DEMO && !DEV) throw notFound()
  const asked = new URL(request.url).searchParams.get('view')
  return { view: views.find((view) => view === asked) ?? 'parts' }
}

export default function StyleguidePage() {
  const { view } = useLoaderData<typeof loader>()
  return <Styleguide view={view} />
}
