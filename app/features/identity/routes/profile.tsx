import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { zonesByRegion } from '#app/features/people/core/zones.ts'
import { changeZone } from '#app/features/people/server/change-zone.ts'
import { listTeams, listWorkingHours } from '#app/features/people/server/people-queries.server.ts'
import { hoursWords } from '#app/features/people/server/person-page.server.ts'
import { requireViewer } from '#app/features/people/server/require-viewer.server.ts'
import { ZoneField } from '#app/features/people/ui/zone-field.tsx'
import { readForm } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { disciplines, roles } from '#app/shared/disciplines.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Button } from '#app/ui/button.tsx'
import { RadioCards } from '#app/ui/field-choice.tsx'
import { FormActions, FormKey } from '#app/ui/form.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Card, KeyValues, Page, PageTitle, Section } from '#app/ui/page.tsx'
import { Cell, ColumnHead, DataTable, Row, RowHead } from '#app/ui/table.tsx'
import { browserWords } from '../core/browser-words.ts'
import { profileForm } from '../forms.ts'
import { endOtherSessions } from '../server/end-other-sessions.ts'
import { listPasskeys, listSessions } from '../server/identity-queries.server.ts'
import { removePasskey } from '../server/remove-passkey.ts'
import { readTheme, themeCookie } from '../server/theme.server.ts'
import { PasskeyButton } from '../ui/passkey-button.tsx'

