import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, type ShouldRevalidateFunctionArgs, useActionData, useLoaderData } from '@remix-run/react'
import { mayEditServices } from '#app/features/people/core/rights.ts'
import { notFound, requireViewer, unseen } from '#app/features/people/server/require-viewer.server.ts'
import { ChangedMeanwhile } from '#app/features/people/ui/changed-meanwhile.tsx'
import type { Context } from '#app/platform/context.ts'
import { readFormData, takeForm } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { Button, ButtonLink, TextLink } from '#app/ui/button.tsx'
import { TextArea, TextField } from '#app/ui/field.tsx'
import { CheckboxGroup } from '#app/ui/field-choice.tsx'
import { ErrorSummary, FormActions, FormFields, FormKey } from '#app/ui/form.tsx'
import { Card, Page, PageTitle } from '#app/ui/page.tsx'
import { needKinds } from '../core/needs.ts'
import { endServiceForm, serviceForm } from '../forms/depth.ts'
import { idOrNew } from '../server/at-case.server.ts'
import { findService } from '../server/service-queries.server.ts'
import { endService, writeService } from '../server/write-service.ts'
import { fieldsOf, isOvertaken, listSent } from '../ui/sent-back.ts'

export const meta: MetaFunction = () => [{ title: 'Service · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const viewer = await requireEditor(context, request)
  const serviceId = idOrNew(params.serviceId)
  if (!serviceId) return { service: null }
  const service = await inOrganization(context.world, viewer, (scope) => findService(scope, serviceId))
  if (!service) throw notFound()
  const { endedAt, ...rest } = service
  return { service: { ...rest, ended: endedAt !== null } }
}

// Whoever was overtaken sees what was saved meanwhile, so the page reads it anew although the answer was a refusal.
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return actionStatus === 409 || defaultShouldRevalidate
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const viewer = await requireEditor(context, request)
  const serviceId = idOrNew(params.serviceId)
  const sent = await takeForm(request)
  if (serviceId && sent.has('ended')) {
    const form = readFormData(sent, endServiceForm)
    if (!form.ok) return form.sendBack()
    const { ended, ...rest } = form.value
    const done = await endService(context.world, viewer, { ...rest, serviceId, ended: ended === 'yes' })
    if (done.ok) return redirect('/services')
    if (done.problem === 'no-such-service') throw notFound()
    return form.sendBack(overtaken, 409)
  }
  const form = readFormData(sent, serviceForm)
  if (!form.ok) return form.sendBack()
  const { version, ...service } = form.value
  const written = await writeService(context.world, viewer, {
    ...service,
    ...(serviceId && { service: { serviceId, version } }),
  })
  if (written.ok) return redirect('/services')
  if (written.problem === 'no-such-service') throw notFound()
  return form.sendBack(overtaken, 409)
}

const overtaken = { '': ['Somebody else has changed this service meanwhile.'] }

async function requireEditor(context: Context, request: Request) {
  const viewer = await requireViewer(context, request)
  if (mayEditServices(viewer)) return viewer
  const entityId = viewer.organizationId
  throw await unseen(context, viewer, { action: 'service.edit', entity: 'organization', entityId })
}

export default function ServicePage() {
  const { service } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const ending = sent?.initialValue ? 'ended' in sent.initialValue : false
  const typed = ending ? undefined : sent
  const field = fieldsOf(typed, { ...service, kinds: undefined, ended: undefined, version: undefined })
  return (
    <Page width="reading">
      <PageTitle above={<TextLink to="/services">Services</TextLink>}>
        {service ? 'Change a service' : 'Add a service'}
      </PageTitle>
      {service && isOvertaken(sent) && (
        <ChangedMeanwhile
          saved={[
            { label: 'Name', value: service.name },
            { label: 'Helps with', value: service.kinds.map((kind) => needKinds[kind]).join(', ') },
            { label: 'Phone', value: service.phone },
            { label: 'Address', value: service.address },
            { label: 'Hours', value: service.hours },
            { label: 'Languages', value: service.languages },
            { label: 'Note', value: service.note },
            { label: 'In use', value: service.ended ? 'No' : 'Yes' },
          ]}
        />
      )}
      <Card>
        <Form method="post" noValidate>
          <FormKey />
          <input type="hidden" name="version" value={service?.version ?? 0} />
          <FormFields>
            <ErrorSummary errors={typed?.error ?? {}} />
            <TextField {...field('name')} label="Name" autoComplete="off" maxLength={200} />
            <CheckboxGroup
              name="kinds"
              label="Helps with"
              shape="row"
              choices={Object.entries(needKinds).map(([value, label]) => ({ value, label }))}
              defaultValue={listSent(typed, 'kinds') ?? service?.kinds ?? []}
              errors={typed?.error?.kinds ?? undefined}
            />
            <TextField
              {...field('phone')}
              label="Phone"
              type="tel"
              optional
              autoComplete="off"
              maxLength={80}
            />
            <TextField {...field('address')} label="Address" optional autoComplete="off" maxLength={300} />
            <TextField {...field('hours')} label="Hours" optional autoComplete="off" maxLength={300} />
            <TextField
              {...field('languages')}
              label="Languages"
              hint="What they speak there."
              optional
              autoComplete="off"
              maxLength={300}
            />
            <TextField
              {...field('web')}
              label="Web address"
              type="url"
              optional
              autoComplete="off"
              maxLength={300}
            />
            <TextArea
              {...field('note')}
              label="Note"
              hint="How one gets in, what it costs, whom to ask for."
              optional
              rows={2}
              maxLength={1000}
            />
          </FormFields>
          <FormActions>
            <Button>Save the service</Button>
            <ButtonLink to="/services" variant="quiet">
              Cancel
            </ButtonLink>
          </FormActions>
        </Form>
      </Card>
      {service && (
        <Card title={service.ended ? 'Out of use' : 'No longer offered?'}>
          <Form method="post">
            <FormKey />
            <input type="hidden" name="version" value={service.version} />
            <input type="hidden" name="ended" value={service.ended ? 'no' : 'yes'} />
            <p className="text-ink-soft mb-3">
              {service.ended
                ? 'It can be chosen again once it is back in use.'
                : 'Nobody is sent there any more. Needs that name it keep it, and it can be taken back into use.'}
            </p>
            <Button variant="secondary">{service.ended ? 'Take back into use' : 'Take out of use'}</Button>
          </Form>
        </Card>
      )}
    </Page>
  )
}
