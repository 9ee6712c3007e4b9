import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { needKinds } from '#app/features/cases/core/needs.ts'
import { atCaseForm, requireCaseForm } from '#app/features/cases/server/at-case.server.ts'
import { findNeed } from '#app/features/cases/server/need-queries.server.ts'
import { findService } from '#app/features/cases/server/service-queries.server.ts'
import { CaseFormPage } from '#app/features/cases/ui/case-form-page.tsx'
import { LabelField } from '#app/features/cases/ui/label-field.tsx'
import { fieldsOf, listSent } from '#app/features/cases/ui/sent-back.ts'
import { listMembers, listTeamWeekdays } from '#app/features/people/server/people-queries.server.ts'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { readForm } from '#app/platform/form.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import { disciplines } from '#app/shared/disciplines.ts'
import { type PatientId, readId } from '#app/shared/ids.ts'
import { urgencies } from '#app/shared/urgency.ts'
import { SelectField, TextArea } from '#app/ui/field.tsx'
import { RadioCards } from '#app/ui/field-choice.tsx'
import { DateField } from '#app/ui/field-time.tsx'
import { defaultDueOn } from '../core/due.ts'
import { taskKinds } from '../core/task.ts'
import { giveTaskForm } from '../forms.ts'
import { type GiveTaskProblem, giveTask } from '../server/give-task.ts'

export const meta: MetaFunction = () => [{ title: 'Give a task · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return atCaseForm(context, request, params.caseId, async (scope, { viewer, found }) => {
    const needId = readId<string>(new URL(request.url).searchParams.get('need'))
    const title = needId ? await wordsOfNeed(scope, found.patientId, needId) : ''
    const kind = title ? ('referral' as const) : ('other' as const)
    const weekdays = await listTeamWeekdays(scope, found.teamId)
    return {
      needId: title && needId ? needId : '',
      title,
      kind,
      dueOn: defaultDueOn(kind, 'routine', scope.now, viewer.zone, weekdays),
      me: viewer.personId,
      owners: (await listMembers(scope, found.teamId)).map(({ personId, name, discipline }) => ({
        value: personId,
        label: `${name}, ${disciplines[discipline]}`,
      })),
    }
  })
}

// A need that becomes a task brings its words along: what is missing, and whom to ask.
async function wordsOfNeed(scope: Scope, patientId: PatientId, needId: string): Promise<string> {
  const need = await findNeed(scope, patientId, needId)
  if (!need || need.withheld) return ''
  const service = need.serviceId ? await findService(scope, need.serviceId) : undefined
  const whom = service ? [service.name, service.phone].filter(Boolean).join(', ') : ''
  return [`${needKinds[need.kind]}${need.text ? `: ${need.text}` : ''}`, whom].filter(Boolean).join('\n')
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { viewer, caseId } = await requireCaseForm(context, request, params.caseId)
  const form = await readForm(request, giveTaskForm)
  if (!form.ok) return form.sendBack()
  const given = await giveTask(context.world, viewer, { ...form.value, caseId })
  if (given.ok) return redirect(`/cases/${caseId}#tasks`)
  if (given.problem === 'no-such-case') throw notFound()
  const { field, words } = sayings[given.problem]
  return form.sendBack({ [field]: [words] })
}

const sayings = {
  'owner-not-in-team': { field: 'ownerId', words: 'Choose somebody of the team.' },
  'in-the-past': { field: 'dueOn', words: 'This day is over for its owner.' },
  'case-is-closed': { field: '', words: 'This case is closed. Open it again first.' },
} satisfies Record<Exclude<GiveTaskProblem, 'no-such-case'>, { field: string; words: string }>

export default function NewTask() {
  const { caseId, banner, today, needId, title, kind, dueOn, me, owners } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const field = fieldsOf(sent, { title, kind, dueOn, ownerId: me, urgency: 'routine' })
  return (
    <CaseFormPage
      banner={banner}
      title="Give a task"
      lead="One owner and one day. Whoever gets it says whether they take it; what came of it returns to the case."
      back={`/cases/${caseId}#tasks`}
      submit="Give the task"
      errors={sent?.error}
    >
      {needId && <input type="hidden" name="needId" value={needId} />}
      <TextArea {...field('title')} label="What is to be done" rows={2} maxLength={2000} />
      <SelectField
        {...field('kind')}
        label="What it is"
        options={Object.entries(taskKinds)
          .filter(([value]) => value !== 'safety-check')
          .map(([value, label]) => ({ value, label }))}
      />
      <SelectField {...field('ownerId')} label="One owner" emptyLabel="Choose a person" options={owners} />
      <DateField {...field('dueOn')} label="Due on" min={today} />
      <RadioCards
        {...field('urgency')}
        label="How soon"
        hint="For an emergency raise a flag: it makes a task for today and goes on by itself if nobody takes it."
        shape="row"
        choices={(['urgent', 'soon', 'routine'] as const).map((value) => ({
          value,
          label: urgencies[value],
        }))}
      />
      <LabelField defaultValue={listSent(sent, 'labels')} />
    </CaseFormPage>
  )
}
