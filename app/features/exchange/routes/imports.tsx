import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { FilePlus2 } from 'lucide-react'
import { AdminTabs } from '#app/features/people/ui/admin-tabs.tsx'
import { inOrganization } from '#app/platform/in-organization.ts'
import { ButtonLink, TextLink } from '#app/ui/button.tsx'
import { formatCount } from '#app/ui/count-words.ts'
import { Moment } from '#app/ui/moment.tsx'
import { EmptyState, Page, PageTitle } from '#app/ui/page.tsx'
import { Cell, ColumnHead, DataTable, Row, RowHead } from '#app/ui/table.tsx'
import { requireImporter } from '../server/import-caller.server.ts'
import { readImportsPage } from '../server/import-page.server.ts'
import { ImportState } from '../ui/import-state.tsx'

export const meta: MetaFunction = () => [{ title: 'Imports · Huddle' }]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { viewer, caller } = await requireImporter(context, request)
  const imports = await inOrganization(context.world, caller, readImportsPage)
  return { imports, zone: viewer.zone, admin: viewer.admin }
}

export default function Imports() {
  const { imports, zone, admin } = useLoaderData<typeof loader>()
  const begin = (
    <ButtonLink to="/admin/imports/new" icon={FilePlus2}>
      Import records
    </ButtonLink>
  )
  return (
    <Page width="full">
      <PageTitle actions={imports.length > 0 && begin}>Imports</PageTitle>
      {admin && <AdminTabs at="/admin/imports" />}
      {imports.length === 0 ? (
        <EmptyState icon={FilePlus2} title="Nothing was imported yet" action={begin}>
          Bring patients, scores, medication and contacts in from files of your health record (FHIR R4).
        </EmptyState>
      ) : (
        <DataTable
          caption="Imports, the newest first"
          columns={
            <>
              <ColumnHead>Begun</ColumnHead>
              <ColumnHead>State</ColumnHead>
              <ColumnHead>Team</ColumnHead>
              <ColumnHead>Source</ColumnHead>
              <ColumnHead align="right">Files</ColumnHead>
              <ColumnHead align="right">New or changed</ColumnHead>
              <ColumnHead align="right">Unchanged</ColumnHead>
              <ColumnHead align="right">Skipped</ColumnHead>
            </>
          }
        >
          {imports.map((one) => (
            <Row key={one.importId}>
              <RowHead>
                <TextLink to={`/admin/imports/${one.importId}`}>
                  <Moment iso={one.startedAt} zone={zone} />
                </TextLink>
              </RowHead>
              <Cell label="State">
                <ImportState {...one} />
              </Cell>
              <Cell label="Team">{one.team}</Cell>
              <Cell label="Source">{one.source}</Cell>
              <Cell label="Files" align="right">
                {formatCount(one.filesTotal)}
              </Cell>
              <Cell label="New or changed" align="right">
                {formatCount(one.recordsWritten)}
              </Cell>
              <Cell label="Unchanged" align="right">
                {formatCount(one.recordsUnchanged)}
              </Cell>
              <Cell label="Skipped" align="right">
                {formatCount(one.recordsSkipped)}
              </Cell>
            </Row>
          ))}
        </DataTable>
      )}
    </Page>
  )
}
