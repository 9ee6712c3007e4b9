import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readForm } from '#app/platform/form.server.ts'
import { disciplines } from '#app/shared/disciplines.ts'
import { Card, Page, PageTitle } from '#app/ui/page.tsx'
import { zonesByRegion } from '../core/zones.ts'
import { newTeamForm } from '../forms.ts'
import { type CreateTeamProblem, createTeam } from '../server/create-team.ts'
import { requireAdmin } from '../server/require-viewer.server.ts'
import { AdminTabs } from '../ui/admin-tabs.tsx'
import { TeamForm } from '../ui/team-form.tsx'

export const meta: MetaFunction = () => [{ title: 'New team · Huddle' }]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { organization } = await requireAdmin(context, request)
  return {
    regions: zonesByRegion(organization.zone),
    disciplines: Object.entries(disciplines).map(([value, label]) => ({ value, label })),
    values: {
      name: '',
      zone: organization.zone,
      defaultMinutes: '30',
      setupMinutes: '2',
      videoUrl: '',
      part2Programme: '',
      quorum: { psychiatrist: '1', 'care-manager': '1' },
    },
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireAdmin(context, request)
  const form = await readForm(request, newTeamForm)
  if (!form.ok) return form.sendBack()
  const created = await createTeam(context.world, viewer, form.value)
  if (!created.ok) {
    const field = created.problem === 'no-such-zone' ? 'zone' : ''
    return form.sendBack({ [field]: [sayings[created.problem]] })
  }
  return redirect(`/admin/teams/${created.value}`)
}

const sayings = {
  'no-such-zone': 'Choose a time zone from the list.',
  'no-crisis-instruction':
    'First say, under Organization, what to do when a patient is in danger. Then come back: nothing here is lost until you leave.',
} satisfies Record<CreateTeamProblem, string>

export default function NewTeam() {
  const page = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  return (
    <Page width="reading">
      <PageTitle>New team</PageTitle>
      <AdminTabs at="/admin/teams" />
      <Card>
        <TeamForm {...page} lastResult={lastResult} submit="Make the team" />
      </Card>
    </Page>
  )
}
