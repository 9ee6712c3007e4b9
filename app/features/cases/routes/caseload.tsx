import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { FilePlus2, Users } from 'lucide-react'
import { may } from '#app/features/people/core/rights.ts'
import { notFound, requireRight, requireViewer } from '#app/features/people/server/require-viewer.server.ts'
import { audit } from '#app/platform/audit.ts'
import { readForm } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { readId, type TeamId } from '#app/shared/ids.ts'
import { ButtonLink, TextLink } from '#app/ui/button.tsx'
import { Card, EmptyState, Page, PageTitle, Section, Stack } from '#app/ui/page.tsx'
import { Pagination } from '#app/ui/table.tsx'
import { caseloadSearch, readCaseloadQuery } from '../core/caseload.ts'
import { searchForm } from '../forms.ts'
import { readCaseloadPage, readFoundCases } from '../server/caseload-page.server.ts'
import { CaseloadTable } from '../ui/caseload-table.tsx'
import { FilterForm, SearchForm } from '../ui/caseload-tools.tsx'

export const meta: MetaFunction = () => [{ title: 'Cases · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(context, request)
  const teamId = teamOf(params.teamId)
  await requireRight(context, viewer, 'case.read', teamId)
  const query = readCaseloadQuery(new URL(request.url).searchParams)
  if (!query) throw new Response('This caseload cannot be sorted or filtered like that.', { status: 400 })
  const page = await inOrganization(context.world, viewer, async (scope) => {
    audit(scope, { action: 'caseload.viewed', entity: 'team', entityId: teamId })
    return readCaseloadPage(scope, teamId, query)
  })
  return {
    ...page,
    teamId,
    query,
    zone: viewer.zone,
    mayWrite: may(viewer, 'case.write', teamId),
    mayImport: may(viewer, 'import.run', teamId),
  }
}

/** Searches. It changes nothing, and is a form all the same: what was searched for must stand in no address. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(context, request)
  await requireRight(context, viewer, 'case.read', teamOf(params.teamId))
  const form = await readForm(request, searchForm)
  const words = form.ok ? form.value.words : ''
  const found = await inOrganization(context.world, viewer, (scope) => readFoundCases(scope, words))
  return { words, ...found }
}

function teamOf(text: string | undefined): TeamId {
  const teamId = readId<TeamId>(text)
  if (!teamId) throw notFound()
  return teamId
}

export default function Caseload() {
  const page = useLoaderData<typeof loader>()
  const found = useActionData<typeof action>()
  const { teamId, query, mayWrite, mayImport } = page
  const open = (
    <ButtonLink to={`/teams/${teamId}/cases/new`} variant={mayImport ? 'secondary' : 'primary'}>
      New case
    </ButtonLink>
  )
  const bringIn = (
    <ButtonLink to={`/admin/imports/new?team=${teamId}`} icon={FilePlus2}>
      Import records
    </ButtonLink>
  )
  return (
    <Page width="full">
      <PageTitle above={page.team} actions={mayWrite && !page.none && open}>
        Cases
      </PageTitle>
      {page.none ? (
        <EmptyState
          icon={Users}
          title="No case yet"
          action={
            <Stack gap="tight">
              {mayImport && bringIn}
              {mayWrite && open}
            </Stack>
          }
        >
          The patients this team cares for will be listed here, with their scores and what is due. They come
          from files of your health record, or are entered by hand.
        </EmptyState>
      ) : (
        <>
          <Card>
            <div className="grid items-end gap-x-8 gap-y-4 xl:grid-cols-2">
              <SearchForm words={found?.words} />
              <FilterForm query={query} />
            </div>
          </Card>
          {found?.words ? (
            <FoundCases found={found} zone={page.zone} />
          ) : page.rows.length === 0 ? (
            <EmptyState
              title="No case matches"
              action={
                <ButtonLink to={`/teams/${teamId}/cases`} variant="secondary">
                  Show all open cases
                </ButtonLink>
              }
            >
              {query.mine
                ? 'You are the care manager of no such case.'
                : 'No case of this team is in that phase.'}
            </EmptyState>
          ) : (
            <div>
              <CaseloadTable
                lines={page.rows}
                zone={page.zone}
                query={query}
                canSortByName={page.canSortByName}
              />
              <Pagination
                page={query.page}
                pages={page.pages}
                total={page.total}
                of={page.total === 1 ? 'case' : 'cases'}
                toPage={(number) => caseloadSearch({ ...query, page: number }) || '?'}
              />
            </div>
          )}
        </>
      )}
    </Page>
  )
}

function FoundCases({
  found,
  zone,
}: {
  found: NonNullable<ReturnType<typeof useActionData<typeof action>>>
  zone: string
}) {
  if (found.rows.length === 0) {
    return (
      <EmptyState title="Nobody found" action={<TextLink to="?">Back to the caseload</TextLink>}>
        No patient on your teams has all of these words. A name is found from its first three letters on.
      </EmptyState>
    )
  }
  return (
    <Section
      title="Found"
      aside={found.more ? 'the first 50, more match: add a word' : `${found.rows.length}`}
      actions={<TextLink to="?">Back to the caseload</TextLink>}
    >
      <CaseloadTable lines={found.rows} zone={zone} />
    </Section>
  )
}
