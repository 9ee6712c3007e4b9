import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Users } from 'lucide-react'
import { inOrganization } from '#app/platform/in-organization.ts'
import { ButtonLink, TextLink } from '#app/ui/button.tsx'
import { EmptyState, Page, PageTitle } from '#app/ui/page.tsx'
import { Cell, ColumnHead, DataTable, Row, RowHead } from '#app/ui/table.tsx'
import { listMemberships, listTeams } from '../server/people-queries.server.ts'
import { requireAdmin } from '../server/require-viewer.server.ts'
import { AdminTabs } from '../ui/admin-tabs.tsx'

export const meta: MetaFunction = () => [{ title: 'Teams · Huddle' }]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireAdmin(context, request)
  return inOrganization(context.world, viewer, async (scope) => {
    const members = (await listMemberships(scope)).filter((member) => member.state !== 'ended')
    return {
      teams: (await listTeams(scope)).map((team) => {
        const mine = members.filter((member) => member.teamId === team.teamId)
        return {
          id: team.teamId,
          name: team.name,
          zone: team.zone,
          people: mine.length,
          leads: mine.filter((member) => member.role === 'lead').length,
        }
      }),
    }
  })
}

export default function AdminTeams() {
  const { teams } = useLoaderData<typeof loader>()
  const begin = <ButtonLink to="/admin/teams/new">New team</ButtonLink>
  return (
    <Page width="full">
      <PageTitle actions={teams.length > 0 && begin}>Teams</PageTitle>
      <AdminTabs at="/admin/teams" />
      {teams.length === 0 ? (
        <EmptyState icon={Users} title="No team yet" action={begin}>
          A team shares a caseload and huddles about it. Make the first one, then give people their roles in
          it.
        </EmptyState>
      ) : (
        <DataTable
          caption="The teams of the organization"
          columns={
            <>
              <ColumnHead>Team</ColumnHead>
              <ColumnHead>Time zone</ColumnHead>
              <ColumnHead align="right">People</ColumnHead>
              <ColumnHead>Lead</ColumnHead>
            </>
          }
        >
          {teams.map((team) => (
            <Row key={team.id}>
              <RowHead>
                <TextLink to={`/admin/teams/${team.id}`}>{team.name}</TextLink>
              </RowHead>
              <Cell label="Time zone">{team.zone}</Cell>
              <Cell label="People" align="right">
                {team.people}
              </Cell>
              <Cell label="Lead">{team.leads > 0 ? team.leads : 'Nobody leads this team yet'}</Cell>
            </Row>
          ))}
        </DataTable>
      )}
    </Page>
  )
}
