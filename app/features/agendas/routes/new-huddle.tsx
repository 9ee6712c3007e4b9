import { useForm } from '@conform-to/react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { Inbox } from 'lucide-react'
import { showPatients } from '#app/features/cases/server/show-patients.ts'
import { listQueue } from '#app/features/flags/server/queue-queries.server.ts'
import { findTeam } from '#app/features/people/server/people-queries.server.ts'
import { notFound, requireRight, requireViewer } from '#app/features/people/server/require-viewer.server.ts'
import { readForm } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { type QueueEntryId, readId, type TeamId } from '#app/shared/ids.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { NumberField } from '#app/ui/field.tsx'
import { CheckboxGroup } from '#app/ui/field-choice.tsx'
import { ErrorSummary, FieldRow, FormActions, FormFields, FormKey } from '#app/ui/form.tsx'
import { EmptyState, Page, PageTitle } from '#app/ui/page.tsx'
import { RowPatient } from '#app/ui/patient-banner.tsx'
import { planForm } from '../forms.ts'
import { namesIn } from '../server/agenda-page.server.ts'
import { type PlanProblem, planHuddle } from '../server/plan-huddle.ts'
import { neededFor } from '../server/put-item.ts'
import { ItemWhy } from '../ui/item-why.tsx'

export const meta: MetaFunction = () => [{ title: 'New huddle · Huddle' }]

const sayings = {
  'no-such-team': 'This team is not there any more.',
  'setup-too-long': 'Must be shorter than the huddle',
  'no-such-entry': 'One of the cases does not wait any more. Look at the list again.',
  'not-waiting': 'One of the cases was just put on another agenda. Look at the list again.',
} satisfies Record<PlanProblem, string>

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(context, request)
  const query = new URL(request.url).searchParams
  const teamId = readId<TeamId>(query.get('team'))
  if (!teamId) throw notFound()
  await requireRight(context, viewer, 'huddle.schedule', teamId)
  return inOrganization(context.world, viewer, async (scope) => {
    const team = await findTeam(scope, teamId)
    if (!team) throw notFound()
    const queue = await listQueue(scope, teamId)
    const patientOf = await showPatients(
      scope,
      queue.map((entry) => entry.caseId),
      'case.listed',
    )
    const nameOf = await namesIn(scope, { teamId })
    const asked = query.getAll('entry').flatMap((text) => readId<QueueEntryId>(text) ?? [])
    return {
      teamId,
      zone: viewer.zone,
      minutes: team.defaultMinutes,
      setupMinutes: team.setupMinutes,
      chosen: queue.map((entry) => entry.queueEntryId).filter((id) => asked.includes(id)),
      queue: queue.map((entry) => ({
        queueEntryId: entry.queueEntryId,
        patient: patientOf(entry.caseId),
        minutes: entry.minutes,
        urgency: entry.urgency,
        safety: entry.safety,
        question: entry.question,
        respondBy: entry.respondBy,
        late: false,
        overdue: Date.parse(entry.respondBy) < scope.now.toMillis(),
        carried: entry.carried,
        needs: neededFor(entry).map((personId) => ({ name: nameOf(personId), standing: 'open' as const })),
      })),
    }
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireViewer(context, request)
  const form = await readForm(request, planForm)
  if (!form.ok) return form.sendBack()
  const { entry: queueEntryIds, ...plan } = form.value
  await requireRight(context, viewer, 'huddle.schedule', plan.teamId)
  const planned = await planHuddle(context.world, viewer, { ...plan, queueEntryIds })
  if (!planned.ok) {
    const field = planned.problem === 'setup-too-long' ? 'setupMinutes' : 'entry'
    return form.sendBack({ [field]: [sayings[planned.problem]] }, 409)
  }
  return redirect(`/huddles/${planned.value}/time`)
}

export const shouldRevalidate = () => true

export default function NewHuddle() {
  const { teamId, zone, queue, chosen, minutes, setupMinutes } = useLoaderData<typeof loader>()
  const [form, fields] = useForm<{ minutes: number; setupMinutes: number; entry: string[] }>({
    lastResult: useActionData<typeof action>(),
    defaultValue: { minutes, setupMinutes, entry: chosen },
  })
  const entries = fields.entry.initialValue
  return (
    <Page>
      <PageTitle lead="Choose the cases. You and the people they need are invited as required, the rest of the team as optional.">
        New huddle
      </PageTitle>
      {queue.length === 0 && (
        <EmptyState icon={Inbox} title="Nothing waits in the queue">
          Cases come here when somebody flags them and a lead says that they are to be discussed. A huddle can
          be planned before, and cases added later.
        </EmptyState>
      )}
      <Form method="post" id={form.id}>
        <FormKey />
        <input type="hidden" name="teamId" value={teamId} />
        <FormFields>
          <ErrorSummary errors={form.allErrors} />
          {queue.length > 0 && (
            <CheckboxGroup
              name="entry"
              label="Cases"
              hint={`The most urgent first. All of them take ${queue.reduce((sum, entry) => sum + entry.minutes, 0)} min together.`}
              errors={fields.entry.errors}
              defaultValue={Array.isArray(entries) ? entries.flatMap((id) => id ?? []) : chosen}
              choices={queue.map((entry) => ({
                value: entry.queueEntryId,
                label: (
                  <span className="flex flex-wrap items-start justify-between gap-x-4">
                    <RowPatient patient={entry.patient} similar={entry.patient.similar} />
                    <span className="text-ink-soft font-normal whitespace-nowrap">{entry.minutes} min</span>
                  </span>
                ),
                hint: <ItemWhy item={entry} zone={zone} />,
              }))}
            />
          )}
          <FieldRow>
            <NumberField
              name="minutes"
              label="Length"
              unit="min"
              defaultValue={fields.minutes.initialValue}
              errors={fields.minutes.errors}
            />
            <NumberField
              name="setupMinutes"
              label="For arriving, before the first case"
              unit="min"
              defaultValue={fields.setupMinutes.initialValue}
              errors={fields.setupMinutes.errors}
            />
          </FieldRow>
        </FormFields>
        <FormActions aside="Nobody is invited before it has a time.">
          <Button>Make a draft and find a time</Button>
          <ButtonLink to={`/teams/${teamId}/huddles`} variant="secondary">
            Not now
          </ButtonLink>
        </FormActions>
      </Form>
    </Page>
  )
}
