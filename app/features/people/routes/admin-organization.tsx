import { useForm } from '@conform-to/react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import {
  Form,
  type ShouldRevalidateFunctionArgs,
  useActionData,
  useLoaderData,
  useSearchParams,
} from '@remix-run/react'
import { readForm } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { labelWords, stateLabels } from '#app/shared/record-labels.ts'
import { Button } from '#app/ui/button.tsx'
import { NumberField, SelectField, TextArea, TextField } from '#app/ui/field.tsx'
import { CheckboxField, CheckboxGroup } from '#app/ui/field-choice.tsx'
import { ErrorSummary, FormActions, FormFields, FormKey } from '#app/ui/form.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Card, Page, PageTitle } from '#app/ui/page.tsx'
import { zonesByRegion } from '../core/zones.ts'
import { organizationForm } from '../forms.ts'
import { type ChangeOrganizationProblem, changeOrganization } from '../server/change-organization.ts'
import { findOrganization, listPersons } from '../server/people-queries.server.ts'
import { requireAdmin } from '../server/require-viewer.server.ts'
import { AdminTabs } from '../ui/admin-tabs.tsx'
import { ChangedMeanwhile } from '../ui/changed-meanwhile.tsx'
import { ZoneField } from '../ui/zone-field.tsx'

export const meta: MetaFunction = () => [{ title: 'Organization · Huddle' }]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireAdmin(context, request)
  return inOrganization(context.world, viewer, async (scope) => {
    const organization = await findOrganization(scope)
    const people = (await listPersons(scope)).filter((person) => person.state === 'active')
    const onCall = people.find((person) => person.personId === organization.onCallPersonId)
    return {
      version: organization.version,
      regions: zonesByRegion(organization.zone),
      people: people.map((person) => ({ value: person.personId as string, label: person.name })),
      values: {
        name: organization.name,
        zone: organization.zone,
        crisisInstruction: organization.crisisInstruction ?? '',
        onCallPersonId: organization.onCallPersonId ?? '',
        idleMinutes: String(organization.idleMinutes),
        part2Programme: organization.part2Programme ? 'yes' : '',
        boundLabels: [...organization.boundLabels],
      },
      saved: [
        { label: 'Name', value: organization.name },
        { label: 'Time zone', value: organization.zone },
        { label: 'In a crisis', value: organization.crisisInstruction ?? '' },
        { label: 'On call', value: onCall?.name ?? '' },
        { label: 'Signed out after', value: `${organization.idleMinutes} min` },
        { label: 'Part 2 programme', value: organization.part2Programme ? 'Yes' : 'No' },
        {
          label: 'Bound by state law',
          value: organization.boundLabels.map((label) => labelWords[label] ?? label).join(', ') || 'Nothing',
        },
      ],
    }
  })
}

// Whoever was overtaken sees what was saved meanwhile, so the page reads it anew although the answer was a refusal.
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return actionStatus === 409 || defaultShouldRevalidate
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireAdmin(context, request)
  const form = await readForm(request, organizationForm)
  if (!form.ok) return form.sendBack()
  const changed = await changeOrganization(context.world, viewer, form.value)
  if (changed.ok) return redirect('/admin/organization?saved')
  const { field, words } = sayings[changed.problem]
  return form.sendBack({ [field]: [words] }, changed.problem === 'changed-meanwhile' ? 409 : 422)
}

const sayings = {
  'no-such-zone': { field: 'zone', words: 'Choose a time zone from the list.' },
  'no-such-person': {
    field: 'onCallPersonId',
    words: 'This person has no access any more. Choose somebody else.',
  },
  'changed-meanwhile': {
    field: '',
    words: 'Not saved yet. What somebody else saved meanwhile is above.',
  },
} satisfies Record<ChangeOrganizationProblem, { field: string; words: string }>

export default function AdminOrganization() {
  const page = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  const [query] = useSearchParams()
  const overtaken = lastResult?.error?.['']?.[0] === sayings['changed-meanwhile'].words
  return (
    <Page width="reading">
      <PageTitle>Organization</PageTitle>
      <AdminTabs at="/admin/organization" />
      {overtaken && <ChangedMeanwhile saved={page.saved} />}
      {!lastResult && query.has('saved') && <Notice tone="success" announce title="Saved" />}
      <Card>
        <OrganizationForm key={page.version} page={page} lastResult={lastResult} />
      </Card>
    </Page>
  )
}

interface OrganizationFormProps {
  page: ReturnType<typeof useLoaderData<typeof loader>>
  lastResult: ReturnType<typeof useActionData<typeof action>>
}

function OrganizationForm({ page, lastResult }: OrganizationFormProps) {
  const [form, fields] = useForm({ lastResult: lastResult ?? null, defaultValue: page.values })
  return (
    <Form method="post" id={form.id}>
      <FormKey />
      <input type="hidden" name="version" value={page.version} />
      <FormFields>
        <ErrorSummary errors={form.allErrors} />
        <TextField
          name="name"
          label="Name"
          maxLength={120}
          autoComplete="off"
          defaultValue={fields.name.initialValue}
          errors={fields.name.errors}
        />
        <ZoneField
          name="zone"
          label="Time zone"
          hint="What new people and teams begin with."
          regions={page.regions}
          defaultValue={fields.zone.initialValue}
          errors={fields.zone.errors}
        />
        <TextArea
          name="crisisInstruction"
          label="In a crisis"
          hint="What to do when a patient is in danger now: numbers, people, in which order. Every page leads to it."
          rows={4}
          maxLength={2000}
          defaultValue={fields.crisisInstruction.initialValue}
          errors={fields.crisisInstruction.errors}
        />
        <SelectField
          name="onCallPersonId"
          label="On call"
          hint="Gets what must be done the same day when nobody else does it."
          optional
          emptyLabel="Nobody"
          options={page.people}
          defaultValue={fields.onCallPersonId.initialValue}
          errors={fields.onCallPersonId.errors}
        />
        <NumberField
          name="idleMinutes"
          label="Sign out after"
          hint="Minutes without a key or a touch, from 5 to 30. It counts from the next sign-in."
          unit="min"
          defaultValue={fields.idleMinutes.initialValue}
          errors={fields.idleMinutes.errors}
        />
        <CheckboxField
          name="part2Programme"
          value="yes"
          label="The whole organization is a Part 2 programme"
          hint="Substance use treatment (42 CFR Part 2). What is written from now on is shown only to people whom the patient's consent covers. A single team can be set on its own page."
          defaultChecked={fields.part2Programme.initialValue === 'yes'}
          errors={fields.part2Programme.errors}
        />
        <CheckboxGroup
          name="boundLabels"
          label="Records that need consent by the law of your state"
          hint="Besides substance use treatment, and notes of counselling and psychotherapy, which always do."
          choices={stateLabels.map((value) => ({ value, label: labelWords[value] ?? value }))}
          defaultValue={page.values.boundLabels}
          errors={fields.boundLabels.errors}
        />
      </FormFields>
      <FormActions>
        <Button>Save</Button>
      </FormActions>
    </Form>
  )
}
