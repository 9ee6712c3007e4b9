import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { withConsent } from '#app/features/cases/server/consent-shown.ts'
import { requireViewer } from '#app/features/people/server/require-viewer.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { readToday } from '../server/read-today.ts'
import { TodayView } from '../ui/today-view.tsx'

export const meta: MetaFunction = () => [{ title: 'Today · Huddle' }]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(context, request)
  const { today, consent } = await inOrganization(context.world, viewer, async (scope) =>
    withConsent(scope, { today: await readToday(scope, viewer) }),
  )
  return { today, consent, isAdmin: viewer.admin, crisisInstruction: viewer.organization.crisisInstruction }
}

export default function TodayPage() {
  const { today, isAdmin, crisisInstruction } = useLoaderData<typeof loader>()
  return <TodayView today={today} isAdmin={isAdmin} crisisInstruction={crisisInstruction} />
}
