import { useForm } from '@conform-to/react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { readForm } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { NumberField, SelectField } from '#app/ui/field.tsx'
import { DateField } from '#app/ui/field-time.tsx'
import { ErrorSummary, FieldRow, FormActions, FormFields, FormKey } from '#app/ui/form.tsx'
import { Card, Page, PageTitle } from '#app/ui/page.tsx'
import { PatientBanner } from '#app/ui/patient-banner.tsx'
import { allInstruments } from '../core/instruments.ts'
import { scoreForm } from '../forms.ts'
import { atCase, requireCase } from '../server/at-case.server.ts'
import { findBanner } from '../server/find-banner.ts'
import { recordScore, type ScoreProblem } from '../server/record-score.ts'

export const meta: MetaFunction = () => [{ title: 'Record a score · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return atCase(context, request, params.caseId, async (scope, { found, mayWrite }) => {
    const banner = await findBanner(scope, found.caseId)
    if (!mayWrite || !banner) throw notFound()
    return {
      caseId: found.caseId,
      teamId: found.teamId,
      banner,
      instruments: allInstruments.map(({ code, name, fullName }) => ({
        value: code,
        label: `${name} (${fullName})`,
      })),
    }
  })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { viewer, caseId } = await requireCase(context, request, params.caseId, 'case.write')
  const banner = await inOrganization(context.world, viewer, (scope) => findBanner(scope, caseId))
  if (!banner) throw notFound()
  const form = await readForm(request, scoreForm(banner.today))
  if (!form.ok) return form.sendBack()
  const recorded = await recordScore(context.world, viewer, { ...form.value, caseId })
  if (!recorded.ok) return form.sendBack({ total: [sayings[recorded.problem]] })
  return redirect(`/cases/${caseId}#scores`)
}

const sayings = {
  'no-such-case': 'This case is not there any more.',
  'out-of-range': 'The questionnaire cannot have this total.',
  'says-nothing': 'Type the total.',
} satisfies Record<ScoreProblem, string>

export default function NewScore() {
  const { caseId, banner, instruments } = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  const [form, fields] = useForm<{
    instrument: string
    takenOn: string
    total: string
    safetyAnswer: string
  }>({
    lastResult: lastResult ?? null,
    defaultValue: { instrument: 'phq-9', takenOn: banner.today },
  })
  const field = (name: keyof typeof fields) => ({
    name,
    defaultValue: fields[name].initialValue,
    errors: fields[name].errors,
  })
  return (
    <>
      <PatientBanner {...banner} as="p" />
      <Page width="reading">
        <PageTitle>Record a score</PageTitle>
        <Card>
          <Form method="post" id={form.id}>
            <FormKey />
            <FormFields>
              <ErrorSummary errors={form.allErrors} />
              <SelectField {...field('instrument')} label="Questionnaire" options={instruments} />
              <FieldRow>
                <DateField {...field('takenOn')} label="Filled in on" max={banner.today} />
                <NumberField {...field('total')} label="Total" />
              </FieldRow>
              <NumberField
                {...field('safetyAnswer')}
                label="Answer about self-harm"
                hint="Item 9 of PHQ-9, item 10 of EPDS. An answer of 1 or more makes a task for today."
                optional
              />
            </FormFields>
            <FormActions>
              <Button>Save the score</Button>
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
