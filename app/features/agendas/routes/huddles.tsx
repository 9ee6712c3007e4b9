import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CalendarDays } from 'lucide-react'
import { countAttendees } from '#app/features/huddles/server/attendee-queries.server.ts'
import {
  type Huddle,
  type HuddleTense,
  listHuddles,
} from '#app/features/huddles/server/huddle-queries.server.ts'
import { HuddleStateMark } from '#app/features/huddles/ui/huddle-state.tsx'
import { may } from '#app/features/people/core/rights.ts'
import { notFound, requireRight, requireViewer } from '#app/features/people/server/require-viewer.server.ts'
import { inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { readId, type TeamId } from '#app/shared/ids.ts'
import { Badge } from '#app/ui/badge.tsx'
import { ButtonLink, TextLink } from '#app/ui/button.tsx'
import { Duration, Moment } from '#app/ui/moment.tsx'
import { EmptyState, Page, PageTitle, Section } from '#app/ui/page.tsx'
import { Cell, ColumnHead, DataTable, Row, RowHead } from '#app/ui/table.tsx'
import { countItems } from '../server/item-queries.server.ts'
import { casesWords } from '../ui/agenda-words.ts'

export const meta: MetaFunction = () => [{ title: 'Huddles · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(context, request)
  const teamId = readId<TeamId>(params.teamId)
  if (!teamId) throw notFound()
  await requireRight(context, viewer, 'huddle.join', teamId)
  return inOrganization(context.world, viewer, async (scope) => ({
    teamId,
    zone: viewer.zone,
    maySchedule: may(viewer, 'huddle.schedule', teamId),
    coming: await rowsOf(scope, teamId, 'coming'),
    drafts: may(viewer, 'huddle.schedule', teamId) ? await rowsOf(scope, teamId, 'draft') : [],
    past: await rowsOf(scope, teamId, 'past'),
  }))
}

async function rowsOf(scope: Scope, teamId: TeamId, tense: HuddleTense) {
  const huddles = await listHuddles(scope, teamId, tense)
  const ids = huddles.map((huddle) => huddle.huddleId)
  const asked = await countAttendees(scope, ids)
  const items = await countItems(scope, ids)
  return huddles.map((huddle: Huddle) => ({
    huddleId: huddle.huddleId,
    state: huddle.state,
    over: tense === 'past',
    minutes: huddle.minutes,
    startsAt: huddle.startsAt?.toISO() ?? null,
    endsAt: huddle.endsAt?.toISO() ?? null,
    createdAt: huddle.createdAt.toISO() ?? '',
    cases: items.get(huddle.huddleId)?.items ?? 0,
    asked: asked.get(huddle.huddleId)?.asked ?? 0,
    yes: asked.get(huddle.huddleId)?.yes ?? 0,
    requiredNo: asked.get(huddle.huddleId)?.requiredNo ?? 0,
  }))
}

type HuddleRow = Awaited<ReturnType<typeof rowsOf>>[number]

export default function Huddles() {
  const { teamId, zone, maySchedule, coming, drafts, past } = useLoaderData<typeof loader>()
  const plan = `/huddles/new?team=${teamId}`
  return (
    <Page>
      <PageTitle actions={maySchedule && <ButtonLink to={plan}>New huddle</ButtonLink>}>Huddles</PageTitle>
      <Section title="Coming">
        {coming.length === 0 ? (
          <EmptyState
            icon={CalendarDays}
            title="No huddle is planned"
            action={maySchedule && <ButtonLink to={plan}>Plan a huddle</ButtonLink>}
          >
            {maySchedule
              ? 'Choose cases from the queue, and find a time at which the people they need are free.'
              : 'When a lead plans one, it is shown here, and an invitation comes by mail.'}
          </EmptyState>
        ) : (
          <HuddleTable caption="Huddles to come, soonest first" rows={coming} zone={zone} />
        )}
      </Section>
      {drafts.length > 0 && (
        <Section title="Drafts" aside="without a time yet">
          <HuddleTable caption="Drafts, latest first" rows={drafts} zone={zone} />
        </Section>
      )}
      {past.length > 0 && (
        <Section title="Past">
          <HuddleTable caption="Past huddles, latest first" rows={past} zone={zone} />
        </Section>
      )}
    </Page>
  )
}

function HuddleTable({ caption, rows, zone }: { caption: string; rows: readonly HuddleRow[]; zone: string }) {
  return (
    <DataTable
      caption={caption}
      columns={
        <>
          <ColumnHead>When</ColumnHead>
          <ColumnHead>State</ColumnHead>
          <ColumnHead>Agenda</ColumnHead>
          <ColumnHead>People</ColumnHead>
          <ColumnHead hidden>Next</ColumnHead>
        </>
      }
    >
      {rows.map((row) => (
        <Row key={row.huddleId}>
          <RowHead>
            <TextLink to={`/huddles/${row.huddleId}`} className="inline-flex min-h-6 items-center">
              {row.startsAt && row.endsAt ? (
                <Moment iso={row.startsAt} until={row.endsAt} zone={zone} form="range" />
              ) : (
                <span>
                  Draft of <Moment iso={row.createdAt} zone={zone} form="weekday" />
                </span>
              )}
            </TextLink>
          </RowHead>
          <Cell label="State">
            <HuddleStateMark state={row.state} over={row.over} />
          </Cell>
          <Cell label="Agenda" nowrap>
            {casesWords(row.cases)} · <Duration minutes={row.minutes} />
          </Cell>
          <Cell label="People">
            <span className="flex flex-wrap gap-x-2 gap-y-1">
              <span className="whitespace-nowrap">
                {row.state === 'draft' ? `${row.asked} to be asked` : `${row.yes} of ${row.asked} said yes`}
              </span>
              {row.requiredNo > 0 && row.state === 'scheduled' && (
                <Badge tone="warn">
                  {row.requiredNo === 1 ? 'A required person said no' : `${row.requiredNo} required said no`}
                </Badge>
              )}
            </span>
          </Cell>
          <Cell nowrap>
            <NextStep row={row} />
          </Cell>
        </Row>
      ))}
    </DataTable>
  )
}

function NextStep({ row }: { row: HuddleRow }) {
  const [to, words] =
    row.state === 'ended'
      ? [`/huddles/${row.huddleId}/minutes`, 'Minutes']
      : row.state === 'live'
        ? [`/huddles/${row.huddleId}/live`, 'Join']
        : row.state === 'draft'
          ? [`/huddles/${row.huddleId}/time`, 'Find a time']
          : [undefined, undefined]
  if (!to) return null
  return (
    <TextLink to={to} className="inline-flex min-h-6 items-center">
      {words}
    </TextLink>
  )
}
