import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ChevronLeft, ChevronRight, FileDown } from 'lucide-react'
import { inOrganization } from '#app/platform/in-organization.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Month } from '#app/ui/moment.tsx'
import { EmptyState, Page, PageTitle, Section } from '#app/ui/page.tsx'
import { readMeasures } from '../server/read-measures.ts'
import { requireMeasures } from '../server/require-measures.server.ts'
import { MeasureCard } from '../ui/measure-card.tsx'
import { MonthsTable } from '../ui/months-table.tsx'

export const meta: MetaFunction = () => [{ title: 'Measures · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { viewer, teamId, until } = await requireMeasures(context, request, params.teamId)
  const page = await inOrganization(context.world, viewer, (scope) => readMeasures(scope, teamId, until))
  return { ...page, teamId }
}

export default function Measures() {
  const { team, teamId, last, earlier, later, measures } = useLoaderData<typeof loader>()
  const shown = measures.reduce(
    (sum, { whole }) => sum + whole.of + whole.pending + (whole.measured?.of ?? 0),
    0,
  )
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
      <Section title="Twelve months" aside="the share by month; pale where fewer than five cases are counted">
        <div className="grid items-start gap-5 grid-cols-[repeat(auto-fit,minmax(min(100%,27rem),1fr))] lg:gap-6">
          {measures.map((measure) => (
            <MeasureCard key={measure.code} measure={measure} />
          ))}
        </div>
      </Section>
      <Section
        title="Month by month"
        aside="each number leads to its cases; months without a case are left out"
      >
        {shown === 0 ? (
          <EmptyState title="No case in these months">
            When the first time of a case closes, its month stands here.
          </EmptyState>
        ) : (
          <MonthsTable measures={measures} address={address} />
        )}
      </Section>
    </Page>
  )
}
