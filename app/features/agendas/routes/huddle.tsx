import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import type { z } from 'zod'
import { huddleForm } from '#app/features/huddles/forms.ts'
import { type AddAttendeeProblem, addAttendee } from '#app/features/huddles/server/add-attendee.ts'
import { type AnswerProblem, answerInvitation } from '#app/features/huddles/server/answer-invitation.ts'
import { type ChooseProblem, chooseFacilitator } from '#app/features/huddles/server/choose-facilitator.ts'
import { clashShown, isClash } from '#app/features/huddles/server/clash-page.server.ts'
import { findHuddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { type RemoveAttendeeProblem, removeAttendee } from '#app/features/huddles/server/remove-attendee.ts'
import {
  type RequireAttendeeProblem,
  requireAttendee,
} from '#app/features/huddles/server/require-attendee.ts'
import { requireHuddle } from '#app/features/huddles/server/require-huddle.server.ts'
import { AnswerButtons } from '#app/features/huddles/ui/answer-buttons.tsx'
import { type ClashShown, clashWords } from '#app/features/huddles/ui/clash-words.ts'
import { HuddleStateMark } from '#app/features/huddles/ui/huddle-state.tsx'
import { may } from '#app/features/people/core/rights.ts'
import {
  notFound,
  requireRight,
  requireViewer,
  type Viewer,
} from '#app/features/people/server/require-viewer.server.ts'
import { readForm } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId } from '#app/shared/ids.ts'
import { Button, ButtonLink, TextLink } from '#app/ui/button.tsx'
import { SelectField } from '#app/ui/field.tsx'
import { RadioCards } from '#app/ui/field-choice.tsx'
import { FormActions, FormFields, FormKey } from '#app/ui/form.tsx'
import { Duration, Moment } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Card, Columns, KeyValues, Page, PageTitle, Section, Stack } from '#app/ui/page.tsx'
import { RowPatient } from '#app/ui/patient-banner.tsx'
import { showAgenda } from '../server/agenda-page.server.ts'
import { showAttendees } from '../server/huddle-page.server.ts'
import { casesWords } from '../ui/agenda-words.ts'
import { AttendeeTable } from '../ui/attendee-table.tsx'

export const meta: MetaFunction = () => [{ title: 'Huddle · Huddle' }]

const EARLY_MINUTES = 15

const sayings = {
  'no-such-huddle': 'This huddle is not there any more.',
  'too-late': 'This huddle has begun or is over, so this cannot be changed any more.',
  'changed-meanwhile':
    'Somebody else has just changed this huddle. It is shown as it stands now: look, and do it again if you still want to.',
  'not-a-member': 'Only members of the team can be invited.',
  'not-asked': 'This person was just taken off by somebody else.',
  'not-scheduled': 'This huddle has no time, or is cancelled, so there is nothing to answer.',
  over: 'This huddle is over, so there is nothing to answer.',
  'last-one': 'A huddle with a time keeps at least one person. To call it off, cancel it.',
  'facilitator-unfit':
    'The facilitator must be invited to the huddle, and be a lead or clinician of the team.',
  'scribe-unfit': 'The scribe must be invited to the huddle.',
} satisfies Record<
  AddAttendeeProblem | RemoveAttendeeProblem | RequireAttendeeProblem | ChooseProblem | AnswerProblem,
  string
