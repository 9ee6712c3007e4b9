import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { namesOfPeople } from '#app/features/people/server/people-queries.server.ts'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { TextLink } from '#app/ui/button.tsx'
import { Card, Page, PageTitle } from '#app/ui/page.tsx'
import { PatientBanner } from '#app/ui/patient-banner.tsx'
import { Pagination } from '#app/ui/table.tsx'
import { atCase } from '../server/at-case.server.ts'
import { findBanner } from '../server/find-banner.ts'
import { readHistory } from '../server/history-lines.ts'
import { countCaseEvents } from '../server/history-queries.server.ts'
import { HistoryLines } from '../ui/history-section.tsx'

export const meta: MetaFunction = () => [{ title: 'History · Huddle' }]

const onePage = 50

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return atCase(context, request, params.caseId, async (scope, { viewer, found }) => {
    const banner = await findBanner(scope, found.caseId)
    if (!banner) throw notFound()
    const asked = Number(new URL(request.url).searchParams.get('page'))
    const page = Math.min(Math.max(1, asked || 1), 1000)
    const names = await namesOfPeople(scope)
    return {
      caseId: found.caseId,
      teamId: found.teamId,
      zone: viewer.zone,
      banner,
      page,
      total: await countCaseEvents(scope, found.caseId),
      lines: await readHistory(scope, found.caseId, names, onePage, (page - 1) * onePage),
    }
  })
}

/** All that happened to a case. */
export default function History() {
  const { caseId, zone, banner, page, total, lines } = useLoaderData<typeof loader>()
  const pages = Math.max(1, Math.ceil(total / onePage))
  return (
    <>
      <PatientBanner {...banner} as="p" />
      <Page width="reading">
        <PageTitle above={<TextLink to={`/cases/${caseId}#history`}>Back to the case</TextLink>}>
          History
        </PageTitle>
        <Card>
          {lines.length === 0 ? (
            <p className="text-ink-soft">There is none.</p>
          ) : (
            <HistoryLines lines={lines} zone={zone} />
          )}
        </Card>
        {pages > 1 && (
          <Pagination page={page} pages={pages} total={total} of="lines" toPage={(to) => `?page=${to}`} />
        )}
      </Page>
    </>
  )
}
