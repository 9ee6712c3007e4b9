import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readForm } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { Card, Page, PageTitle } from '#app/ui/page.tsx'
import { inviteForm } from '../forms.ts'
import { type InviteProblem, invitePerson } from '../server/invite-person.ts'
import { hoursLines, readChoices } from '../server/person-page.server.ts'
import { requireAdmin } from '../server/require-viewer.server.ts'
import { AdminTabs } from '../ui/admin-tabs.tsx'
import { PersonForm } from '../ui/person-form.tsx'

export const meta: MetaFunction = () => [{ title: 'Invite someone · Huddle' }]

const officeHours = [{ weekdays: [1, 2, 3, 4, 5], fromMinute: 9 * 60, toMinute: 17 * 60 }]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireAdmin(context, request)
  return {
    choices: await inOrganization(context.world, viewer, (scope) =>
      readChoices(scope, viewer.organization.zone),
    ),
    values: {
      name: '',
      mail: '',
      discipline: 'care-manager',
      zone: viewer.organization.zone,
      admin: '',
      roles: {},
      hours: hoursLines(officeHours),
    },
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireAdmin(context, request)
  const form = await readForm(request, inviteForm)
  if (!form.ok) return form.sendBack()
  const invited = await invitePerson(context.world, viewer, form.value)
  if (!invited.ok) {
    const { field, words } = sayings[invited.problem]
    return form.sendBack({ [field]: [words] })
  }
  return redirect(`/admin/people/${invited.value}?invited`)
}

const sayings = {
  'already-here': {
    field: 'mail',
    words:
      'Somebody in this organization has this address. Look for them under People: access that has ended can be given again there.',
  },
  'not-an-address': { field: 'mail', words: 'Type one plain address, like robin@example.org' },
  'no-such-team': { field: 'roles', words: 'One of these teams is no longer there. Load the page again.' },
  'too-many-invitations': {
    field: '',
    words: 'Too many invitations within an hour. Wait a little, then go on.',
  },
} satisfies Record<InviteProblem, { field: string; words: string }>

export default function InviteSomeone() {
  const { choices, values } = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  return (
    <Page width="reading">
      <PageTitle lead="They get a mail that says where to sign in. Nothing else is in it.">
        Invite someone
      </PageTitle>
      <AdminTabs at="/admin/people" />
      <Card>
        <PersonForm values={values} choices={choices} lastResult={lastResult} submit="Send the invitation" />
      </Card>
    </Page>
  )
}
