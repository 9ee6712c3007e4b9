import { useForm } from '@conform-to/react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, type ShouldRevalidateFunctionArgs, useActionData, useLoaderData } from '@remix-run/react'
import { namesOfPeople } from '#app/features/people/server/people-queries.server.ts'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { ChangedMeanwhile } from '#app/features/people/ui/changed-meanwhile.tsx'
import { readForm } from '#app/platform/form.server.ts'
import { labelWords } from '#app/shared/record-labels.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { SelectField, TextField } from '#app/ui/field.tsx'
import { CheckboxGroup, RadioCards } from '#app/ui/field-choice.tsx'
import { ErrorSummary, FormActions, FormFields, FormKey } from '#app/ui/form.tsx'
import { Card, Page, PageTitle } from '#app/ui/page.tsx'
import { PatientBanner } from '#app/ui/patient-banner.tsx'
import { handLabels } from '../core/labels.ts'
import { phases } from '../core/phases.ts'
import { changeCaseForm } from '../forms.ts'
import { atCase, requireCase } from '../server/at-case.server.ts'
import { listCareManagers } from '../server/caseload-page.server.ts'
import { type ChangeCaseProblem, changeCase } from '../server/change-case.ts'
import { findBanner } from '../server/find-banner.ts'

export const meta: MetaFunction = () => [{ title: 'Change a case · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return atCase(context, request, params.caseId, async (scope, { found, mayWrite }) => {
    const banner = await findBanner(scope, found.caseId)
    if (!mayWrite || !banner) throw notFound()
    const names = await namesOfPeople(scope)
    const members = await listCareManagers(scope, found.teamId)
    const { careManagerId } = found
    // Whoever was the care manager and left the team stays on the list, until somebody else is chosen.
    const gone = careManagerId && !members.some(({ value }) => value === careManagerId)
    return {
      caseId: found.caseId,
      teamId: found.teamId,
      version: found.version,
      banner,
      careManagers: gone ? [{ value: careManagerId, label: names(careManagerId) }, ...members] : members,
      values: {
        phase: found.phase as string,
        closedReason: found.closedReason ?? '',
        careManagerId: careManagerId ?? '',
        labels: [...found.labels],
      },
      saved: [
        { label: 'Phase', value: phases[found.phase] },
        { label: 'Reason', value: found.closedReason ?? '' },
        { label: 'Care manager', value: careManagerId ? names(careManagerId) : 'Nobody yet' },
        {
          label: 'Special protection',
          value: found.labels.map((label) => labelWords[label] ?? label).join(', ') || 'None',
        },
      ],
    }
  })
}

// Whoever was overtaken sees what was saved meanwhile, so the page reads it anew although the answer was a refusal.
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return actionStatus === 409 || defaultShouldRevalidate
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { viewer, caseId } = await requireCase(context, request, params.caseId, 'case.write')
  const form = await readForm(request, changeCaseForm)
  if (!form.ok) return form.sendBack()
  const changed = await changeCase(context.world, viewer, { ...form.value, caseId })
  if (changed.ok) return redirect(`/cases/${caseId}`)
  if (changed.problem === 'no-such-case') throw notFound()
  const { field, words } = sayings[changed.problem]
  return form.sendBack({ [field]: [words] }, changed.problem === 'changed-meanwhile' ? 409 : 422)
}

const sayings = {
  'no-such-care-manager': { field: 'careManagerId', words: 'This person is not on the team any more.' },
  'reason-missing': { field: 'closedReason', words: 'Say why the case is closed.' },
  'already-on-caseload': {
    field: 'phase',
    words: 'The patient has another open case on this team by now, so this one stays closed.',
  },
  'changed-meanwhile': { field: '', words: 'Somebody else has changed this case meanwhile.' },
} satisfies Record<Exclude<ChangeCaseProblem, 'no-such-case'>, { field: string; words: string }>

export default function EditCase() {
  const { caseId, banner, version, careManagers, values, saved } = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  const [form, fields] = useForm<typeof values>({ lastResult: lastResult ?? null, defaultValue: values })
  const field = (name: 'phase' | 'closedReason' | 'careManagerId') => ({
    name,
    defaultValue: fields[name].initialValue,
    errors: fields[name].errors,
  })
  const overtaken = Boolean(form.errors?.length)
  return (
    <>
      <PatientBanner {...banner} as="p" />
      <Page width="reading">
        <PageTitle>Change the case</PageTitle>
        {overtaken && <ChangedMeanwhile saved={saved} />}
        <Card>
          <Form method="post" id={form.id}>
            <FormKey />
            <input type="hidden" name="version" value={version} />
            <FormFields>
              <ErrorSummary errors={form.allErrors} />
              <SelectField
                {...field('careManagerId')}
                label="Care manager"
                emptyLabel="Nobody yet"
                options={careManagers}
              />
              <RadioCards
                {...field('phase')}
                label="Phase"
                choices={[
                  { value: 'active', label: phases.active, hint: 'Reviewed at least each month.' },
                  {
                    value: 'relapse-prevention',
                    label: phases['relapse-prevention'],
                    hint: 'Reviewed at least every two months.',
                  },
                  {
                    value: 'closed',
                    label: phases.closed,
                    hint: 'Leaves the caseload. No rule looks at it.',
                  },
                ]}
              />
              <TextField
                {...field('closedReason')}
                label="Why it is closed"
                hint="For a closed case, in a sentence. Otherwise leave it empty."
                maxLength={500}
              />
              <CheckboxGroup
                name="labels"
                label="Everything written about this case is"
                hint="From now on. It is shown only to people whom the patient's consent covers."
                choices={handLabels.map((value) => ({ value, label: labelWords[value] ?? value }))}
                defaultValue={values.labels}
                errors={fields.labels.errors}
              />
            </FormFields>
            <FormActions>
              <Button>Save</Button>
              <ButtonLink to={`/cases/${caseId}`} variant="quiet">
                Cancel
              </ButtonLink>
            </FormActions>
          </Form>
        </Card>
      </Page>
    </>
  )
}
