import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { namesOfPeople } from '#app/features/people/server/people-queries.server.ts'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { readForm } from '#app/platform/form.server.ts'
import { ButtonLink, TextLink } from '#app/ui/button.tsx'
import { Card, Page, PageTitle } from '#app/ui/page.tsx'
import { PatientBanner } from '#app/ui/patient-banner.tsx'
import { Pagination } from '#app/ui/table.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { triedForm } from '../forms.ts'
import { addContact } from '../server/add-contact.ts'
import { atCase, requireCase } from '../server/at-case.server.ts'
import { countContacts, listContacts } from '../server/clinical-queries.server.ts'
import { findBanner } from '../server/find-banner.ts'
import { sayContact } from '../server/say-contact.ts'
import { ContactList, TriedForm } from '../ui/contact-section.tsx'

export const meta: MetaFunction = () => [{ title: 'Contacts · Huddle' }]

const onePage = 50

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return atCase(context, request, params.caseId, async (scope, { viewer, found, mayWrite }) => {
    const banner = await findBanner(scope, found.caseId)
    if (!banner) throw notFound()
    const asked = new URL(request.url).searchParams
    const which = asked.get('reached')
    const reached = which === 'yes' ? true : which === 'no' ? false : undefined
    const page = Math.min(Math.max(1, Number(asked.get('page')) || 1), 1000)
    const { patientId } = found
    const contacts = await listContacts(scope, patientId, onePage, {
      reached,
      skip: (page - 1) * onePage,
    })
    const names = await namesOfPeople(scope)
    return {
      caseId: found.caseId,
      teamId: found.teamId,
      zone: viewer.zone,
      banner,
      mayWrite,
      which: reached === undefined ? '' : reached ? 'yes' : 'no',
      page,
      total: await countContacts(scope, patientId, { reached }),
      all: await countContacts(scope, patientId),
      missed: await countContacts(scope, patientId, { reached: false }),
      contacts: contacts.map((contact) => sayContact(contact, names)),
    }
  })
}

/** Tried and not reached, in one tap: now, by telephone. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { viewer, caseId } = await requireCase(context, request, params.caseId, 'case.write')
  const form = await readForm(request, triedForm)
  if (!form.ok) return form.sendBack()
  const added = await addContact(context.world, viewer, {
    ...form.value,
    caseId,
    at: context.world.now().toJSDate(),
    reached: false,
    minutes: null,
    note: null,
  })
  if (!added.ok) throw notFound()
  return redirect(`/cases/${caseId}#contacts`)
}

export default function Contacts() {
  const { caseId, zone, banner, mayWrite, which, page, total, all, missed, contacts } =
    useLoaderData<typeof loader>()
  const address = `/cases/${caseId}/contacts`
  const pages = Math.max(1, Math.ceil(total / onePage))
  return (
    <>
      <PatientBanner {...banner} as="p" />
      <Page width="reading">
        <PageTitle
          above={<TextLink to={`/cases/${caseId}#contacts`}>Back to the case</TextLink>}
          actions={
            mayWrite && (
              <>
                <TriedForm caseId={caseId} />
                <ButtonLink to={`${address}/new`}>Record a contact</ButtonLink>
              </>
            )
          }
        >
          Contacts
        </PageTitle>
        <Tabs
          label="Which contacts"
          tabs={[
            { to: address, label: `All (${all})`, current: which === '' },
            { to: `${address}?reached=yes`, label: `Reached (${all - missed})`, current: which === 'yes' },
            { to: `${address}?reached=no`, label: `Not reached (${missed})`, current: which === 'no' },
          ]}
        />
        <Card>
          {contacts.length === 0 ? (
            <p className="text-ink-soft">There is none.</p>
          ) : (
            <ContactList contacts={contacts} zone={zone} />
          )}
        </Card>
        {pages > 1 && (
          <Pagination
            page={page}
            pages={pages}
            total={total}
            of="contacts"
            toPage={(to) =>
              `${address}?${new URLSearchParams({ ...(which && { reached: which }), page: String(to) })}`
            }
          />
        )}
      </Page>
    </>
  )
}
