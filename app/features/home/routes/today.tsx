import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireViewer } from '#app/features/people/server/require-viewer.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { readToday } from '../server/read-today.ts'
import { TodayView } from '../ui/today-view.tsx'

export const meta: MetaFunction = () => [{ title: 'Today · Huddle' }]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(context, request)
  const today = await inOrganization(context.world, viewer, (scope) => readToday(scope, viewer))
  return { today, isAdmin: viewer.admin, crisisInstruction: viewer.organization.crisisInstruction }
}

export default function TodayPage() {
  const { today, isAdmin, crisisInstruction } = useLoaderData<typeof loader>()
  return <TodayView today={today} isAdmin={isAdmin} crisisInstruction={crisisInstruction} />
}
