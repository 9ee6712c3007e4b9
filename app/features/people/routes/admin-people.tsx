import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { inOrganization } from '#app/platform/in-organization.ts'
import { disciplines, roles } from '#app/shared/disciplines.ts'
import { Badge } from '#app/ui/badge.tsx'
import { ButtonLink, TextLink } from '#app/ui/button.tsx'
import { Page, PageTitle } from '#app/ui/page.tsx'
import { Cell, ColumnHead, DataTable, Row, RowHead } from '#app/ui/table.tsx'
import { listMails, listMemberships, listPersons, listTeams } from '../server/people-queries.server.ts'
import { requireAdmin } from '../server/require-viewer.server.ts'
import { AdminTabs } from '../ui/admin-tabs.tsx'

export const meta: MetaFunction = () => [{ title: 'People · Huddle' }]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireAdmin(context, request)
  return inOrganization(context.world, viewer, async (scope) => {
    const teamNames = new Map((await listTeams(scope)).map((team) => [team.teamId, team.name]))
    const memberships = await listMemberships(scope)
    const persons = await listPersons(scope)
    const mails = await listMails(scope)
    return {
      people: persons.map((person) => ({
        personId: person.personId,
        name: person.name,
        mail: mails.get(person.personId) ?? '',
        discipline: disciplines[person.discipline],
        admin: person.admin,
        state: person.state,
        teams: memberships
          .filter((membership) => membership.personId === person.personId)
          .map(
            (membership) => `${teamNames.get(membership.teamId)} (${roles[membership.role].toLowerCase()})`,
          ),
      })),
    }
  })
}

export default function AdminPeople() {
  const { people } = useLoaderData<typeof loader>()
  return (
    <Page width="full">
      <PageTitle actions={<ButtonLink to="/admin/people/new">Invite someone</ButtonLink>}>People</PageTitle>
      <AdminTabs at="/admin/people" />
      <DataTable
        caption="Everybody in the organization"
        columns={
          <>
            <ColumnHead>Name</ColumnHead>
            <ColumnHead>Discipline</ColumnHead>
            <ColumnHead>Teams</ColumnHead>
            <ColumnHead>Access</ColumnHead>
          </>
        }
      >
        {people.map((person) => (
          <Row key={person.personId}>
            <RowHead>
              <TextLink to={`/admin/people/${person.personId}`}>{person.name}</TextLink>
              <span className="text-ink-soft block text-sm break-all">{person.mail}</span>
            </RowHead>
            <Cell label="Discipline">{person.discipline}</Cell>
            <Cell label="Teams">{person.teams.length > 0 ? person.teams.join(', ') : 'None'}</Cell>
            <Cell label="Access">
              <span className="flex flex-wrap gap-1.5">
                <Badge tone={person.state === 'active' ? 'neutral' : 'warn'}>{states[person.state]}</Badge>
                {person.admin && <Badge>Admin</Badge>}
              </span>
            </Cell>
          </Row>
        ))}
      </DataTable>
    </Page>
  )
}

const states = { invited: 'Invited', active: 'Active', ended: 'Ended' }
