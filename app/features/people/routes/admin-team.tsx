import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { type ShouldRevalidateFunctionArgs, useActionData, useLoaderData } from '@remix-run/react'
import { readForm } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { disciplines, roles } from '#app/shared/disciplines.ts'
import { readId, type TeamId } from '#app/shared/ids.ts'
import { ButtonLink, TextLink } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Card, EmptyState, Page, PageTitle, Section } from '#app/ui/page.tsx'
import { Cell, ColumnHead, DataTable, Row, RowHead } from '#app/ui/table.tsx'
import { zonesByRegion } from '../core/zones.ts'
import { teamForm } from '../forms.ts'
import { type ChangeTeamProblem, changeTeam } from '../server/change-team.ts'
import { findTeam, listMembers, listQuorum } from '../server/people-queries.server.ts'
import { notFound, requireAdmin } from '../server/require-viewer.server.ts'
import { AdminTabs } from '../ui/admin-tabs.tsx'
import { ChangedMeanwhile } from '../ui/changed-meanwhile.tsx'
import { TeamForm } from '../ui/team-form.tsx'

export const meta: MetaFunction = () => [{ title: 'Team · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const viewer = await requireAdmin(context, request)
  const teamId = teamOf(params.teamId)
  return inOrganization(context.world, viewer, async (scope) => {
    const team = await findTeam(scope, teamId)
    if (!team) throw notFound()
    const quorum = await listQuorum(scope, teamId)
    return {
      name: team.name,
      version: team.version,
      regions: zonesByRegion(team.zone),
      disciplines: Object.entries(disciplines).map(([value, label]) => ({ value, label })),
      values: {
        name: team.name,
        zone: team.zone,
        defaultMinutes: String(team.defaultMinutes),
        setupMinutes: String(team.setupMinutes),
        videoUrl: team.videoUrl ?? '',
        part2Programme: team.part2Programme ? 'yes' : '',
        quorum: Object.fromEntries(quorum.map(({ discipline, count }) => [discipline, String(count)])),
      },
      saved: [
        { label: 'Name', value: team.name },
        { label: 'Time zone', value: team.zone },
        { label: 'Minutes', value: `${team.defaultMinutes}, of them ${team.setupMinutes} for arriving` },
        {
          label: 'Needs',
          value: quorum.map(({ discipline, count }) => `${count} ${disciplines[discipline]}`).join(', '),
        },
        { label: 'Video link', value: team.videoUrl ?? '' },
        { label: 'Part 2 programme', value: team.part2Programme ? 'Yes' : 'No' },
      ],
      members: (await listMembers(scope, teamId)).map((member) => ({
        personId: member.personId,
        name: member.name,
        discipline: disciplines[member.discipline],
        role: roles[member.role],
      })),
    }
  })
}

// Whoever was overtaken sees what was saved meanwhile, so the page reads it anew although the answer was a refusal.
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return actionStatus === 409 || defaultShouldRevalidate
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const viewer = await requireAdmin(context, request)
  const teamId = teamOf(params.teamId)
  const form = await readForm(request, teamForm)
  if (!form.ok) return form.sendBack()
  const changed = await changeTeam(context.world, viewer, { ...form.value, teamId })
  if (changed.ok) return redirect('/admin/teams')
  if (changed.problem === 'no-such-team') throw notFound()
  const { field, words } = sayings[changed.problem]
  return form.sendBack({ [field]: [words] }, changed.problem === 'changed-meanwhile' ? 409 : 422)
}

const sayings = {
  'no-such-zone': { field: 'zone', words: 'Choose a time zone from the list.' },
  'changed-meanwhile': { field: '', words: 'Not saved yet. What somebody else saved meanwhile is above.' },
} satisfies Record<Exclude<ChangeTeamProblem, 'no-such-team'>, { field: string; words: string }>

export default function AdminTeam() {
  const page = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  const overtaken = lastResult?.error?.['']?.[0] === sayings['changed-meanwhile'].words
  return (
    <Page width="reading">
      <PageTitle above={<TextLink to="/admin/teams">Teams</TextLink>}>{page.name}</PageTitle>
      <AdminTabs at="/admin/teams" />
      {overtaken && <ChangedMeanwhile saved={page.saved} />}
      {page.members.length === 0 && (
        <Notice tone="warn" title="Nobody is in this team yet">
          Choose its people on their own pages: <TextLink to="/admin/people">People</TextLink>. A team needs a
          lead before a huddle can be planned.
        </Notice>
      )}
      <Card>
        <TeamForm
          key={page.version}
          values={page.values}
          regions={page.regions}
          disciplines={page.disciplines}
          version={page.version}
          lastResult={lastResult}
          submit="Save"
        />
      </Card>
      <Section title="People in this team">
        {page.members.length === 0 ? (
          <EmptyState title="Nobody yet" action={<ButtonLink to="/admin/people">Go to people</ButtonLink>}>
            Who is in a team, and as what, is said on each person's page.
          </EmptyState>
        ) : (
          <DataTable
            caption="People in this team"
            columns={
              <>
                <ColumnHead>Name</ColumnHead>
                <ColumnHead>Discipline</ColumnHead>
                <ColumnHead>Role</ColumnHead>
              </>
            }
          >
            {page.members.map((member) => (
              <Row key={member.personId}>
                <RowHead>
                  <TextLink to={`/admin/people/${member.personId}`}>{member.name}</TextLink>
                </RowHead>
                <Cell label="Discipline">{member.discipline}</Cell>
                <Cell label="Role">{member.role}</Cell>
              </Row>
            ))}
          </DataTable>
        )}
      </Section>
    </Page>
  )
}

function teamOf(text: string | undefined): TeamId {
  const teamId = readId<TeamId>(text)
  if (!teamId) throw notFound()
  return teamId
}
