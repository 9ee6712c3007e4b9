import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { HeartHandshake } from 'lucide-react'
import { mayEditServices } from '#app/features/people/core/rights.ts'
import { requireViewer } from '#app/features/people/server/require-viewer.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { Button, ButtonLink, TextLink } from '#app/ui/button.tsx'
import { SelectField } from '#app/ui/field.tsx'
import { EmptyState, Page, PageTitle } from '#app/ui/page.tsx'
import { Cell, ColumnHead, DataTable, Row, RowHead } from '#app/ui/table.tsx'
import { type NeedKind, needKinds } from '../core/needs.ts'
import { listServices } from '../server/service-queries.server.ts'
import { PhoneLink } from '../ui/phone-link.tsx'

export const meta: MetaFunction = () => [{ title: 'Services · Huddle' }]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(context, request)
  const asked = new URL(request.url).searchParams
  const kind = asked.get('kind') ?? ''
  const known = Object.hasOwn(needKinds, kind) ? (kind as NeedKind) : undefined
  const ended = asked.get('ended') === '1'
  const services = await inOrganization(context.world, viewer, (scope) =>
    listServices(scope, { kind: known, ended }),
  )
  return {
    kind: known ?? '',
    ended,
    mayEdit: mayEditServices(viewer),
    services: services.map(({ endedAt, ...service }) => ({ ...service, ended: endedAt !== null })),
  }
}

/** Who helps nearby, and with what: everybody reads it, leads and admins keep it. */
export default function Services() {
  const { kind, ended, mayEdit, services } = useLoaderData<typeof loader>()
  return (
    <Page width="full">
      <PageTitle
        lead="Who helps nearby, and with what. No patient stands here."
        actions={mayEdit && <ButtonLink to="/services/new">Add a service</ButtonLink>}
      >
        Services
      </PageTitle>
      <Form method="get" className="flex flex-wrap items-end gap-3">
        <div className="w-52">
          <SelectField
            key={kind}
            name="kind"
            label="Help with"
            emptyLabel="Anything"
            defaultValue={kind}
            options={Object.entries(needKinds).map(([value, label]) => ({ value, label }))}
          />
        </div>
        <div className="w-52">
          <SelectField
            key={String(ended)}
            name="ended"
            label="Out of use"
            emptyLabel="Leave out"
            defaultValue={ended ? '1' : ''}
            options={[{ value: '1', label: 'Show too' }]}
          />
        </div>
        <Button variant="secondary">Show</Button>
      </Form>
      {services.length === 0 ? (
        <EmptyState icon={HeartHandshake} title={kind ? 'No service for this yet' : 'No services yet'}>
          A service has a name, a number to ring and what it helps with. Needs on a case can point to it.
          {!mayEdit && ' Whoever leads a team can add one.'}
        </EmptyState>
      ) : (
        <DataTable
          caption="Services"
          columns={
            <>
              <ColumnHead>Service</ColumnHead>
              <ColumnHead>Helps with</ColumnHead>
              <ColumnHead>Phone</ColumnHead>
              <ColumnHead>Hours</ColumnHead>
              <ColumnHead>Languages</ColumnHead>
              <ColumnHead>Address and note</ColumnHead>
              {mayEdit && <ColumnHead hidden>Change</ColumnHead>}
            </>
          }
        >
          {services.map((service) => (
            <Row key={service.serviceId}>
              <RowHead>
                <span className="font-semibold">{service.name}</span>
                {service.ended && <span className="text-warn block text-sm font-medium">Out of use</span>}
                {service.web && (
                  <a
                    href={service.web}
                    rel="noreferrer"
                    className="text-accent block text-sm break-all underline underline-offset-[0.2em]"
                  >
                    {service.web.replace(/^https?:\/\//, '')}
                  </a>
                )}
              </RowHead>
              <Cell label="Helps with">{service.kinds.map((each) => needKinds[each]).join(', ')}</Cell>
              <Cell label="Phone" nowrap>
                <PhoneLink phone={service.phone} />
              </Cell>
              <Cell label="Hours">{service.hours || 'Not known'}</Cell>
              <Cell label="Languages">{service.languages || 'Not known'}</Cell>
              <Cell label="Address and note">
                <span className="whitespace-pre-line">
                  {[service.address, service.note].filter(Boolean).join('\n') || 'None'}
                </span>
              </Cell>
              {mayEdit && (
                <Cell label="Change">
                  <TextLink to={`/services/${service.serviceId}`}>
                    Change<span className="sr-only"> {service.name}</span>
                  </TextLink>
                </Cell>
              )}
            </Row>
          ))}
        </DataTable>
      )}
    </Page>
  )
}