>

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(context, request)
  const { huddleId, teamId } = await requireHuddle(context, viewer, params.huddleId, 'huddle.join')
  return inOrganization(context.world, viewer, async (scope) => {
    const huddle = await findHuddle(scope, huddleId)
    if (!huddle) throw notFound()
    const { rows } = await showAgenda(scope, huddle, undefined, { questions: false })
    const opens = huddle.startsAt?.minus({ minutes: EARLY_MINUTES })
    return {
      teamId,
      huddleId,
      zone: viewer.zone,
      state: huddle.state,
      version: huddle.version,
      minutes: huddle.minutes,
      setupMinutes: huddle.setupMinutes,
      startsAt: huddle.startsAt?.toISO() ?? null,
      endsAt: huddle.endsAt?.toISO() ?? null,
      over: huddle.state === 'scheduled' && huddle.endsAt !== null && huddle.endsAt <= scope.now,
      joinable:
        huddle.state === 'live' || (huddle.state === 'scheduled' && Boolean(opens && opens <= scope.now)),
      opensAt: opens?.toISO() ?? null,
      viewerId: viewer.personId,
      facilitatorId: huddle.facilitatorId,
      scribeId: huddle.scribeId,
      schedules: may(viewer, 'huddle.schedule', teamId),
      edits:
        may(viewer, 'huddle.schedule', teamId) && (huddle.state === 'draft' || huddle.state === 'scheduled'),
      ...(await showAttendees(scope, huddle)),
      agenda: rows.map(({ itemId, caseId, patient, minutes, cut, uncovered }) => ({
        itemId,
        caseId,
        patient,
        minutes,
        cut,
        uncovered,
      })),
    }
  })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(context, request)
  const { huddleId, teamId } = await requireHuddle(context, viewer, params.huddleId, 'huddle.join')
  const form = await readForm(request, huddleForm)
  if (!form.ok) {
    await requireRight(context, viewer, 'huddle.schedule', teamId)
    return data({ wrong: 'Choose a person from the list.', clashes: null }, { status: 422 })
  }
  if (form.value.intent !== 'answer') await requireRight(context, viewer, 'huddle.schedule', teamId)
  const changed = await change(context.world, viewer, huddleId, form.value)
  if (changed.ok) return redirect(`/huddles/${huddleId}`)
  if (isClash(changed)) return data({ wrong: '', clashes: clashShown(changed) }, { status: 409 })
  return data({ wrong: sayings[changed.problem], clashes: null }, { status: 409 })
}

function change(world: World, viewer: Viewer, huddleId: HuddleId, deed: z.output<typeof huddleForm>) {
  if (deed.intent === 'answer') return answerInvitation(world, viewer, { huddleId, answer: deed.answer })
  const { key } = deed
  switch (deed.intent) {
    case 'add':
      return addAttendee(world, viewer, {
        huddleId,
        key,
        personId: deed.personId,
        required: deed.required === 'yes',
      })
    case 'remove':
      return removeAttendee(world, viewer, { huddleId, key, personId: deed.personId })
    case 'require':
    case 'make-optional': {
      const required = deed.intent === 'require'
      return requireAttendee(world, viewer, { huddleId, key, personId: deed.personId, required })
    }
    case 'choose': {
      const { intent: _, ...chosen } = deed
      return chooseFacilitator(world, viewer, { huddleId, ...chosen })
    }
  }
}

// After a refusal the page shows the huddle as it stands now.
export const shouldRevalidate = () => true

