import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { inOrganization } from '#app/platform/in-organization.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Card, Columns, KeyValues, Page, PageTitle, Section, Stack } from '#app/ui/page.tsx'
import { listMemberships, listPersons, listTeams } from '../server/people-queries.server.ts'
import { requireAdmin } from '../server/require-viewer.server.ts'
import { AdminTabs } from '../ui/admin-tabs.tsx'

export const meta: MetaFunction = () => [{ title: 'Admin · Huddle' }]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireAdmin(context, request)
  return inOrganization(context.world, viewer, async (scope) => {
    const persons = await listPersons(scope)
    const memberships = await listMemberships(scope)
    const teams = await listTeams(scope)
    const count = (state: string) => persons.filter((person) => person.state === state).length
    return {
      organization: viewer.organization.name,
      zone: viewer.organization.zone,
      active: count('active'),
      invited: count('invited'),
      ended: count('ended'),
      teams: teams.length,
      withoutLead: teams
        .filter(
          (team) =>
            !memberships.some(
              (member) => member.teamId === team.teamId && member.role === 'lead' && member.state !== 'ended',
            ),
        )
        .map((team) => ({ id: team.teamId, name: team.name })),
      admins: persons.filter((person) => person.admin && person.state === 'active').length,
      onCall: persons.find((person) => person.personId === viewer.organization.onCallPersonId)?.name ?? null,
    }
  })
}

export default function Admin() {
  const page = useLoaderData<typeof loader>()
  return (
    <Page>
      <PageTitle>Admin</PageTitle>
      <AdminTabs at="/admin" />
      <Stack>
        {page.teams === 0 && (
          <Notice
            tone="warn"
            title="There is no team yet"
            actions={
              <ButtonLink to="/admin/teams/new" variant="secondary">
                New team
              </ButtonLink>
            }
          >
            A team shares a caseload. Make one, then invite its people.
          </Notice>
        )}
        {page.withoutLead.map((team) => (
          <Notice
            key={team.id}
            tone="warn"
            title={`Nobody leads ${team.name}`}
            actions={
              <ButtonLink to="/admin/people" variant="secondary">
                Choose a lead
              </ButtonLink>
            }
          >
            Without a lead nobody sees its inbox or plans its huddles.
          </Notice>
        ))}
        {page.admins === 1 && (
          <Notice
            title="There is one admin"
            actions={
              <ButtonLink to="/admin/people" variant="secondary">
                Choose a second
              </ButtonLink>
            }
          >
            If they lose their device, nobody can reset their passkey. A second admin can.
          </Notice>
        )}
      </Stack>
      <Section title="At a glance">
        <Columns>
          <Card
            title="People"
            actions={
              <ButtonLink to="/admin/people/new" size="small">
                Invite someone
              </ButtonLink>
            }
          >
            <KeyValues
              items={[
                { label: 'Active', value: page.active },
                { label: 'Invited', value: page.invited },
                { label: 'Ended', value: page.ended },
              ]}
            />
          </Card>
          <Card
            title="Teams"
            actions={
              <ButtonLink to="/admin/teams" variant="secondary" size="small">
                All teams
              </ButtonLink>
            }
          >
            <KeyValues items={[{ label: 'Teams', value: page.teams }]} />
          </Card>
          <Card
            title={page.organization}
            actions={
              <ButtonLink to="/admin/organization" variant="secondary" size="small">
                Change
              </ButtonLink>
            }
          >
            <KeyValues
              items={[
                { label: 'Time zone', value: page.zone },
                { label: 'On call', value: page.onCall ?? 'Nobody' },
              ]}
            />
          </Card>
        </Columns>
      </Section>
    </Page>
  )
}
