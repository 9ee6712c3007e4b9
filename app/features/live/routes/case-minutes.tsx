import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { withConsent } from '#app/features/cases/server/consent-shown.ts'
import { notFound, requireViewer, unseen } from '#app/features/people/server/require-viewer.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { type CaseId, readId } from '#app/shared/ids.ts'
import { TextLink } from '#app/ui/button.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { EmptyState, Page, PageTitle, Section } from '#app/ui/page.tsx'
import { PatientBanner } from '#app/ui/patient-banner.tsx'
import { PrintButton } from '#app/ui/print-button.tsx'
import { readCaseMinutes } from '../server/minutes.ts'
import { Decisions } from '../ui/decisions.tsx'

export const meta: MetaFunction = () => [{ title: 'Minutes of a case · Huddle' }]

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const caseId = readId<CaseId>(params.caseId)
  if (!caseId) throw notFound()
  const viewer = await requireViewer(context, request)
  const minutes = await inOrganization(context.world, viewer, async (scope) => {
    const read = await readCaseMinutes(scope, caseId)
    return read && withConsent(scope, read)
  })
  if (!minutes)
    throw await unseen(context, viewer, { action: 'case.viewed', entity: 'case', entityId: caseId })
  const { zone } = viewer
  return { ...minutes, caseId, zone, today: context.world.now().setZone(zone).toISODate() ?? '' }
}

export default function CaseMinutesPage() {
  const { banner, entries, caseId, zone, today } = useLoaderData<typeof loader>()
  return (
    <>
      <PatientBanner {...banner} today={today} as="p" />
      <Page width="reading">
        <PageTitle above={<TextLink to={`/cases/${caseId}`}>Case</TextLink>} actions={<PrintButton />}>
          Minutes of this case
        </PageTitle>
        {entries.length === 0 && (
          <EmptyState title="Nothing has been decided yet">
            What a huddle decides about this case will stand here.
          </EmptyState>
        )}
        {entries.map(({ decision, decidedAt, huddleId }) => (
          <Section
            key={decision.decisionId}
            title={<Moment iso={decidedAt} zone={zone} form="weekday" />}
            aside={huddleId && <TextLink to={`/huddles/${huddleId}/minutes`}>Minutes of the huddle</TextLink>}
          >
            <div className="break-inside-avoid">
              <Decisions decisions={[decision]} />
            </div>
          </Section>
        ))}
      </Page>
    </>
  )
}
