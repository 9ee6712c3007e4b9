import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, type ShouldRevalidateFunctionArgs, useActionData, useLoaderData } from '@remix-run/react'
import { ListOrdered } from 'lucide-react'
import { withConsent } from '#app/features/cases/server/consent-shown.ts'
import {
  notFound,
  requireRight,
  requireViewer,
  unseen,
} from '#app/features/people/server/require-viewer.server.ts'
import { readFormData, takeForm } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { readId, type TeamId } from '#app/shared/ids.ts'
import { Button, ButtonLink, TextLink } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/form.tsx'
import { Duration } from '#app/ui/moment.tsx'
import { EmptyState, Page, PageTitle } from '#app/ui/page.tsx'
import { queueForm } from '../forms.ts'
import { changeQueueEntry, withdrawEntry } from '../server/change-queue-entry.ts'
import { readQueuePage } from '../server/read-queue-page.ts'
import { QueueEntryRow } from '../ui/queue-row.tsx'
import { queueSayings } from '../ui/sayings.ts'

export const meta: MetaFunction = () => [{ title: 'Queue · Huddle' }]

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const teamId = idOf(params.teamId)
  const viewer = await requireViewer(context, request)
  await requireRight(context, viewer, 'case.read', teamId)
  const page = await inOrganization(context.world, viewer, async (scope) =>
    withConsent(scope, await readQueuePage(scope, viewer, teamId)),
  )
  return page
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const teamId = idOf(params.teamId)
  const viewer = await requireViewer(context, request)
  await requireRight(context, viewer, 'flag.triage', teamId)
  const form = readFormData(await takeForm(request), queueForm)
  if (!form.ok) return form.sendBack()
  const { value } = form
  const acted =
    value.intent === 'change'
      ? await changeQueueEntry(context.world, viewer, { ...value, presenterId: value.presenterId ?? null })
      : await withdrawEntry(context.world, viewer, value)
  if (acted.ok) return redirect(`/teams/${teamId}/queue`)
  if (acted.problem === 'not-a-lead')
    throw await unseen(context, viewer, { action: `queue.${value.intent}`, entity: 'team', entityId: teamId })
  const { field, words } = queueSayings[acted.problem]
  return form.sendBack({ [field]: [words] }, field === '' ? 409 : 422)
}

// Who was overtaken sees how things stand now, so the page is read anew although the answer was a refusal.
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return actionStatus === 409 || defaultShouldRevalidate
}

export default function QueuePage() {
  const { teamId, rows, people, mayChange, mayPlan, zone } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const typed = (sent?.initialValue ?? {}) as Record<string, unknown>
  const errors = (sent?.error ?? {}) as Record<string, string[] | null>
  const minutes = rows.reduce((sum, row) => sum + row.minutes, 0)
  const ids = Object.fromEntries(
    Object.keys(errors).map((name) => [name, `${name}-${String(typed.queueEntryId)}`]),
  )
  return (
    <Page>
      <PageTitle
        above={<TextLink to={`/teams/${teamId}/inbox`}>Inbox</TextLink>}
        lead={
          rows.length > 0 && (
            <>
              {rows.length === 1 ? 'One case waits' : `${rows.length} cases wait`} to be discussed,{' '}
              <Duration minutes={minutes} /> in all. The most pressing is first.
            </>
          )
        }
      >
        Queue
      </PageTitle>
      <ErrorSummary errors={errors} ids={ids} />
      {rows.length === 0 ? (
        <EmptyState
          icon={ListOrdered}
          title="No case waits"
          action={
            <ButtonLink to={`/teams/${teamId}/inbox`} variant="secondary">
              Open the inbox
            </ButtonLink>
          }
        >
          What is triaged “discuss” in the inbox waits here for a huddle.
        </EmptyState>
      ) : (
        <>
          {mayPlan && (
            <Form
              id="plan"
              method="get"
              action="/huddles/new"
              className="mb-4 flex flex-wrap items-center gap-3 print:hidden"
            >
              <input type="hidden" name="team" value={teamId} />
              <Button>Plan a huddle with these</Button>
              <p className="text-ink-soft text-sm">Tick the cases it is for; untick what can wait.</p>
            </Form>
          )}
          <ol aria-label="Cases that wait" className="flex flex-col gap-3">
            {rows.map((row, index) => (
              <QueueEntryRow
                key={row.queueEntryId}
                row={row}
                place={index + 1}
                people={people}
                mayChange={mayChange}
                mayPlan={mayPlan}
                zone={zone}
                sentBack={
                  typed.queueEntryId === row.queueEntryId
                    ? { intent: typeof typed.intent === 'string' ? typed.intent : '', errors, typed }
                    : undefined
                }
              />
            ))}
          </ol>
        </>
      )}
    </Page>
  )
}

function idOf(text: string | undefined): TeamId {
  const id = readId<TeamId>(text)
  if (!id) throw notFound()
  return id
}
