import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { may } from '#app/features/people/core/rights.ts'
import { findTeam } from '#app/features/people/server/people-queries.server.ts'
import { notFound, requireRight, requireViewer } from '#app/features/people/server/require-viewer.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { readId, type TeamId } from '#app/shared/ids.ts'
import { TextLink } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Columns, Page, PageTitle, Section, Stack } from '#app/ui/page.tsx'
import { readRulesPage } from '../server/read-rules-page.ts'
import { ChangeList, RuleList } from '../ui/rule-parts.tsx'

export const meta: MetaFunction = () => [{ title: 'Rules · Huddle' }]

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const teamId = readId<TeamId>(params.teamId)
  if (!teamId) throw notFound()
  const viewer = await requireViewer(context, request)
  await requireRight(context, viewer, 'case.read', teamId)
  return inOrganization(context.world, viewer, async (scope) => ({
    page: await readRulesPage(scope, teamId),
    team: (await findTeam(scope, teamId))?.name ?? '',
    teamId,
    mayEdit: may(viewer, 'rules.edit', teamId),
    zone: viewer.zone,
  }))
}

export default function RulesPage() {
  const { page, team, teamId, mayEdit, zone } = useLoaderData<typeof loader>()
  return (
    <Page>
      <PageTitle
        above={<TextLink to={`/teams/${teamId}/inbox`}>Inbox of {team}</TextLink>}
        lead={
          mayEdit
            ? 'What flags a case by itself, with the numbers of your team. Before a change is kept you see what it would do.'
            : 'What flags a case by itself, with the numbers of your team. Only leads change them.'
        }
      >
        Rules
      </PageTitle>
      {page.full.length > 0 && (
        <Notice tone="warn" title="Full caseloads">
          <ul>
            {page.full.map(({ personId, name, open }) => (
              <li key={personId}>
                {name} has {open} open cases.
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Columns shape="main-aside">
        <Stack gap="loose">
          <Section title="What raises a flag">
            <RuleList label="Rules" teamId={teamId} rules={page.rules} mayEdit={mayEdit} />
          </Section>
          <Section title="What else counts">
            <RuleList label="Other numbers" teamId={teamId} rules={page.standards} mayEdit={mayEdit} />
          </Section>
        </Stack>
        <Section title="Changes">
          <ChangeList changes={page.changes} zone={zone} />
        </Section>
      </Columns>
    </Page>
  )
}
