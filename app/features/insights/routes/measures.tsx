import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ChevronLeft, ChevronRight, FileDown } from 'lucide-react'
import { inOrganization } from '#app/platform/in-organization.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Month } from '#app/ui/moment.tsx'
import { Page, PageTitle, Section } from '#app/ui/page.tsx'
import { readMeasures } from '../server/read-measures.ts'
import { requireMeasures } from '../server/require-measures.server.ts'
import { MeasureSection } from '../ui/measure-section.tsx'
import { MonthsTable } from '../ui/months-table.tsx'

export const meta: MetaFunction = () => [{ title: 'Measures · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { viewer, teamId, until } = await requireMeasures(context, request, params.teamId)
  const page = await inOrganization(context.world, viewer, (scope) => readMeasures(scope, teamId, until))
  return { ...page, teamId }
}

export default function Measures() {
  const { team, teamId, last, earlier, later, measures } = useLoaderData<typeof loader>()
  const address = `/teams/${teamId}/measures`
  return (
    <Page width="full">
      <PageTitle
        above={team}
        lead={
          <>
            The 12 months up to <Month month={last} />. A case counts in the month in which its time closes;
            until then it is still open and in no rate.
          </>
        }
        actions={
          <>
            <ButtonLink to={`?until=${earlier}`} icon={ChevronLeft} variant="secondary">
              Earlier
            </ButtonLink>
            {later && (
              <ButtonLink to={`?until=${later}`} icon={ChevronRight} variant="secondary">
                Later
              </ButtonLink>
            )}
            <ButtonLink
              to={`${address}/counts.csv?until=${last}`}
              icon={FileDown}
              variant="secondary"
              reloadDocument
            >
              Counts as CSV
            </ButtonLink>
          </>
        }
      >
        Measures
      </PageTitle>
      <Section title="Month by month">
        <MonthsTable measures={measures} address={address} />
      </Section>
      {measures.map((measure) => (
        <MeasureSection key={measure.code} measure={measure} address={address} />
      ))}
    </Page>
  )
}
