import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { type ShouldRevalidateFunctionArgs, useActionData, useLoaderData } from '@remix-run/react'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { readForm } from '#app/platform/form.server.ts'
import { TextLink } from '#app/ui/button.tsx'
import { SelectField, TextArea } from '#app/ui/field.tsx'
import { RadioCards } from '#app/ui/field-choice.tsx'
import { needKinds, needStates } from '../core/needs.ts'
import { needForm } from '../forms/depth.ts'
import { atCaseForm, idOrNew, requireCaseForm } from '../server/at-case.server.ts'
import { findNeed } from '../server/need-queries.server.ts'
import { findService, listServices } from '../server/service-queries.server.ts'
import { type WriteNeedProblem, writeNeed } from '../server/write-need.ts'
import { CaseFormPage } from '../ui/case-form-page.tsx'
import { LabelField } from '../ui/label-field.tsx'
import { fieldsOf, isOvertaken, listSent } from '../ui/sent-back.ts'

export const meta: MetaFunction = () => [{ title: 'Need · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return atCaseForm(context, request, params.caseId, async (scope, { found }) => {
    const needId = idOrNew(params.needId)
    const need = needId ? await findNeed(scope, found.patientId, needId) : null
    if (need === undefined || need?.withheld) throw notFound()
    const services = await listServices(scope)
    // A service that has ended stays on the list of the need that names it.
    const named = need?.serviceId ? await findService(scope, need.serviceId) : undefined
    const offered = services.some(({ serviceId }) => serviceId === named?.serviceId) || !named
    return {
      need,
      service: named?.name ?? null,
      services: (offered ? services : [named, ...services]).map(({ serviceId, name, kinds }) => ({
        value: serviceId,
        label: `${name} (${kinds.map((kind) => needKinds[kind]).join(', ')})`,
      })),
    }
  })
}

// Whoever was overtaken sees what was saved meanwhile, so the page reads it anew although the answer was a refusal.
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return actionStatus === 409 || defaultShouldRevalidate
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { viewer, caseId } = await requireCaseForm(context, request, params.caseId)
  const needId = idOrNew(params.needId)
  const form = await readForm(request, needForm)
  if (!form.ok) return form.sendBack()
  const { version, ...need } = form.value
  const written = await writeNeed(context.world, viewer, {
    ...need,
    caseId,
    ...(needId && { need: { needId, version } }),
  })
  if (written.ok) return redirect(`/cases/${caseId}#needs`)
  if (written.problem === 'no-such-case' || written.problem === 'no-such-need') throw notFound()
  const { field, words } = sayings[written.problem]
  return form.sendBack({ [field]: [words] }, written.problem === 'changed-meanwhile' ? 409 : 422)
}

const sayings = {
  'no-such-service': { field: 'serviceId', words: 'This service is not offered any more. Choose another.' },
  'changed-meanwhile': { field: '', words: 'Somebody else has changed this meanwhile.' },
} satisfies Record<
  Exclude<WriteNeedProblem, 'no-such-case' | 'no-such-need'>,
  { field: string; words: string }
>

export default function NeedPage() {
  const { caseId, banner, need, service, services } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const field = fieldsOf(sent, {
    kind: need?.kind,
    state: need?.state ?? 'open',
    text: need?.text,
    serviceId: need?.serviceId,
  })
  return (
    <CaseFormPage
      banner={banner}
      title={need ? 'Change the need' : 'Note a need'}
      lead="What stands in the way of getting well, and what is needed to speak with the patient."
      back={`/cases/${caseId}#needs`}
      submit="Save the need"
      errors={sent?.error}
      {...(need && { version: need.version })}
      saved={
        need && isOvertaken(sent)
          ? [
              { label: 'About', value: needKinds[need.kind] },
              { label: 'State', value: needStates[need.state] },
              { label: 'Note', value: need.text ?? '' },
              { label: 'Service', value: service ?? '' },
            ]
          : undefined
      }
    >
      <SelectField
        {...field('kind')}
        label="What it is about"
        emptyLabel="Choose one"
        options={Object.entries(needKinds).map(([value, label]) => ({ value, label }))}
      />
      <TextArea
        {...field('text')}
        label="Note"
        hint="For a language: which. For the others: what is missing, in a sentence."
        optional
        rows={2}
        maxLength={1000}
      />
      <RadioCards
        {...field('state')}
        label="Where it stands"
        shape="row"
        choices={[
          { value: 'open', label: needStates.open, hint: 'Nobody is on it.' },
          { value: 'in-hand', label: needStates['in-hand'], hint: 'Somebody is on it.' },
          { value: 'met', label: needStates.met },
          { value: 'declined', label: needStates.declined, hint: 'The patient wants no help with it.' },
        ]}
      />
      <SelectField
        {...field('serviceId')}
        label="Who can help"
        hint={
          <>
            From the <TextLink to="/services">directory of services</TextLink>.
          </>
        }
        optional
        emptyLabel="Nobody yet"
        options={services}
      />
      <LabelField defaultValue={listSent(sent, 'labels') ?? need?.labels ?? []} />
    </CaseFormPage>
  )
}
