import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { inOrganization } from '#app/platform/in-organization.ts'
import { roles } from '#app/shared/disciplines.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Card, Columns, EmptyState, KeyValues, Page, PageTitle, Section } from '#app/ui/page.tsx'
import { may } from '../core/rights.ts'
import { listTeams } from '../server/people-queries.server.ts'
import { requireViewer } from '../server/require-viewer.server.ts'

export const meta: MetaFunction = () => [{ title: 'Your teams · Huddle' }]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(context, request)
  const all = await inOrganization(context.world, viewer, listTeams)
  return {
    teams: all.flatMap((team) => {
      const role = viewer.roles.get(team.teamId)
      return role
        ? [
            {
              id: team.teamId,
              name: team.name,
              zone: team.zone,
              role: roles[role],
              inbox: may(viewer, 'flag.triage', team.teamId),
              measures: may(viewer, 'measures.read', team.teamId),
            },
          ]
        : []
    }),
  }
}

export default function YourTeams() {
  const { teams } = useLoaderData<typeof loader>()
  return (
    <Page>
      <PageTitle>Your teams</PageTitle>
      {teams.length === 0 ? (
        <EmptyState title="You are in no team yet">
          An admin of your organization puts you into a team. Until then there is no case for you to see.
        </EmptyState>
      ) : (
        <Columns>
          {teams.map((team) => (
            <Section key={team.id} title={team.name}>
              <Card>
                <KeyValues
                  items={[
                    { label: 'You are', value: team.role },
                    { label: 'Time zone', value: team.zone },
                  ]}
                />
                <div className="mt-4 flex flex-wrap gap-2">
                  <ButtonLink to={`/teams/${team.id}/cases`}>Cases</ButtonLink>
                  <ButtonLink to={`/teams/${team.id}/huddles`} variant="secondary">
                    Huddles
                  </ButtonLink>
                  {team.inbox && (
                    <ButtonLink to={`/teams/${team.id}/inbox`} variant="secondary">
                      Inbox
                    </ButtonLink>
                  )}
                  {team.measures && (
                    <ButtonLink to={`/teams/${team.id}/measures`} variant="secondary">
                      Measures
                    </ButtonLink>
                  )}
                  <ButtonLink to={`/teams/${team.id}/rules`} variant="secondary">
                    Rules
                  </ButtonLink>
                </div>
              </Card>
            </Section>
          ))}
        </Columns>
      )}
    </Page>
  )
}
