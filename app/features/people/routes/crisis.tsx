import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { inOrganization } from '#app/platform/in-organization.ts'
import { Card, KeyValues, Page, PageTitle, Prose, Section } from '#app/ui/page.tsx'
import { findPerson } from '../server/people-queries.server.ts'
import { requireViewer } from '../server/require-viewer.server.ts'

export const meta: MetaFunction = () => [{ title: 'In a crisis · Huddle' }]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(context, request, { codeIsEnough: true })
  const { crisisInstruction, onCallPersonId } = viewer.organization
  const onCall = onCallPersonId
    ? await inOrganization(context.world, viewer, (scope) => findPerson(scope, onCallPersonId))
    : undefined
  return { crisisInstruction, onCall: onCall?.name ?? null }
}

export default function InACrisis() {
  const { crisisInstruction, onCall } = useLoaderData<typeof loader>()
  return (
    <Page width="reading">
      <PageTitle lead="Huddle is not an emergency service. Nobody watches it for emergencies.">
        In a crisis
      </PageTitle>
      <Section title="What to do when a patient is in danger now">
        <Card>
          <Prose>{crisisInstruction ?? 'Call the emergency number of your country.'}</Prose>
        </Card>
      </Section>
      <KeyValues items={[{ label: 'On call', value: onCall ?? 'Nobody is named' }]} />
    </Page>
  )
}
