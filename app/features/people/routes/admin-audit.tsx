import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { DateTime } from 'luxon'
import { inOrganization } from '#app/platform/in-organization.ts'
import { readId } from '#app/shared/ids.ts'
import { isDay } from '#app/time/calendar-days.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Button, ButtonLink, TextLink } from '#app/ui/button.tsx'
import { SelectField, TextField } from '#app/ui/field.tsx'
import { DateField } from '#app/ui/field-time.tsx'
import { FieldRow } from '#app/ui/form.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Card, EmptyState, Page, PageTitle, Section } from '#app/ui/page.tsx'
import { Cell, ColumnHead, DataTable, Row, RowHead } from '#app/ui/table.tsx'
import { listAudit } from '../server/access-queries.server.ts'
import { listPersons, listTeams } from '../server/people-queries.server.ts'
import { requireAdmin } from '../server/require-viewer.server.ts'
import { AdminTabs } from '../ui/admin-tabs.tsx'

export const meta: MetaFunction = () => [{ title: 'Audit · Huddle' }]

const PAGE = 100

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireAdmin(context, request)
  const asked = readQuestion(new URL(request.url).searchParams, viewer.zone)
  return inOrganization(context.world, viewer, async (scope) => {
    const persons = await listPersons(scope)
    const names = new Map<string, string>([
      ...persons.map((person) => [person.personId, person.name] as const),
      ...(await listTeams(scope)).map((team) => [team.teamId, team.name] as const),
    ])
    const rows = await listAudit(scope, { ...asked, most: PAGE + 1 })
    const shown = rows.slice(0, PAGE)
    const last = shown.at(-1)
    return {
      zone: viewer.zone,
      asked: { day: asked.day, about: asked.about ?? '' },
      people: persons.map((person) => ({ value: person.personId as string, label: person.name })),
      aboutPerson: persons.some((person) => person.personId === asked.about),
      first: asked.before === null,
      olderThan: rows.length > PAGE && last ? last.seq : null,
      days: byDay(
        shown.map((row) => ({
          seq: row.seq,
          at: row.at.toISOString(),
          who: names.get(row.actorId ?? '') ?? actors[row.actorKind] ?? row.actorKind,
          action: row.action.replace(/[.-]/g, ' '),
          about: names.get(row.entityId ?? '') ?? row.entity,
          entityId: row.entityId,
          patientId: row.patientId,
          denied: row.outcome === 'denied',
          detail: row.detail,
        })),
        viewer.zone,
      ),
    }
  })
}

const actors: Readonly<Record<string, string>> = {
  system: 'Huddle itself',
  rule: 'A rule',
  import: 'An import',
  link: 'A personal link',
}

// What is asked for, from the address: a day on the viewer's clock, one id, and where the page begins.
function readQuestion(query: URLSearchParams, zone: string) {
  const text = query.get('day') ?? ''
  const day = isDay(text) ? DateTime.fromFormat(text, 'yyyy-MM-dd', { zone }) : undefined
  const before = Number(query.get('before'))
  return {
    day: day?.toISODate() ?? '',
    about: readId(query.get('id')?.trim()) ?? readId(query.get('person')) ?? null,
    before: Number.isSafeInteger(before) && before > 0 ? before : null,
    from: day ? day.startOf('day').toJSDate() : new Date(0),
    until: day ? day.endOf('day').toJSDate() : new Date('9999-01-01'),
  }
}

function byDay<Entry extends { at: string }>(
  entries: Entry[],
  zone: string,
): { day: string; entries: Entry[] }[] {
  const days = new Map<string, Entry[]>()
  for (const entry of entries) {
    const day = DateTime.fromISO(entry.at, { zone }).startOf('day').toISO() ?? entry.at
    days.set(day, [...(days.get(day) ?? []), entry])
  }
  return [...days].map(([day, ofDay]) => ({ day, entries: ofDay }))
}

export default function Audit() {
  const page = useLoaderData<typeof loader>()
  const { asked, zone } = page
  const older = new URLSearchParams({ day: asked.day, id: asked.about, before: String(page.olderThan) })
  return (
    <Page width="full">
      <PageTitle lead="What was done and seen, newest first. Nobody can change it.">Audit</PageTitle>
      <AdminTabs at="/admin/audit" />
      <Card>
        <Form method="get">
          <FieldRow>
            <DateField name="day" label="Day" optional defaultValue={asked.day} />
            <SelectField
              name="person"
              label="Person"
              optional
              emptyLabel="Anyone"
              options={page.people}
              defaultValue={page.aboutPerson ? asked.about : ''}
            />
            <TextField
              name="id"
              label="Id of a patient or anything else"
              optional
              autoComplete="off"
              spellCheck={false}
              defaultValue={page.aboutPerson ? '' : asked.about}
            />
            <div className="self-start pt-7">
              <Button variant="secondary">Show</Button>
            </div>
          </FieldRow>
        </Form>
      </Card>
      {page.days.length === 0 && (
        <EmptyState title="Nothing" action={<ButtonLink to="/admin/audit">Show everything</ButtonLink>}>
          Nothing was done or seen that fits.
        </EmptyState>
      )}
      {page.days.map(({ day, entries }) => (
        <Section key={day} title={<Moment iso={day} zone={zone} form="weekday" />}>
          <DataTable
            caption="What was done that day"
            columns={
              <>
                <ColumnHead>Time</ColumnHead>
                <ColumnHead>Who</ColumnHead>
                <ColumnHead>Did what</ColumnHead>
                <ColumnHead>To what</ColumnHead>
                <ColumnHead>Patient</ColumnHead>
              </>
            }
          >
            {entries.map((entry) => (
              <Row key={entry.seq}>
                <RowHead>
                  <Moment iso={entry.at} zone={zone} form="time" />
                </RowHead>
                <Cell label="Who">{entry.who}</Cell>
                <Cell label="Did what">
                  {entry.action} {entry.denied && <Badge tone="warn">Refused</Badge>}
                  {entry.detail && <span className="text-ink-soft"> {entry.detail}</span>}
                </Cell>
                <Cell label="To what">
                  {entry.entityId ? (
                    <TextLink to={`/admin/audit?id=${entry.entityId}`}>{entry.about}</TextLink>
                  ) : (
                    entry.about
                  )}
                </Cell>
                <Cell label="Patient">
                  {entry.patientId ? (
                    <TextLink to={`/admin/audit?id=${entry.patientId}`} className="font-mono text-sm">
                      …{entry.patientId.slice(-6)}
                    </TextLink>
                  ) : (
                    'None'
                  )}
                </Cell>
              </Row>
            ))}
          </DataTable>
        </Section>
      ))}
      <div className="flex gap-2">
        {!page.first && (
          <ButtonLink
            to={`/admin/audit?${new URLSearchParams({ day: asked.day, id: asked.about })}`}
            variant="secondary"
          >
            Newest
          </ButtonLink>
        )}
        {page.olderThan && (
          <ButtonLink to={`/admin/audit?${older}`} variant="secondary">
            Older
          </ButtonLink>
        )}
      </div>
    </Page>
  )
}
