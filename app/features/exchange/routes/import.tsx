import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useFetcher, useLoaderData, useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { AdminTabs } from '#app/features/people/ui/admin-tabs.tsx'
import { readForm } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { type ImportId, readId } from '#app/shared/ids.ts'
import { Button, TextLink } from '#app/ui/button.tsx'
import { formatCount } from '#app/ui/count-words.ts'
import { FormKey } from '#app/ui/form.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Notice, Progress } from '#app/ui/notice.tsx'
import { Card, KeyValues, Page, PageTitle } from '#app/ui/page.tsx'
import { importActionForm } from '../forms.ts'
import { agreeImport } from '../server/agree-import.ts'
import { endImport } from '../server/end-import.ts'
import { requireImporter } from '../server/import-caller.server.ts'
import { type PlainImport, readImportPage } from '../server/import-page.server.ts'
import { findImport } from '../server/import-queries.server.ts'
import { resumeImport } from '../server/resume-import.ts'
import { stopImport } from '../server/stop-import.ts'
import { ImportState } from '../ui/import-state.tsx'
import { SkipSection } from '../ui/skip-section.tsx'

export const meta: MetaFunction = () => [{ title: 'Import · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { viewer, caller } = await requireImporter(context, request)
  const importId = importOf(params.importId)
  return inOrganization(context.world, caller, async (scope) => {
    const found = await findImport(scope, importId)
    if (!found) throw notFound()
    return { ...(await readImportPage(scope, found)), zone: viewer.zone, admin: viewer.admin }
  })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { caller } = await requireImporter(context, request)
  const importId = importOf(params.importId)
  const form = await readForm(request, importActionForm)
  if (!form.ok) return form.sendBack()
  const { key, intent } = form.value
  const did = await actions[intent](context.world, caller, { key, importId })
  if (!did.ok && did.problem === 'no-such-import') throw notFound()
  // Somebody else may have done it a moment before: the page then shows just that.
  return redirect(`/admin/imports/${importId}`)
}

const actions = { agree: agreeImport, stop: stopImport, resume: resumeImport, end: endImport }

function importOf(text: string | undefined): ImportId {
  const importId = readId<ImportId>(text)
  if (!importId) throw notFound()
  return importId
}

export default function OneImport() {
  const page = useLoaderData<typeof loader>()
  const { importId, zone, admin } = page
  const now = useProgress(page)
  return (
    <Page>
      <PageTitle above={<TextLink to="/admin/imports">All imports</TextLink>}>Import</PageTitle>
      {admin && <AdminTabs at="/admin/imports" />}
      {now.state === 'reading' && <Reading now={now} importId={importId} />}
      {now.state === 'stopped' && <Stopped page={page} />}
      {page.failure && (
        <Notice tone="warn" title="This import ended before everything was read">
          What was read so far is in. Import the same files again: what is in already stays as it is.
        </Notice>
      )}
      <Agreement page={page} />
      <Card>
        <KeyValues
          items={[
            { label: 'State', value: <ImportState {...now} /> },
            { label: 'Begun', value: <Moment iso={page.startedAt} zone={zone} /> },
            { label: 'By', value: page.startedBy },
            { label: 'Caseload of', value: page.team },
            { label: 'Source', value: page.part2 ? `${page.source} (Part 2 programme)` : page.source },
            { label: 'Files', value: `${formatCount(now.filesRead)} of ${formatCount(now.filesTotal)} read` },
            { label: 'Records read', value: formatCount(now.recordsRead) },
            { label: 'New or changed', value: formatCount(now.recordsWritten) },
            { label: 'Unchanged', value: formatCount(now.recordsUnchanged) },
            { label: 'Skipped', value: formatCount(now.recordsSkipped) },
            { label: 'Cases opened', value: formatCount(now.casesOpened) },
          ]}
        />
      </Card>
      <SkipSection importId={importId} counts={page.skipCounts} skips={page.skips} />
    </Page>
  )
}

const pollEveryMs = 2000

// Asks how far it has come while it is read, and reads the whole page anew when it has ended.
function useProgress(page: ReturnType<typeof useLoaderData<typeof loader>>) {
  const { load, data } = useFetcher<() => Promise<PlainImport>>()
  const { revalidate } = useRevalidator()
  const reading = page.state === 'reading'
  const ended = reading && data !== undefined && data.state !== 'reading'
  const { importId } = page
  useEffect(() => {
    if (!reading) return
    const timer = setInterval(() => load(`/admin/imports/${importId}/progress`), pollEveryMs)
    return () => clearInterval(timer)
  }, [reading, importId, load])
  useEffect(() => {
    if (ended) revalidate()
  }, [ended, revalidate])
  return reading && data ? data : page
}

function Reading({ now, importId }: { now: ReturnType<typeof useProgress>; importId: string }) {
  const written = now.recordsWritten + now.recordsUnchanged + now.recordsSkipped
  const allRead = now.filesRead === now.filesTotal
  return (
    <Card>
      <noscript>
        <meta httpEquiv="refresh" content="5" />
      </noscript>
      {allRead ? (
        <Progress
          label="Writing the records"
          done={written}
          total={Math.max(now.recordsRead, written)}
          of="records"
        />
      ) : (
        <Progress label="Reading the files" done={now.filesRead} total={now.filesTotal} of="files" />
      )}
      <p className="text-ink-soft mt-3">
        You may leave this page and come back; the import goes on.{' '}
        <TextLink to={`/admin/imports/${importId}`}>Look again</TextLink>
      </p>
      <Form method="post" className="mt-3">
        <FormKey />
        <Button variant="secondary" name="intent" value="stop">
          Stop this import
        </Button>
      </Form>
    </Card>
  )
}

function Stopped({ page }: { page: ReturnType<typeof useLoaderData<typeof loader>> }) {
  const waiting = 'What it has brought so far is in; its rules wait until it goes on or is ended.'
  return (
    <Notice
      tone="warn"
      title="This import is stopped"
      actions={
        <Form method="post" className="flex flex-wrap gap-2">
          <FormKey />
          {page.canGoOnHere && (
            <Button name="intent" value="resume">
              Go on
            </Button>
          )}
          <Button variant="secondary" name="intent" value="end">
            End it here
          </Button>
        </Form>
      }
    >
      {waiting}{' '}
      {page.canGoOnHere
        ? 'It goes on from where it stood.'
        : 'Its files lie where the command line was used: repeat the command there with --resume and the number at the end of the address of this page, and it goes on from where it stood.'}{' '}
      If nobody does either, it is ended after a day.
    </Notice>
  )
}

function Agreement({ page }: { page: ReturnType<typeof useLoaderData<typeof loader>> }) {
  if (page.state === 'reading' || page.state === 'stopped') return null
  const { flags, flagsProposed, agreedAt, earlierAnswers, zone } = page
  const earlier =
    earlierAnswers > 0 &&
    `${earlierAnswers === 1 ? 'One earlier positive answer' : `${formatCount(earlierAnswers)} earlier positive answers`} about self-harm will be listed: somebody should check that they were followed up.`
  if (flagsProposed === 0)
    return (
      <Notice tone="info" title="This import raises no flags.">
        {earlier}
      </Notice>
    )
  const list = flags.map(({ rule, count }) => `${rule}: ${formatCount(count)}`).join(', ')
  if (agreedAt) {
    return (
      <Notice tone="success" title="The flags were agreed to">
        {list}, on <Moment iso={agreedAt} zone={zone} />. They are in the inbox of the team.
      </Notice>
    )
  }
  return (
    <Notice
      tone="warn"
      title={`This import would raise ${formatCount(flagsProposed)} ${flagsProposed === 1 ? 'flag' : 'flags'}`}
      actions={
        <Form method="post">
          <FormKey />
          <Button>Agree and raise {flagsProposed === 1 ? 'it' : 'them'}</Button>
        </Form>
      }
    >
      {list}. A safety answer makes a task for today. Nothing is raised before you agree. {earlier}
    </Notice>
  )
}
