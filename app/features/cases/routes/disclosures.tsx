import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { may } from '#app/features/people/core/rights.ts'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { TextLink } from '#app/ui/button.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { EmptyState, Page, PageTitle } from '#app/ui/page.tsx'
import { PatientBanner } from '#app/ui/patient-banner.tsx'
import { PrintButton } from '#app/ui/print-button.tsx'
import { Cell, ColumnHead, DataTable, Row, RowHead } from '#app/ui/table.tsx'
import { atCase } from '../server/at-case.server.ts'
import { readDisclosures } from '../server/consent-page.server.ts'
import { findBanner } from '../server/find-banner.ts'
import { part2Notice } from '../ui/consent-notice.tsx'

export const meta: MetaFunction = () => [{ title: 'Report of disclosures · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return atCase(context, request, params.caseId, async (scope, { viewer, found }) => {
    const banner = await findBanner(scope, found.caseId)
    if (!banner || !may(viewer, 'disclosures.read', found.teamId)) throw notFound()
    return {
      caseId: found.caseId,
      teamId: found.teamId,
      zone: viewer.zone,
      banner,
      disclosures: await readDisclosures(scope, found.patientId),
    }
  })
}

/** To whom protected records of a patient were shown: one line for each day, reader, consent and kind. */
export default function Disclosures() {
  const { caseId, banner, disclosures, zone } = useLoaderData<typeof loader>()
  return (
    <>
      <PatientBanner {...banner} as="p" />
      <Page>
        <PageTitle
          above={<TextLink to={`/cases/${caseId}/consents`}>Consent</TextLink>}
          lead="Each time a specially protected record of this patient was shown to somebody, the latest first."
          actions={disclosures.length > 0 && <PrintButton />}
        >
          Report of disclosures
        </PageTitle>
        {disclosures.length === 0 ? (
          <EmptyState title="Nothing was shown">
            No specially protected record of this patient has been shown to anybody yet.
          </EmptyState>
        ) : (
          <>
            {disclosures.some(({ part2 }) => part2) && <p className="text-sm font-semibold">{part2Notice}</p>}
            <DataTable
              caption="Disclosures"
              columns={
                <>
                  <ColumnHead>Shown to</ColumnHead>
                  <ColumnHead>When</ColumnHead>
                  <ColumnHead>What</ColumnHead>
                  <ColumnHead>Under the consent</ColumnHead>
                </>
              }
            >
              {disclosures.map((one) => (
                <Row key={`${one.first} ${one.reader} ${one.kinds.join()} ${one.shownBy}`}>
                  <RowHead>
                    {one.reader}
                    {one.shownBy && (
                      <span className="text-ink-soft block text-sm">in a room, by {one.shownBy}</span>
                    )}
                  </RowHead>
                  <Cell label="When">
                    <Moment iso={one.last} zone={zone} />
                    {one.times > 1 && (
                      <span className="text-ink-soft block text-sm">
                        {one.times} times since <Moment iso={one.first} zone={zone} />
                      </span>
                    )}
                  </Cell>
                  <Cell label="What">{one.kinds.join(', ')}</Cell>
                  <Cell label="Under the consent">
                    {one.under.map((consent) => (
                      <span key={`${consent.recipient} ${consent.from}`} className="block">
                        {consent.recipient}, from <Moment iso={consent.from} zone={zone} form="date" />
                      </span>
                    ))}
                  </Cell>
                </Row>
              ))}
            </DataTable>
          </>
        )}
      </Page>
    </>
  )
}
