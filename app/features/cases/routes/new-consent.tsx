import { useForm } from '@conform-to/react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { may } from '#app/features/people/core/rights.ts'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { readFormData } from '#app/platform/form.server.ts'
import { hashUpload, mostHashedBytes } from '#app/platform/hash-upload.server.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { SelectField, TextField } from '#app/ui/field.tsx'
import { CheckboxGroup, RadioCards } from '#app/ui/field-choice.tsx'
import { DateField } from '#app/ui/field-time.tsx'
import { ErrorSummary, FieldRow, FormActions, FormFields, FormKey } from '#app/ui/form.tsx'
import { Card, Page, PageTitle } from '#app/ui/page.tsx'
import { PatientBanner } from '#app/ui/patient-banner.tsx'
import { consentForm } from '../forms.ts'
import { atCase, requireCase } from '../server/at-case.server.ts'
import { readConsentChoices } from '../server/consent-page.server.ts'
import { findBanner } from '../server/find-banner.ts'
import { type RecordConsentProblem, recordConsent } from '../server/record-consent.ts'
import { DocumentField } from '../ui/document-field.tsx'

export const meta: MetaFunction = () => [{ title: 'Record consent · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return atCase(context, request, params.caseId, async (scope, { viewer, found }) => {
    const banner = await findBanner(scope, found.caseId)
    if (!banner || !may(viewer, 'consent.record', found.teamId)) throw notFound()
    const choices = await readConsentChoices(scope)
    return {
      caseId: found.caseId,
      teamId: found.teamId,
      banner,
      choices,
      mostMegabytes: mostHashedBytes / 1024 / 1024,
      values: {
        decision: 'given',
        discloser: choices.organization,
        recipientKind: 'team',
        teamId: found.teamId as string,
        personId: '',
        outside: '',
        purpose: 'treatment',
        from: scope.now.setZone(viewer.zone).toFormat('yyyy-MM-dd'),
        until: '',
        documentHash: '',
      },
    }
  })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { viewer, caseId } = await requireCase(context, request, params.caseId, 'consent.record')
  const { form: sent, hash } = await hashUpload(request, 'document')
  const form = readFormData(sent, consentForm(viewer.zone, context.world.now()))
  if (!form.ok) return form.sendBack()
  if (hash === 'too-large')
    return form.sendBack({ document: ['This file is too large to be fingerprinted here.'] }, 413)
  const recorded = await recordConsent(context.world, viewer, {
    ...form.value,
    documentHash: hash ?? form.value.documentHash,
    caseId,
  })
  if (recorded.ok) return redirect(`/cases/${caseId}/consents`)
  if (recorded.problem === 'no-such-case') throw notFound()
  const { field, words } = sayings[recorded.problem]
  return form.sendBack({ [field]: [words] })
}

const sayings = {
  'no-such-recipient': { field: 'recipientKind', words: 'This team or person is not there any more.' },
  'ends-before-it-begins': { field: 'until', words: 'It ends before it begins.' },
} satisfies Record<Exclude<RecordConsentProblem, 'no-such-case'>, { field: string; words: string }>

export default function NewConsent() {
  const { caseId, banner, choices, mostMegabytes, values } = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  const [form, fields] = useForm<typeof values & { labels: string[]; document: string }>({
    lastResult: lastResult ?? null,
    defaultValue: values,
  })
  const field = (name: keyof typeof values) => ({
    name,
    defaultValue: fields[name].initialValue,
    errors: fields[name].errors,
  })
  const typed = lastResult?.initialValue?.labels
  const pending = useNavigation().state === 'submitting'
  return (
    <>
      <PatientBanner {...banner} as="p" />
      <Page width="reading">
        <PageTitle lead="Who may be shown the patient's specially protected records, and until when.">
          Record consent
        </PageTitle>
        <Card>
          <Form method="post" id={form.id} encType="multipart/form-data" className="group/consent">
            <FormKey />
            <FormFields>
              <ErrorSummary errors={form.allErrors} />
              <RadioCards
                {...field('decision')}
                label="The patient"
                shape="row"
                choices={[
                  { value: 'given', label: 'Gives consent' },
                  { value: 'refused', label: 'Refuses', hint: 'It sets aside what was allowed before.' },
                ]}
              />
              <CheckboxGroup
                name="labels"
                label="To share these records"
                choices={choices.records}
                defaultValue={
                  Array.isArray(typed) ? typed.map(String) : typeof typed === 'string' ? [typed] : ['part2']
                }
                errors={fields.labels.errors}
              />
              <TextField {...field('discloser')} label="Who gives them" maxLength={200} />
              <RadioCards
                {...field('recipientKind')}
                label="To whom"
                choices={[
                  { value: 'team', label: 'A team', hint: 'Whoever is in it at the time.' },
                  { value: 'person', label: 'One person' },
                  { value: 'organization', label: `Everybody at ${choices.organization}` },
                  {
                    value: 'outside',
                    label: 'Somebody outside',
                    hint: 'They have no account here and are shown nothing by it.',
                  },
                ]}
              />
              <div className="hidden group-has-[[value=team]:checked]/consent:block">
                <SelectField
                  {...field('teamId')}
                  label="Team"
                  emptyLabel="Choose a team"
                  options={choices.teams}
                />
              </div>
              <div className="hidden group-has-[[value=person]:checked]/consent:block">
                <SelectField
                  {...field('personId')}
                  label="Person"
                  emptyLabel="Choose a person"
                  options={choices.people}
                />
              </div>
              <div className="hidden group-has-[[value=outside]:checked]/consent:block">
                <TextField
                  {...field('outside')}
                  label="Who it is outside"
                  maxLength={200}
                  autoComplete="off"
                />
              </div>
              <TextField {...field('purpose')} label="What for" maxLength={200} />
              <FieldRow>
                <DateField {...field('from')} label="From" />
                <DateField {...field('until')} label="Last day" optional hint="Empty: until it is revoked." />
              </FieldRow>
              <DocumentField
                name="document"
                label="Signed document"
                optional
                hint={`Only its fingerprint (SHA-256) is kept, so that the paper can be recognised later. The file itself is not kept. Up to ${mostMegabytes} MB.`}
                errors={fields.document.errors}
              />
              <TextField
                {...field('documentHash')}
                label="Or its fingerprint"
                optional
                hint="SHA-256, 64 letters and digits."
                maxLength={64}
                autoComplete="off"
              />
            </FormFields>
            <FormActions>
              <Button pending={pending}>Save</Button>
              <ButtonLink to={`/cases/${caseId}/consents`} variant="quiet">
                Cancel
              </ButtonLink>
            </FormActions>
          </Form>
        </Card>
      </Page>
    </>
  )
}