export default function HuddlePage() {
  const huddle = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { huddleId, teamId, state, zone, startsAt, endsAt, asked, edits } = huddle
  const declined = asked.filter((person) => person.required && person.answer === 'no')
  return (
    <Page>
      <PageTitle
        above={<TextLink to={`/teams/${teamId}/huddles`}>Huddles</TextLink>}
        lead={
          startsAt ? (
            <Moment iso={startsAt} zone={zone} form="range" until={endsAt ?? startsAt} nameZone />
          ) : (
            'No time yet, so nobody has been invited.'
          )
        }
        actions={<Actions />}
      >
        Huddle
      </PageTitle>
      {answer && <Refused wrong={answer.wrong} clashes={answer.clashes} zone={zone} />}
      {state === 'scheduled' && declined.length > 0 && huddle.schedules && (
        <Notice
          tone="warn"
          title={`${declined.map((person) => person.name).join(' and ')} said no and ${declined.length === 1 ? 'is' : 'are'} required`}
          actions={
            <ButtonLink to={`/huddles/${huddleId}/time`} variant="secondary">
              Find another time
            </ButtonLink>
          }
        >
          Move the huddle, make {declined.length === 1 ? 'this person' : 'them'} optional, or take the cases
          that need {declined.length === 1 ? 'them' : 'these people'} off the agenda.
        </Notice>
      )}
      <MyAnswer />
      <Columns shape="main-aside">
        <Stack gap="loose">
          <Section title="People" aside={answersWords(asked, state)}>
            <AttendeeTable asked={asked} state={state} edits={edits} />
          </Section>
          {edits && huddle.others.length > 0 && <AskMore />}
        </Stack>
        <Stack>
          <Card title="About it">
            <KeyValues
              items={[
                { label: 'State', value: <HuddleStateMark state={state} over={huddle.over} /> },
                ...(state === 'scheduled' && !huddle.joinable && huddle.opensAt
                  ? [{ label: 'Join from', value: <Moment iso={huddle.opensAt} zone={zone} /> }]
                  : []),
                { label: 'Length', value: <Duration minutes={huddle.minutes} /> },
                { label: 'Facilitator', value: nameOf(asked, huddle.facilitatorId) ?? 'Nobody yet' },
                { label: 'Scribe', value: nameOf(asked, huddle.scribeId) ?? 'Nobody yet' },
              ]}
            />
          </Card>
          <AgendaCard />
          {edits && <Facilitation />}
        </Stack>
      </Columns>
    </Page>
  )
}

function Actions() {
  const { huddleId, state, edits, joinable, schedules, over } = useLoaderData<typeof loader>()
  const to = `/huddles/${huddleId}`
  return (
    <>
      {edits && (
        <>
          <ButtonLink to={`${to}/cancel`} variant="quiet">
            Cancel
          </ButtonLink>
          {!joinable && !over && (
            <ButtonLink to={`${to}/now`} variant="secondary">
              Hold it now
            </ButtonLink>
          )}
          <ButtonLink to={`${to}/time`} variant={state === 'draft' ? 'primary' : 'secondary'}>
            {state === 'draft' ? 'Find a time' : 'Move'}
          </ButtonLink>
        </>
      )}
      {state === 'ended' && <ButtonLink to={`${to}/minutes`}>Minutes</ButtonLink>}
      {joinable && !over && (
        <ButtonLink to={`${to}/live`}>{state === 'live' || !schedules ? 'Join' : 'Start'}</ButtonLink>
      )}
    </>
  )
}

/** Whoever is invited answers here as well as on the page of their own link. */
function MyAnswer() {
  const { asked, viewerId, state, over } = useLoaderData<typeof loader>()
  const mine = asked.find((person) => person.personId === viewerId)
  if (!mine || over || (state !== 'scheduled' && state !== 'live')) return null
  return (
    <Card>
      <Form method="post" preventScrollReset>
        <input type="hidden" name="intent" value="answer" />
        <AnswerButtons answer={mine.answer} />
      </Form>
    </Card>
  )
}

