import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { atHuddle } from '#app/features/huddles/server/require-huddle.server.ts'
import { disciplines } from '#app/shared/disciplines.ts'
import { Badge } from '#app/ui/badge.tsx'
import { TextLink } from '#app/ui/button.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { KeyValues, Page, PageTitle, Section } from '#app/ui/page.tsx'
import { RowPatient } from '#app/ui/patient-banner.tsx'
import { PrintButton } from '#app/ui/print-button.tsx'
import { readMinutes } from '../server/minutes.ts'
import { Decisions } from '../ui/decisions.tsx'

export const meta: MetaFunction = () => [{ title: 'Minutes · Huddle' }]

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  return atHuddle(context, request, params.huddleId, 'case.read', async (scope, { viewer, huddle }) => ({
    minutes: await readMinutes(scope, huddle),
    zone: viewer.zone,
  }))
}

export default function MinutesPage() {
  const { minutes, zone } = useLoaderData<typeof loader>()
  const done = minutes.items.filter((item) => item.state === 'discussed').length
  const carried = minutes.items.filter((item) => item.state === 'carried').length
  return (
    <Page width="reading">
      <PageTitle
        above={
          <TextLink to={`/huddles/${minutes.huddleId}`} className="print:hidden">
            Huddle
          </TextLink>
        }
        lead={minutes.startedAt && <Moment iso={minutes.startedAt} zone={zone} form="weekday" />}
        actions={<PrintButton />}
      >
        Minutes
      </PageTitle>
      {minutes.state !== 'ended' && (
        <Notice
          tone="info"
          title={minutes.state === 'live' ? 'This huddle is still running' : 'This huddle has not been held'}
        >
          <TextLink to={`/huddles/${minutes.huddleId}/live`}>Go to the huddle</TextLink>
        </Notice>
      )}
      <KeyValues
        items={[
          { label: 'Team', value: minutes.team },
          {
            label: 'Held',
            value:
              minutes.startedAt && minutes.endedAt ? (
                <Moment iso={minutes.startedAt} until={minutes.endedAt} zone={zone} form="range" nameZone />
              ) : undefined,
          },
          { label: 'Facilitator', value: minutes.facilitator ?? undefined },
          { label: 'Present', value: namesOf(minutes.there) },
          ...(minutes.missing.length > 0
            ? [{ label: 'Required, not present', value: namesOf(minutes.missing) }]
            : []),
          { label: 'Cases', value: `${done} discussed${carried > 0 ? `, ${carried} carried over` : ''}` },
        ]}
      />
      {minutes.items.map((item, index) => (
        <Section key={item.itemId} title={`Case ${index + 1}`} aside={<ItemState item={item} />}>
          <div className="break-inside-avoid">
            {item.patient && <RowPatient patient={item.patient} to={`/cases/${item.caseId}`} />}
            {item.question && <p className="text-ink-soft my-2 whitespace-pre-line">{item.question}</p>}
            {item.decisions.length > 0 ? (
              <Decisions decisions={item.decisions} />
            ) : (
              <p className="text-ink-soft">Not decided. The case went back to the queue.</p>
            )}
          </div>
        </Section>
      ))}
      {minutes.items.length === 0 && <p className="text-ink-soft mt-6">No case was opened in this huddle.</p>}
    </Page>
  )
}

type Item = ReturnType<typeof useLoaderData<typeof loader>>['minutes']['items'][number]

function ItemState({ item }: { item: Item }) {
  if (item.state === 'carried') return <Badge tone="warn">Carried over</Badge>
  const spent = Math.max(1, Math.round(item.spentSeconds / 60))
  return (
    <span className="text-ink-soft text-sm tabular-nums">
      {spent} min, {item.minutes} planned
    </span>
  )
}

function namesOf(
  people: readonly { name: string; discipline: keyof typeof disciplines }[],
): string | undefined {
  if (people.length === 0) return undefined
  return people.map((person) => `${person.name} (${disciplines[person.discipline].toLowerCase()})`).join(', ')
}
