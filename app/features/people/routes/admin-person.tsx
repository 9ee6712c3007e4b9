import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
  type SerializeFrom,
} from '@remix-run/node'
import {
  Form,
  type ShouldRevalidateFunctionArgs,
  useActionData,
  useLoaderData,
  useSearchParams,
} from '@remix-run/react'
import type { Context } from '#app/platform/context.ts'
import { type FormErrors, readFormData, takeForm } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { disciplines, roles } from '#app/shared/disciplines.ts'
import { type PersonId, readId } from '#app/shared/ids.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Button, TextLink } from '#app/ui/button.tsx'
import { ErrorSummary, FormKey } from '#app/ui/form.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Card, Page, PageTitle, Section, Stack } from '#app/ui/page.tsx'
import { accessForm, personForm } from '../forms.ts'
import { countOpenTasks, countPasskeys } from '../server/access-queries.server.ts'
import { type ChangePersonProblem, changePerson } from '../server/change-person.ts'
import { type EndAccessProblem, endAccess } from '../server/end-access.ts'
import { type InviteAgainProblem, inviteAgain } from '../server/invite-again.ts'
import { findPerson, listRoles, listTeams, listWorkingHours } from '../server/people-queries.server.ts'
import { hoursLines, hoursWords, readChoices } from '../server/person-page.server.ts'
import { notFound, requireAdmin, type Viewer } from '../server/require-viewer.server.ts'
import { type ResetPasskeysProblem, resetPasskeys } from '../server/reset-passkeys.ts'
import { type RestoreAccessProblem, restoreAccess } from '../server/restore-access.ts'
import { AdminTabs } from '../ui/admin-tabs.tsx'
import { ChangedMeanwhile } from '../ui/changed-meanwhile.tsx'
import { PersonForm } from '../ui/person-form.tsx'

export const meta: MetaFunction = () => [{ title: 'Person · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const viewer = await requireAdmin(context, request)
  const personId = personOf(params.personId)
  return inOrganization(context.world, viewer, async (scope) => {
    const person = await findPerson(scope, personId)
    if (!person) throw notFound()
    const theirRoles = await listRoles(scope, personId)
    const hours = (await listWorkingHours(scope, [personId])).get(personId) ?? []
    const teams = new Map((await listTeams(scope)).map((team) => [team.teamId, team.name]))
    return {
      name: person.name,
      mail: person.mail,
      state: person.state,
      version: person.version,
      myself: personId === viewer.personId,
      passkeys: await countPasskeys(scope, personId),
      openTasks: await countOpenTasks(scope, personId),
      choices: await readChoices(scope, person.zone),
      values: {
        name: person.name,
        mail: person.mail,
        discipline: person.discipline as string,
        zone: person.zone,
        admin: person.admin ? 'yes' : '',
        roles: Object.fromEntries(theirRoles) as Record<string, string>,
        hours: hoursLines(hours),
      },
      saved: [
        { label: 'Name', value: person.name },
        { label: 'Discipline', value: disciplines[person.discipline] },
        { label: 'Time zone', value: person.zone },
        { label: 'Admin', value: person.admin ? 'Yes' : 'No' },
        {
          label: 'Roles',
          value: [...theirRoles].map(([teamId, role]) => `${teams.get(teamId)}: ${roles[role]}`).join(', '),
        },
        { label: 'Working hours', value: hoursWords(hours).join('; ') },
      ],
    }
  })
}

// Whoever was overtaken sees what was saved meanwhile, so the page reads it anew although the answer was a refusal.
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return actionStatus === 409 || defaultShouldRevalidate
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const viewer = await requireAdmin(context, request)
  const personId = personOf(params.personId)
  const formData = await takeForm(request)
  return formData.has('intent')
    ? actOnAccess(context, viewer, personId, formData)
    : savePerson(context, viewer, personId, formData)
}

async function savePerson(context: Context, viewer: Viewer, personId: PersonId, formData: FormData) {
  const form = readFormData(formData, personForm)
  if (!form.ok) return form.sendBack()
  const changed = await changePerson(context.world, viewer, { ...form.value, personId })
  if (changed.ok) return redirect(`/admin/people/${personId}?saved`)
  if (changed.problem === 'no-such-person') throw notFound()
  const { field, words } = saveSayings[changed.problem]
  return form.sendBack({ [field]: [words] }, changed.problem === 'changed-meanwhile' ? 409 : 422)
}

async function actOnAccess(context: Context, viewer: Viewer, personId: PersonId, formData: FormData) {
  const form = readFormData(formData, accessForm)
  if (!form.ok) return form.sendBack()
  const { key } = form.value
  const act = {
    end: endAccess,
    restore: restoreAccess,
    'invite-again': inviteAgain,
    'reset-passkeys': resetPasskeys,
  }[form.value.intent]
  const acted = await act(context.world, viewer, { personId, key })
  const again = form.value.intent === 'invite-again' ? '?invited' : ''
  if (acted.ok) return redirect(`/admin/people/${personId}${again}`)
  if (acted.problem === 'no-such-person') throw notFound()
  const errors: FormErrors = { '': [accessSayings[acted.problem]] }
  return form.sendBack(errors)
}