function AgendaCard() {
  const { huddleId, agenda, schedules, state } = useLoaderData<typeof loader>()
  const cut = agenda.filter((row) => row.cut).length
  const edits = schedules && state !== 'ended' && state !== 'cancelled'
  return (
    <Card
      title="Agenda"
      actions={
        <ButtonLink to={`/huddles/${huddleId}/agenda`} variant="secondary" size="small">
          {edits ? 'Edit agenda' : 'Agenda'}
        </ButtonLink>
      }
    >
      {agenda.length === 0 ? (
        <p className="text-ink-soft">Nothing is on it yet.</p>
      ) : (
        <>
          <p className="mb-3">
            {casesWords(agenda.length)}
            {cut > 0 && <span className="text-warn font-semibold">, {cut} not reached</span>}
          </p>
          <ol className="flex flex-col gap-2.5">
            {agenda.map((row) => (
              <li key={row.itemId} className="flex items-start justify-between gap-4">
                <span className="min-w-0">
                  <RowPatient
                    patient={row.patient}
                    to={`/cases/${row.caseId}`}
                    similar={row.patient.similar}
                  />
                  {schedules && row.uncovered.length > 0 && (
                    <span className="text-warn mt-0.5 block text-sm font-semibold">
                      <TextLink to={`/cases/${row.caseId}/consents`}>Consent</TextLink> does not cover{' '}
                      {row.uncovered.join(', ')}
                    </span>
                  )}
                </span>
                <span className={row.cut ? 'text-warn whitespace-nowrap' : 'text-ink-soft whitespace-nowrap'}>
                  {row.cut === 'no-room' ? 'No room' : row.cut ? 'Needs missing' : `${row.minutes} min`}
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </Card>
  )
}

function AskMore() {
  const { others } = useLoaderData<typeof loader>()
  return (
    <Card title="Invite somebody else">
      <Form method="post" preventScrollReset>
        <FormKey />
        <FormFields>
          <SelectField
            name="personId"
            label="Person"
            emptyLabel="Choose a person"
            required
            options={others.map((person) => ({
              value: person.personId,
              label: `${person.name}, ${person.discipline}${person.neededBy > 0 ? ` (needed for ${casesWords(person.neededBy)})` : ''}`,
            }))}
          />
          <RadioCards
            name="required"
            label="Invited as"
            shape="row"
            defaultValue="no"
            choices={[
              { value: 'no', label: 'Optional' },
              { value: 'yes', label: 'Required', hint: 'Their time must be free' },
            ]}
          />
        </FormFields>
        <FormActions>
          <Button name="intent" value="add" variant="secondary">
            Invite
          </Button>
        </FormActions>
      </Form>
    </Card>
  )
}

function Facilitation() {
  const { asked, facilitatorId, scribeId, version } = useLoaderData<typeof loader>()
  const options = (people: typeof asked) =>
    people.map((person) => ({ value: person.personId as string, label: person.name }))
  return (
    <Card title="Who runs it">
      <Form method="post" preventScrollReset key={version}>
        <FormKey />
        <input type="hidden" name="version" value={version} />
        <FormFields>
          <SelectField
            name="facilitatorId"
            label="Facilitator"
            hint="Moves the huddle from case to case. Anyone with the right can take over while it runs."
            emptyLabel="Nobody yet"
            defaultValue={facilitatorId ?? ''}
            options={options(asked.filter((person) => person.mayFacilitate))}
          />
          <SelectField
            name="scribeId"
            label="Scribe"
            emptyLabel="Nobody yet"
            defaultValue={scribeId ?? ''}
            options={options(asked)}
          />
        </FormFields>
        <FormActions>
          <Button name="intent" value="choose" variant="secondary">
            Save
          </Button>
        </FormActions>
      </Form>
    </Card>
  )
}

interface RefusedProps {
  wrong: string
  clashes: readonly ClashShown[] | null
  zone: string
}

function Refused({ wrong, clashes, zone }: RefusedProps) {
  if (!clashes) return <Notice tone="warn" announce title={wrong} />
  return (
    <Notice tone="warn" announce title="This was not changed">
      {clashWords(clashes, zone).map((words) => (
        <p key={words}>{words}</p>
      ))}
    </Notice>
  )
}

/** How many are invited, and what they said so far. */
function answersWords(asked: readonly { answer: string }[], state: string): string {
  const invited = `${asked.length} ${state === 'draft' ? 'to be invited' : 'invited'}`
  if (state !== 'scheduled') return invited
  const count = (answer: string) => asked.filter((person) => person.answer === answer).length
  const said = [
    [count('yes'), 'yes'],
    [count('maybe'), 'maybe'],
    [count('no'), 'no'],
    [count('none'), 'not answered yet'],
  ].flatMap(([number, words]) => (number ? `${number} ${words}` : []))
  return `${invited} by mail: ${said.join(', ')}`
}

function nameOf(asked: readonly { personId: string; name: string }[], id: string | null): string | undefined {
  return asked.find((person) => person.personId === id)?.name
}
