import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { History } from 'lucide-react'
import { withConsent } from '#app/features/cases/server/consent-shown.ts'
import { notFound, requireViewer, unseen } from '#app/features/people/server/require-viewer.server.ts'
import { readFormData, takeForm } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { readId, type TaskId } from '#app/shared/ids.ts'
import { Button, TextLink } from '#app/ui/button.tsx'
import { SelectField, TextArea } from '#app/ui/field.tsx'
import { ErrorSummary, FormKey } from '#app/ui/form.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, PageTitle, Section } from '#app/ui/page.tsx'
import { PatientBanner } from '#app/ui/patient-banner.tsx'
import { Timeline, TimelineEntry } from '#app/ui/timeline.tsx'
import { taskKinds } from '../core/task.ts'
import { taskForm } from '../forms.ts'
import { actOnTask } from '../server/act-on-task.ts'
import { readTaskPage } from '../server/task-page.ts'
import { sayTaskEvent, taskSayings } from '../ui/sayings.ts'
import { Disclosure, TapForm, TaskActions, TaskRow } from '../ui/task-row.tsx'

export const meta: MetaFunction = () => [{ title: 'Task · Huddle' }]

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const taskId = idOf(params.taskId)
  const viewer = await requireViewer(context, request)
  const { world } = context
  const page = await inOrganization(world, viewer, async (scope) => {
    const read = await readTaskPage(scope, viewer, taskId)
    return read && withConsent(scope, read)
  })
  if (!page) throw await unseen(context, viewer, { action: 'task.viewed', entity: 'task', entityId: taskId })
  const now = world.now()
  return {
    ...page,
    now: now.toISO() ?? '',
    today: now.setZone(viewer.zone).toISODate() ?? '',
    zone: viewer.zone,
  }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const taskId = idOf(params.taskId)
  const viewer = await requireViewer(context, request)
  const form = readFormData(await takeForm(request), taskForm)
  if (!form.ok) return form.sendBack()
  const acted = await actOnTask(context.world, viewer, taskId, form.value)
  if (acted.ok) return redirect(staysHere(request, form.value.intent) ? `/tasks/${taskId}` : '/tasks')
  if (acted.problem === 'no-such-task')
    throw await unseen(context, viewer, {
      action: `task.${form.value.intent}`,
      entity: 'task',
      entityId: taskId,
    })
  const { field, words } = taskSayings[acted.problem]
  return form.sendBack({ [field]: [words] }, field === '' ? 409 : 422)
}

// Whoever accepts or tries on the page of the task goes on there; whoever is through with it goes back to the list.
function staysHere(request: Request, intent: string): boolean {
  const here = new URL(request.url).searchParams.has('here')
  return intent === 'take' || (here && (intent === 'accept' || intent === 'not-reached'))
}

// Who was overtaken sees how the task stands now, so the page is read anew although the answer was a refusal.
export function shouldRevalidate({
  actionStatus,
  defaultShouldRevalidate,
}: {
  actionStatus?: number
  defaultShouldRevalidate: boolean
}) {
  return actionStatus === 409 || defaultShouldRevalidate
}

export default function TaskPage() {
  const page = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const { task, banner, can, now, zone } = page
  const errors = sent?.error ?? {}
  const typed = sent?.initialValue ?? {}
  const text = (name: string) => (typeof typed[name] === 'string' ? typed[name] : undefined)
  return (
    <>
      <PatientBanner {...banner} today={page.today} as="p" />
      <Page width="reading">
        <PageTitle
          above={<TextLink to="/tasks">My tasks</TextLink>}
          lead={taskKinds[task.kind]}
          actions={page.seesCase && <TextLink to={`/cases/${task.caseId}`}>Open the case</TextLink>}
        >
          Task
        </PageTitle>
        <ErrorSummary
          errors={errors}
          ids={{ outcome: `outcome-${task.taskId}`, reason: `reason-${task.taskId}` }}
        />
        {page.crisisInstruction && (
          <Notice tone="safety" title="Nobody of the team is at work now">
            <p className="whitespace-pre-line">{page.crisisInstruction}</p>
          </Notice>
        )}
        <ul className="mt-4">
          <TaskRow task={task} now={now} zone={zone} here>
            {can.answer && (
              <TaskActions task={task} here canGiveBack={can.giveBack} sentBack={{ errors, typed }} />
            )}
            <div className="mt-3 flex flex-wrap items-start gap-2">
              {can.take && (
                <TapForm to={`/tasks/${task.taskId}`} intent="take">
                  <Button variant={task.safety ? 'danger' : 'secondary'}>I take it</Button>
                </TapForm>
              )}
              {can.hand && (
                <Disclosure label="Hand on" open={Boolean(errors.ownerId)}>
                  <Form method="post" noValidate>
                    <input type="hidden" name="intent" value="hand" />
                    <FormKey />
                    <SelectField
                      name="ownerId"
                      label="Who gets it"
                      emptyLabel="Choose a person"
                      options={page.people}
                      defaultValue={text('ownerId')}
                      errors={errors.ownerId ?? undefined}
                    />
                    <div className="mt-3">
                      <Button variant="secondary">Hand on</Button>
                    </div>
                  </Form>
                </Disclosure>
              )}
              {can.cancel && (
                <Disclosure label="Call off" open={Boolean(errors.cancelReason)}>
                  <Form method="post" noValidate>
                    <input type="hidden" name="intent" value="cancel" />
                    <FormKey />
                    <TextArea
                      name="cancelReason"
                      label="Why it is called off"
                      rows={2}
                      maxLength={2000}
                      defaultValue={text('cancelReason')}
                      errors={errors.cancelReason ?? undefined}
                    />
                    <div className="mt-3">
                      <Button variant="secondary">Call off</Button>
                    </div>
                  </Form>
                </Disclosure>
              )}
            </div>
          </TaskRow>
        </ul>
        {page.decision && (
          <Section
            title="The decision behind it"
            aside={<Moment iso={page.decision.decidedAt} zone={zone} form="weekday" />}
          >
            <p className="whitespace-pre-line">{page.decision.text}</p>
            {page.decision.rationale && (
              <p className="text-ink-soft mt-1 whitespace-pre-line">{page.decision.rationale}</p>
            )}
          </Section>
        )}
        {page.others.length > 0 && (
          <Section title="Other open tasks of this patient">
            <ul className="flex flex-col gap-3">
              {page.others.map((other) => (
                <TaskRow key={other.taskId} task={other} now={now} zone={zone} />
              ))}
            </ul>
          </Section>
        )}
        <Section title="History">
          <Timeline label="What happened to this task">
            {page.events.map((event, index) => (
              <TimelineEntry
                key={index}
                icon={History}
                when={<Moment iso={event.at} zone={zone} />}
                title={sayTaskEvent(event.kind, event.person)}
                by={event.actor}
              >
                {event.text && <p className="whitespace-pre-line">{event.text}</p>}
              </TimelineEntry>
            ))}
          </Timeline>
        </Section>
      </Page>
    </>
  )
}

function idOf(text: string | undefined): TaskId {
  const id = readId<TaskId>(text)
  if (!id) throw notFound()
  return id
}
