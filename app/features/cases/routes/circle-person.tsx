import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { type ShouldRevalidateFunctionArgs, useActionData, useLoaderData } from '@remix-run/react'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { readForm } from '#app/platform/form.server.ts'
import { TextField } from '#app/ui/field.tsx'
import { RadioCards } from '#app/ui/field-choice.tsx'
import { circleKinds } from '../core/circle.ts'
import { circleForm } from '../forms/depth.ts'
import { atCaseForm, idOrNew, requireCaseForm } from '../server/at-case.server.ts'
import { findCirclePerson } from '../server/circle-queries.server.ts'
import { writeCirclePerson } from '../server/write-circle-person.ts'
import { CaseFormPage } from '../ui/case-form-page.tsx'
import { fieldsOf, isOvertaken } from '../ui/sent-back.ts'

export const meta: MetaFunction = () => [{ title: 'People around the patient · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return atCaseForm(context, request, params.caseId, async (scope, { found }) => {
    const id = idOrNew(params.circlePersonId)
    const person = id ? await findCirclePerson(scope, found.patientId, id) : null
    if (person === undefined) throw notFound()
    return { person }
  })
}

// Whoever was overtaken sees what was saved meanwhile, so the page reads it anew although the answer was a refusal.
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return actionStatus === 409 || defaultShouldRevalidate
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { viewer, caseId } = await requireCaseForm(context, request, params.caseId)
  const circlePersonId = idOrNew(params.circlePersonId)
  const form = await readForm(request, circleForm)
  if (!form.ok) return form.sendBack()
  const { version, ...person } = form.value
  const written = await writeCirclePerson(context.world, viewer, {
    ...person,
    caseId,
    ...(circlePersonId && { person: { circlePersonId, version } }),
  })
  if (written.ok) return redirect(`/cases/${caseId}#circle`)
  if (written.problem !== 'changed-meanwhile') throw notFound()
  return form.sendBack({ '': ['Somebody else has changed this meanwhile.'] }, 409)
}

export default function CirclePersonPage() {
  const { caseId, banner, person } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const field = fieldsOf(sent, {
    kind: person?.kind ?? 'related',
    name: person?.name,
    role: person?.role,
    phone: person?.phone,
    organization: person?.organization,
    active: person?.active === false ? 'no' : 'yes',
  })
  return (
    <CaseFormPage
      banner={banner}
      title={person ? 'Change a person' : 'Add a person'}
      lead="Somebody around the patient who has no account here: to know whom to ring."
      back={`/cases/${caseId}#circle`}
      submit="Save the person"
      errors={sent?.error}
      {...(person && { version: person.version })}
      saved={
        person && isOvertaken(sent)
          ? [
              { label: 'Name', value: person.name },
              { label: 'Is to the patient', value: person.role },
              { label: 'Phone', value: person.phone },
              { label: 'Works at', value: person.organization },
            ]
          : undefined
      }
    >
      <TextField {...field('name')} label="Name" autoComplete="off" maxLength={200} />
      <RadioCards
        {...field('kind')}
        label="Who they are"
        shape="row"
        choices={Object.entries(circleKinds).map(([value, label]) => ({ value, label }))}
      />
      <TextField
        {...field('role')}
        label="What they are to the patient"
        hint="Sister, primary care physician, probation officer."
        optional
        autoComplete="off"
        maxLength={200}
      />
      <TextField {...field('phone')} label="Phone" type="tel" optional autoComplete="off" maxLength={80} />
      <TextField
        {...field('organization')}
        label="Where they work"
        optional
        autoComplete="off"
        maxLength={200}
      />
      {person ? (
        <RadioCards
          {...field('active')}
          label="Are they there now?"
          shape="row"
          choices={[
            { value: 'yes', label: 'Yes' },
            { value: 'no', label: 'No longer', hint: 'Stays on the page, below the others.' },
          ]}
        />
      ) : (
        <input type="hidden" name="active" value="yes" />
      )}
    </CaseFormPage>
  )
}
