import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { TextLink } from '#app/ui/button.tsx'
import { Month } from '#app/ui/moment.tsx'
import { Card, EmptyState, Page, PageTitle, Stack } from '#app/ui/page.tsx'
import { Pagination } from '#app/ui/table.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { readMonth } from '../core/months.ts'
import {
  type CaseState,
  caseStates,
  readTeamMeasure,
  sayRate,
  sayState,
  teamMeasures,
} from '../core/team-measures.ts'
import { readMeasureCases } from '../server/read-measures.ts'
import { requireMeasures } from '../server/require-measures.server.ts'
import { MeasureDefinition } from '../ui/measure-card.tsx'
import { MeasuredCasesTable } from '../ui/measured-cases-table.tsx'

export const meta: MetaFunction = () => [{ title: 'Cases of a measure · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { viewer, teamId } = await requireMeasures(context, request, params.teamId)
  const [measure, month] = [readTeamMeasure(params.measure), readMonth(params.month)]
  if (!measure || !month) throw notFound()
  const { only, page } = readQuery(new URL(request.url).searchParams)
  const found = await inOrganization(context.world, viewer, (scope) =>
    readMeasureCases(scope, { teamId, measure, month, only, page }),
  )
  return { ...found, teamId, measure, month, only: only ?? null, page }
}

// Anything else in the address is as if it were not there: these are filters, and no secret.
function readQuery(params: URLSearchParams): { only: CaseState | undefined; page: number } {
  const only = caseStates.find((state) => state === params.get('only'))
  const page = Number(params.get('page') ?? '1')
  return { only, page: Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1 }
}

export default function MeasureCases() {
  const data = useLoaderData<typeof loader>()
  const { teamId, team, measure, month, rate, states, rows, only, page, pages, total } = data
  const { name } = teamMeasures[measure]
  const all = states.reduce((sum, { count }) => sum + count, 0)
  const search = (state: CaseState | null, number = 1) => {
    const params = new URLSearchParams({
      ...(state && { only: state }),
      ...(number > 1 && { page: `${number}` }),
    })
    return `?${params}`
  }
  return (
    <Page>
      <PageTitle
        above={
          <>
            {team} · <TextLink to={`/teams/${teamId}/measures`}>Measures</TextLink>
          </>
        }
        lead={`${sayRate(measure, rate)}${rate.small ? ', few cases' : ''}.`}
      >
        {name}, <Month month={month} />
      </PageTitle>
      <Stack>
        <Tabs
          label="Cases by how they stand"
          tabs={[
            { to: search(null), label: 'All', count: all, current: only === null },
            ...states.map(({ state, count }) => ({
              to: search(state),
              label: sayState(measure, state),
              count,
              current: only === state,
            })),
          ]}
        />
        {data.protected > 0 && (
          <p className="text-warn font-medium">
            {data.protected === 1 ? 'One case counts' : `${data.protected} cases count`} here and{' '}
            {data.protected === 1 ? 'is' : 'are'} not listed: the scores are protected, and stand on the page
            of the case for whom consent covers.
          </p>
        )}
        {rows.length === 0 && data.protected > 0 ? null : rows.length === 0 ? (
          <EmptyState
            title="No case here"
            action={<TextLink to={`/teams/${teamId}/measures`}>All measures</TextLink>}
          >
            No case of this team has its time closing in this month like that.
          </EmptyState>
        ) : (
          <div>
            <MeasuredCasesTable measure={measure} rows={rows} />
            {pages > 1 && (
              <Pagination
                page={page}
                pages={pages}
                total={total}
                of="cases"
                toPage={(number) => search(only, number)}
              />
            )}
          </div>
        )}
      </Stack>
      <Card title="What is counted">
        <MeasureDefinition code={measure} />
      </Card>
    </Page>
  )
}
