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
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { NumberField, TextArea } from '#app/ui/field.tsx'
import { RadioCards } from '#app/ui/field-choice.tsx'
import { DateField, TimeField } from '#app/ui/field-time.tsx'
import { ErrorSummary, FieldRow, FormActions, FormFields, FormKey } from '#app/ui/form.tsx'
import { Card, Page, PageTitle } from '#app/ui/page.tsx'
import { PatientBanner } from '#app/ui/patient-banner.tsx'
import { contactWays } from '../core/phases.ts'
import { contactForm } from '../forms.ts'
import { addContact, type ContactProblem } from '../server/add-contact.ts'
import { atCase, requireCase } from '../server/at-case.server.ts'
import { findBanner } from '../server/find-banner.ts'
import { LabelField } from '../ui/label-field.tsx'

export const meta: MetaFunction = () => [{ title: 'Record a contact · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return atCase(context, request, params.caseId, async (scope, { viewer, found, mayWrite }) => {
    const banner = await findBanner(scope, found.caseId)
    if (!mayWrite || !banner) throw notFound()
    const now = scope.now.setZone(viewer.zone)
    return {
      caseId: found.caseId,
      teamId: found.teamId,
      zone: viewer.zone,
      banner,
      on: now.toFormat('yyyy-MM-dd'),
      time: now.toFormat('HH:mm'),
    }
  })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { viewer, caseId } = await requireCase(context, request, params.caseId, 'case.write')
  const form = await readForm(request, contactForm(viewer.zone))
  if (!form.ok) return form.sendBack()
  const added = await addContact(context.world, viewer, { ...form.value, caseId })
  if (!added.ok) return form.sendBack({ time: [sayings[added.problem]] })
  return redirect(`/cases/${caseId}#contacts`)
}

const sayings = {
  'no-such-case': 'This case is not there any more.',
  'in-the-future': 'This time is still to come. Record a contact once it has been.',
} satisfies Record<ContactProblem, string>

export default function NewContact() {
  const { caseId, banner, zone, on, time } = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  const [form, fields] = useForm<{
    on: string
    time: string
    way: string
    reached: string
    minutes: string
    note: string
  }>({ lastResult: lastResult ?? null, defaultValue: { on, time, way: 'phone', reached: 'yes' } })
  const field = (name: keyof typeof fields) => ({
    name,
    defaultValue: fields[name].initialValue,
    errors: fields[name].errors,
  })
  return (
    <>
      <PatientBanner {...banner} as="p" />
      <Page width="reading">
        <PageTitle>Record a contact</PageTitle>
        <Card>
          <Form method="post" id={form.id}>
            <FormKey />
            <FormFields>
              <ErrorSummary errors={form.allErrors} />
              <FieldRow>
                <DateField {...field('on')} label="Day" max={on} />
                <TimeField {...field('time')} label="Time" zoneLabel={zone.replaceAll('_', ' ')} />
                <NumberField {...field('minutes')} label="It took" unit="min" optional />
              </FieldRow>
              <RadioCards
                {...field('way')}
                label="How"
                shape="row"
                choices={Object.entries(contactWays).map(([value, label]) => ({ value, label }))}
              />
              <RadioCards
                {...field('reached')}
                label="Was the patient reached?"
                shape="row"
                choices={[
                  { value: 'yes', label: 'Reached' },
                  { value: 'no', label: 'Tried, not reached', hint: 'It counts: somebody tried.' },
                ]}
              />
              <TextArea {...field('note')} label="Note" optional rows={3} maxLength={4000} />
              <LabelField />
            </FormFields>
            <FormActions>
              <Button>Save the contact</Button>
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