const saveSayings = {
  'changed-meanwhile': {
    field: '',
    words: 'Not saved yet. What somebody else saved meanwhile is above.',
  },
  'last-admin': {
    field: 'admin',
    words: 'There must be one admin who can sign in. Make somebody else an admin first.',
  },
  'no-such-team': { field: 'roles', words: 'One of these teams is no longer there. Load the page again.' },
  'no-such-zone': { field: 'zone', words: 'Choose a time zone from the list.' },
  'access-ended': { field: '', words: 'Their access has ended. Give it again before you change anything.' },
} satisfies Record<Exclude<ChangePersonProblem, 'no-such-person'>, { field: string; words: string }>

type AccessProblem = EndAccessProblem | RestoreAccessProblem | InviteAgainProblem | ResetPasskeysProblem

const accessSayings = {
  'already-ended': 'Their access had ended before.',
  'not-ended': 'They have access already.',
  'last-admin': 'There must be one admin who can sign in. Make somebody else an admin first.',
  'not-invited': 'They have signed in already, or their access has ended.',
  'too-many-invitations': 'Too many invitations within an hour. Wait a little, then try again.',
} satisfies Record<Exclude<AccessProblem, 'no-such-person'>, string>

export default function AdminPerson() {
  const page = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const [query] = useSearchParams()
  const aboutAccess =
    sent?.initialValue !== undefined && sent?.initialValue !== null && 'intent' in sent.initialValue
  const overtaken = sent?.error?.['']?.[0] === saveSayings['changed-meanwhile'].words
  return (
    <Page width="reading">
      <PageTitle above={<TextLink to="/admin/people">People</TextLink>} lead={page.mail}>
        {page.name}
      </PageTitle>
      <AdminTabs at="/admin/people" />
      {!sent && query.has('saved') && <Notice tone="success" announce title="Saved" />}
      {!sent && query.has('invited') && page.state === 'invited' && (
        <Notice tone="success" announce title="The invitation is on its way">
          It goes to {page.mail}.
        </Notice>
      )}
      {page.state !== 'ended' && Object.keys(page.values.roles).length === 0 && (
        <Notice tone="warn" title="In no team yet">
          {page.values.admin
            ? 'They see the pages of an admin, and no case.'
            : 'They can sign in, and see nothing.'}{' '}
          Choose a role in a team below.
        </Notice>
      )}
      {overtaken && <ChangedMeanwhile saved={page.saved} />}
      {page.state !== 'ended' && (
        <Card>
          <PersonForm
            key={page.version}
            values={page.values}
            choices={page.choices}
            version={page.version}
            lastResult={aboutAccess ? undefined : sent}
            submit="Save"
          />
        </Card>
      )}
      <Access page={page} errors={aboutAccess ? (sent?.error ?? undefined) : undefined} />
    </Page>
  )
}

interface AccessProps {
  page: SerializeFrom<typeof loader>
  errors: Record<string, string[] | null> | undefined
}

function Access({ page, errors }: AccessProps) {
  return (
    <Section
      title="Access"
      aside={<Badge tone={page.state === 'active' ? 'neutral' : 'warn'}>{states[page.state]}</Badge>}
    >
      <Card>
        <Stack>
          <ErrorSummary errors={errors} title="Nothing was changed" />
          {page.state === 'invited' && (
            <AccessForm intent="invite-again" button="Send the invitation again">
              They have not signed in yet.
            </AccessForm>
          )}
          {page.state === 'active' && page.passkeys > 0 && (
            <AccessForm intent="reset-passkeys" button="Reset passkeys">
              For a device that was lost: their{' '}
              {page.passkeys === 1 ? 'passkey is' : `${page.passkeys} passkeys are`} forgotten and they are
              signed out. A code by mail then lets them make a new one.
            </AccessForm>
          )}
          {page.state === 'ended' ? (
            <AccessForm intent="restore" button="Give access again">
              They cannot sign in, and their personal links no longer work. What they did stays in their name.
            </AccessForm>
          ) : (
            <AccessForm intent="end" button="End access">
              They are signed out everywhere at once, and their personal links stop working.
              {page.myself && ' This is you.'}
            </AccessForm>
          )}
          {page.openTasks > 0 && (
            <Notice
              tone="warn"
              title={page.openTasks === 1 ? 'They own 1 open task' : `They own ${page.openTasks} open tasks`}
            >
              Ending access does not hand tasks over. A lead of the team gives each of them a new owner on the
              task's page.
            </Notice>
          )}
        </Stack>
      </Card>
    </Section>
  )
}

function AccessForm({
  intent,
  button,
  children,
}: {
  intent: string
  button: string
  children: React.ReactNode
}) {
  return (
    <Form method="post" className="flex flex-wrap items-center justify-between gap-3">
      <FormKey />
      <input type="hidden" name="intent" value={intent} />
      <p className="max-w-[26rem]">{children}</p>
      <Button variant="secondary">{button}</Button>
    </Form>
  )
}

const states = { invited: 'Invited', active: 'Active', ended: 'Ended' }

function personOf(text: string | undefined): PersonId {
  const personId = readId<PersonId>(text)
  if (!personId) throw notFound()
  return personId
}
