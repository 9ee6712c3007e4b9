import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, type ShouldRevalidateFunctionArgs, useActionData, useLoaderData } from '@remix-run/react'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { readFormData, takeForm } from '#app/platform/form.server.ts'
import { Button } from '#app/ui/button.tsx'
import { TextArea } from '#app/ui/field.tsx'
import { FormKey } from '#app/ui/form.tsx'
import { Card } from '#app/ui/page.tsx'
import { goalStates, sayTarget } from '../core/goals.ts'
import { endGoalForm, goalForm } from '../forms/depth.ts'
import { atCaseForm, idOrNew, requireCaseForm } from '../server/at-case.server.ts'
import { type EndGoalProblem, endGoal, reachMilestone } from '../server/end-goal.ts'
import { findGoal } from '../server/goal-queries.server.ts'
import { type WriteGoalProblem, writeGoal } from '../server/write-goal.ts'
import { CaseFormPage } from '../ui/case-form-page.tsx'
import { GoalFields } from '../ui/goal-fields.tsx'
import { countSent, fieldsOf, isOvertaken, listSent, textAt } from '../ui/sent-back.ts'

export const meta: MetaFunction = () => [{ title: 'Goal · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return atCaseForm(context, request, params.caseId, async (scope, { found }) => {
    const goalId = idOrNew(params.goalId)
    if (!goalId) return { goal: null }
    const goal = await findGoal(scope, found.patientId, goalId)
    if (goal?.text === undefined) throw notFound()
    return { goal: { ...goal, text: goal.text, createdAt: goal.createdAt.toISOString() } }
  })
}

// Whoever was overtaken sees what was saved meanwhile, so the page reads it anew although the answer was a refusal.
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return actionStatus === 409 || defaultShouldRevalidate
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { viewer, caseId, today } = await requireCaseForm(context, request, params.caseId)
  const goalId = idOrNew(params.goalId)
  const sent = await takeForm(request)
  const back = `/cases/${caseId}#goals`
  if (goalId && sent.has('intent')) {
    const form = readFormData(sent, endGoalForm)
    if (!form.ok) return form.sendBack()
    const { intent, ...change } = form.value
    const ended =
      'milestoneId' in change
        ? await reachMilestone(context.world, viewer, { ...change, caseId, goalId })
        : await endGoal(context.world, viewer, { ...change, caseId, goalId })
    if (ended.ok) return redirect(back)
    if (ended.problem === 'no-such-goal') throw notFound()
    const { field, words } = endSayings[ended.problem]
    return form.sendBack({ [field]: [words] }, ended.problem === 'changed-meanwhile' ? 409 : 422)
  }
  const form = readFormData(sent, goalForm(today))
  if (!form.ok) return form.sendBack()
  const { version, ...goal } = form.value
  const written = await writeGoal(context.world, viewer, {
    ...goal,
    caseId,
    ...(goalId && { goal: { goalId, version } }),
  })
  if (written.ok) return redirect(back)
  if (written.problem === 'no-such-case' || written.problem === 'no-such-goal') throw notFound()
  const { field, words } = sayings[written.problem]
  return form.sendBack({ [field]: [words] }, written.problem === 'changed-meanwhile' ? 409 : 422)
}

const overtaken = { field: '', words: 'Somebody else has changed this goal meanwhile.' }

const sayings = {
  'no-such-target': { field: 'total', words: 'This total is no goal for this questionnaire.' },
  'changed-meanwhile': overtaken,
} satisfies Record<
  Exclude<WriteGoalProblem, 'no-such-case' | 'no-such-goal'>,
  { field: string; words: string }
>

const endSayings = {
  'reason-missing': { field: 'reason', words: 'Say why it is given up.' },
  'changed-meanwhile': overtaken,
} satisfies Record<Exclude<EndGoalProblem, 'no-such-goal'>, { field: string; words: string }>

export default function GoalPage() {
  const { caseId, banner, goal, today } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const ending = textAt(sent?.initialValue, 'intent') !== ''
  const typed = ending ? undefined : sent
  const steps = goal?.milestones ?? []
  const field = fieldsOf(typed, {
    text: goal?.text,
    instrument: goal?.target?.instrument,
    total: goal?.target ? String(goal.target.total) : '',
    measure: goal?.measure,
    targetOn: goal?.targetOn?.length === 10 ? goal.targetOn : '',
    reviewOn: goal?.reviewOn,
    ...Object.fromEntries(
      steps.flatMap((step, index) => [
        [`milestones[${index}].milestoneId`, step.milestoneId],
        [`milestones[${index}].text`, step.text],
        [`milestones[${index}].dueOn`, step.dueOn],
        [`milestones[${index}].reachedOn`, step.reachedOn],
      ]),
    ),
  })
  return (
    <CaseFormPage
      banner={banner}
      title={goal ? 'Change the goal' : 'Set a goal'}
      lead="In the patient's words where that goes: one thing, that both will know is reached, by a day."
      back={`/cases/${caseId}#goals`}
      submit="Save the goal"
      errors={typed?.error}
      {...(goal && { version: goal.version })}
      saved={
        goal && isOvertaken(sent)
          ? [
              { label: 'Goal', value: goal.text },
              { label: 'Measured by', value: goal.target ? sayTarget(goal.target) : (goal.measure ?? '') },
              { label: 'To reach by', value: goal.targetOn ?? '' },
              { label: 'State', value: goalStates[goal.state] },
              { label: 'Steps', value: steps.map(({ text }) => text).join('; ') },
            ]
          : undefined
      }
      below={goal && <End goal={goal} sent={ending ? sent : undefined} />}
    >
      <GoalFields
        field={field}
        rows={Math.max(steps.length + 2, countSent(typed, 'milestones'))}
        today={today}
        labels={listSent(typed, 'labels') ?? goal?.labels ?? []}
        partialTarget={goal?.targetOn && goal.targetOn.length < 10 ? goal.targetOn : undefined}
      />
    </CaseFormPage>
  )
}

interface EndProps {
  goal: { readonly state: keyof typeof goalStates; readonly version: number }
  sent: ReturnType<typeof useActionData<typeof action>>
}

/** What becomes of a goal: one press when it is reached, and words when it is given up. */
function End({ goal, sent }: EndProps) {
  const field = fieldsOf(sent, {})
  if (goal.state !== 'active') {
    return (
      <Card title={goalStates[goal.state]}>
        <EndForm version={goal.version} state="active">
          <Button variant="secondary">Take it up again</Button>
        </EndForm>
      </Card>
    )
  }
  return (
    <Card title="What became of it">
      <div className="flex flex-col gap-5">
        <EndForm version={goal.version} state="reached">
          <Button>It is reached</Button>
        </EndForm>
        <EndForm version={goal.version} state="given-up">
          <TextArea
            {...field('reason')}
            label="Given up, because"
            hint="What made it the wrong goal, or what came in between."
            rows={2}
            maxLength={1000}
          />
          <div className="mt-3">
            <Button variant="secondary">Give it up</Button>
          </div>
        </EndForm>
      </div>
    </Card>
  )
}

function EndForm({
  version,
  state,
  children,
}: {
  version: number
  state: string
  children: React.ReactNode
}) {
  return (
    <Form method="post" noValidate>
      <FormKey />
      <input type="hidden" name="intent" value="end" />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="state" value={state} />
      {children}
    </Form>
  )
}
