import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { FilePlus2, Users } from 'lucide-react'
import { may } from '#app/features/people/core/rights.ts'
import { notFound, requireRight, requireViewer } from '#app/features/people/server/require-viewer.server.ts'
import { audit } from '#app/platform/audit.ts'
import { readForm } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { readId, type TeamId } from '#app/shared/ids.ts'
import { Button, ButtonLink, TextLink } from '#app/ui/button.tsx'
import { Day } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Card, EmptyState, Page, PageTitle, Section, Stack } from '#app/ui/page.tsx'
import { Pagination } from '#app/ui/table.tsx'
import { caseloadSearch } from '../core/caseload.ts'
import { searchForm } from '../forms.ts'
import { readCaseloadPage, readFoundCases } from '../server/caseload-page.server.ts'
import { CaseloadTable } from '../ui/caseload-table.tsx'
import { FilterForm, SearchForm } from '../ui/caseload-tools.tsx'
import { FilterChips, SaveView, SummaryLine, ViewLinks } from '../ui/caseload-views.tsx'

export const meta: MetaFunction = () => [{ title: 'Cases · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(context, request)
  const teamId = teamOf(params.teamId)
  await requireRight(context, viewer, 'case.read', teamId)
  const { searchParams } = new URL(request.url)
  const page = await inOrganization(context.world, viewer, async (scope) => {
    audit(scope, { action: 'caseload.viewed', entity: 'team', entityId: teamId })
    return readCaseloadPage(scope, teamId, searchParams)
  })
  if (!page) throw new Response('This caseload cannot be sorted or filtered like that.', { status: 400 })
  return {
    ...page,
    teamId,
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
  const { teamId, mayWrite, mayImport } = page
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
          <div className="print:hidden">
            <Card>
              <SearchForm words={found?.words} />
            </Card>
          </div>
          {found?.words ? <FoundCases found={found} /> : <Lines page={page} />}
        </>
      )}
    </Page>
  )
}

/** The team's cases as they are asked for, with everything that asks for them otherwise. */
function Lines({ page }: { page: ReturnType<typeof useLoaderData<typeof loader>> }) {
  const { lines, summary, views, here, query, teamId } = page
  return (
    <div className="flex min-w-0 flex-col gap-3 print:text-xs print:[page:wide]">
      <SummaryLine summary={summary} />
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <ViewLinks ready={views.ready} own={views.own} here={here} />
        <SaveView teamId={teamId} here={here} ownCount={views.own.length} />
      </div>
      <FilterForm query={query} />
      <FilterChips query={query} />
      {lines.length === 0 ? (
        <EmptyState
          title="No case matches"
          action={
            <ButtonLink to="?sort=review" variant="secondary">
              Show all open cases
            </ButtonLink>
          }
        >
          {query.filters.manager === 'me'
            ? 'You are the care manager of no such case.'
            : 'No case of this team is like that.'}
        </EmptyState>
      ) : (
        <div>
          <CaseloadTable
            lines={lines}
            courses={page.courses}
            query={query}
            canSortByName={page.canSortByName}
          />
          <Pagination
            page={query.page}
            pages={page.pages}
            total={page.total}
            of={page.total === 1 ? 'case' : 'cases'}
            toPage={(number) => caseloadSearch({ ...query, page: number })}
          />
        </div>
      )}
    </div>
  )
}

type Found = NonNullable<ReturnType<typeof useActionData<typeof action>>>

function FoundCases({ found }: { found: Found }) {
  return (
    <Stack>
      {found.readAs.length > 0 && <WhichDay days={found.readAs} />}
      {found.lines.length === 0 ? (
        <EmptyState title="Nobody found" action={<TextLink to="?">Back to the caseload</TextLink>}>
          No patient on your teams has all of these words. A name is found from its first three letters on.
        </EmptyState>
      ) : (
        <Section
          title="Found"
          aside={found.more ? 'the first 50, more match: add a word' : `${found.lines.length}`}
          actions={<TextLink to="?">Back to the caseload</TextLink>}
        >
          <CaseloadTable lines={found.lines} courses={found.courses} />
        </Section>
      )}
    </Stack>
  )
}

/** A date whose day and month could be either: both were looked for, and whoever asked says which was meant. */
function WhichDay({ days }: { days: Found['readAs'] }) {
  return (
    <Notice
      tone="warn"
      announce
      title="This date can be read in two ways, and both were looked for. Which one is meant?"
      actions={days.map((day) => (
        <Form method="post" key={day.on}>
          <input type="hidden" name="words" value={day.words} />
          <Button variant="secondary">
            <Day date={day.on} />
          </Button>
        </Form>
      ))}
    />
  )
}