export const meta: MetaFunction = () => [{ title: 'Profile · Huddle' }]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await requireViewer(context, request)
  return inOrganization(context.world, viewer, async (scope) => {
    const hours = (await listWorkingHours(scope, [viewer.personId])).get(viewer.personId) ?? []
    const teams = (await listTeams(scope)).flatMap((team) => {
      const role = viewer.roles.get(team.teamId)
      return role ? [`${team.name}: ${roles[role]}`] : []
    })
    const passkeys = await listPasskeys(scope, viewer.personId)
    return {
      name: viewer.person.name,
      mail: viewer.person.mail,
      discipline: disciplines[viewer.person.discipline],
      zone: viewer.zone,
      regions: zonesByRegion(viewer.zone),
      theme: readTheme(context.world, request) ?? 'device',
      teams,
      hours: hoursWords(hours),
      mayAddPasskey: viewer.session.level === 'passkey' || passkeys.length === 0,
      passkeys: passkeys.map((passkey) => ({
        credentialId: passkey.credentialId,
        where: passkey.transports.includes('internal') ? 'On a device' : 'Security key or another device',
        createdAt: passkey.createdAt.toISOString(),
        lastUsedAt: passkey.lastUsedAt?.toISOString() ?? null,
      })),
      sessions: (await listSessions(scope, viewer.personId)).map((session) => ({
        ref: session.ref,
        here: session.ref === viewer.session.ref,
        browser: browserWords(session.userAgent ?? ''),
        ip: session.ip ?? '',
        since: session.createdAt.toISOString(),
        lastSeen: session.lastSeenAt.toISOString(),
      })),
    }
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { world } = context
  const viewer = await requireViewer(context, request)
  const form = await readForm(request, profileForm)
  if (!form.ok) return data({ problem: 'This could not be read. Load the page again.' }, { status: 422 })
  const asked = form.value
  switch (asked.intent) {
    case 'zone': {
      const changed = await changeZone(world, viewer, { key: asked.key, zone: asked.zone })
      if (!changed.ok) return data({ problem: 'Choose a time zone from the list.' }, { status: 422 })
      return redirect('/profile?saved')
    }
    case 'theme':
      return redirect('/profile?saved', { headers: { 'Set-Cookie': themeCookie(world, asked.theme) } })
    case 'remove-passkey': {
      const removed = await removePasskey(world, viewer, asked.credentialId)
      if (!removed.ok)
        return data({ problem: 'This is your last passkey. Add another one first.' }, { status: 422 })
      return redirect('/profile?saved')
    }
    case 'end-others':
      await endOtherSessions(world, viewer)
      return redirect('/profile?saved')
  }
}

export default function Profile() {
  const page = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const [query] = useSearchParams()
  return (
    <Page width="reading">
      <PageTitle lead={page.mail}>{page.name}</PageTitle>
      {sent?.problem && (
        <Notice tone="warn" announce title="Nothing was changed">
          {sent.problem}
        </Notice>
      )}
      {!sent && query.has('saved') && <Notice tone="success" announce title="Saved" />}
      <Card>
        <KeyValues
          items={[
            { label: 'Discipline', value: page.discipline },
            { label: 'Teams', value: page.teams.length > 0 ? <Lines of={page.teams} /> : 'None yet' },
            {
              label: 'Working hours',
              value: page.hours.length > 0 ? <Lines of={page.hours} /> : 'None: no huddle is offered to you',
            },
          ]}
        />
        <p className="text-ink-soft mt-4 text-sm">An admin of your organization changes these.</p>
      </Card>
      <Section title="Your clock and your screen">
        <div className="flex flex-col gap-5">
          <Card>
            <Form method="post">
              <FormKey />
              <input type="hidden" name="intent" value="zone" />
              <ZoneField
                key={page.zone}
                name="zone"
                label="Time zone"
                hint="You see every time in it, and your working hours are meant in it."
                regions={page.regions}
                defaultValue={page.zone}
              />
              <FormActions>
                <Button variant="secondary">Save</Button>
              </FormActions>
            </Form>
          </Card>
          <Card>
            <Form method="post" reloadDocument>
              <input type="hidden" name="intent" value="theme" />
              <RadioCards
                key={page.theme}
                name="theme"
                label="Light or dark"
                shape="row"
                choices={[
                  { value: 'device', label: 'As the device' },
                  { value: 'light', label: 'Light' },
                  { value: 'dark', label: 'Dark' },
                ]}
                defaultValue={page.theme}
              />
              <FormActions>
                <Button variant="secondary">Save</Button>
              </FormActions>
            </Form>
          </Card>
        </div>
      </Section>
      <Section title="Passkeys">
        <Passkeys page={page} />
      </Section>
      <Section
        title="Where you are signed in"
        actions={
          page.sessions.length > 1 && (
            <Form method="post">
              <input type="hidden" name="intent" value="end-others" />
              <Button variant="secondary" size="small">
                Sign out everywhere else
              </Button>
            </Form>
          )
        }
      >
        <DataTable
          caption="Where you are signed in"
          columns={
            <>
              <ColumnHead>Browser</ColumnHead>
              <ColumnHead>Address</ColumnHead>
              <ColumnHead>Since</ColumnHead>
              <ColumnHead>Last used</ColumnHead>
            </>
          }
        >
          {page.sessions.map((session) => (
            <Row key={session.ref} current={session.here}>
              <RowHead>
                {session.browser} {session.here && <Badge tone="accent">This one</Badge>}
              </RowHead>
              <Cell label="Address">{session.ip}</Cell>
              <Cell label="Since">
                <Moment iso={session.since} zone={page.zone} />
              </Cell>
              <Cell label="Last used">
                <Moment iso={session.lastSeen} zone={page.zone} />
              </Cell>
            </Row>
          ))}
        </DataTable>
      </Section>
    </Page>
  )
}

function Passkeys({ page }: { page: ReturnType<typeof useLoaderData<typeof loader>> }) {
  return (
    <div className="flex flex-col gap-4">
      {page.passkeys.length > 0 && (
        <DataTable
          caption="Your passkeys"
          columns={
            <>
              <ColumnHead>Passkey</ColumnHead>
              <ColumnHead>Made</ColumnHead>
              <ColumnHead>Last used</ColumnHead>
              <ColumnHead hidden>Remove</ColumnHead>
            </>
          }
        >
          {page.passkeys.map((passkey, index) => (
            <Row key={passkey.credentialId}>
              <RowHead>
                {index + 1}. {passkey.where}
              </RowHead>
              <Cell label="Made">
                <Moment iso={passkey.createdAt} zone={page.zone} />
              </Cell>
              <Cell label="Last used">
                {passkey.lastUsedAt ? <Moment iso={passkey.lastUsedAt} zone={page.zone} /> : 'Not since then'}
              </Cell>
              <Cell>
                {page.passkeys.length > 1 && (
                  <Form method="post">
                    <input type="hidden" name="intent" value="remove-passkey" />
                    <input type="hidden" name="credentialId" value={passkey.credentialId} />
                    <Button variant="secondary" size="small">
                      Remove <span className="sr-only">passkey {index + 1}</span>
                    </Button>
                  </Form>
                )}
              </Cell>
            </Row>
          ))}
        </DataTable>
      )}
      {page.mayAddPasskey ? (
        <div className="max-w-80">
          <PasskeyButton intent="enrol" action="/passkey" next="/profile" variant="secondary">
            {page.passkeys.length > 0 ? 'Add another passkey' : 'Make a passkey'}
          </PasskeyButton>
        </div>
      ) : (
        <p className="text-ink-soft">Sign in with your passkey to add another one.</p>
      )}
    </div>
  )
}

function Lines({ of: lines }: { of: readonly string[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
