import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { type AnswerProblem, answerInvitation } from '#app/features/huddles/server/answer-invitation.ts'
import { findAttendee } from '#app/features/huddles/server/attendee-queries.server.ts'
import { clashShown, isClash } from '#app/features/huddles/server/clash-page.server.ts'
import { findHuddleOfAttendee, hasTime } from '#app/features/huddles/server/huddle-queries.server.ts'
import { AnswerButtons } from '#app/features/huddles/ui/answer-buttons.tsx'
import { clashWords } from '#app/features/huddles/ui/clash-words.ts'
import { findPerson } from '#app/features/people/server/people-queries.server.ts'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { readForm } from '#app/platform/form.server.ts'
import { asLink, inOrganization } from '#app/platform/in-organization.ts'
import { ButtonLink, linkLook } from '#app/ui/button.tsx'
import { Duration, Moment } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, PageTitle, Stack } from '#app/ui/page.tsx'
import { BareFrame } from '#app/ui/shell.tsx'
import { joinWindow } from '../core/join-window.ts'
import { answerForm } from '../forms.ts'
import { findInvitation } from '../server/invitation-queries.server.ts'
import { requireLink } from '../server/open-link.server.ts'
import { DeadLink } from '../ui/dead-link.tsx'

export const meta: MetaFunction = () => [{ title: 'Invitation · Huddle' }]

export const handle = { bare: true }

const sayings = {
  'not-asked': 'You are not invited to this huddle any more.',
  'not-scheduled': 'This huddle is cancelled, so there is nothing to answer.',
  over: 'This huddle is over, so there is nothing to answer.',
} satisfies Record<AnswerProblem, string>

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { organizationId, huddleId, personId } = await requireLink(context, request, params.ref)
  return inOrganization(context.world, asLink(organizationId, personId), async (scope) => {
    const huddle = await findHuddleOfAttendee(scope, huddleId, personId)
    const attendee = await findAttendee(scope, huddleId, personId)
    const person = await findPerson(scope, personId)
    if (!huddle || !attendee || !person || !hasTime(huddle)) throw notFound()
    const invitation = await findInvitation(scope, huddleId, personId)
    const { opensAt, closesAt } = joinWindow(huddle)
    const goesAhead = huddle.state === 'scheduled' || huddle.state === 'live'
    const before = invitation?.previous
    return {
      huddleId,
      ref: params.ref ?? '',
      zone: person.zone,
      cancelled: huddle.state === 'cancelled',
      over: huddle.state === 'ended' || (huddle.state === 'scheduled' && huddle.endsAt <= scope.now),
      startsAt: huddle.startsAt.toISO() ?? '',
      endsAt: huddle.endsAt.toISO() ?? '',
      minutes: huddle.minutes,
      before: before
        ? { startsAt: before.startsAt.toISO() ?? '', endsAt: before.endsAt.toISO() ?? '' }
        : null,
      answer: attendee.answer,
      mayJoin: huddle.state === 'live' || (goesAhead && opensAt <= scope.now && scope.now < closesAt),
      opensAt: opensAt.toISO() ?? '',
    }
  })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { organizationId, huddleId, personId } = await requireLink(context, request, params.ref)
  const form = await readForm(request, answerForm)
  if (!form.ok) return data({ wrong: 'Choose Yes, Maybe or No.', clashes: null }, { status: 422 })
  const caller = asLink(organizationId, personId)
  const answered = await answerInvitation(context.world, caller, { huddleId, ...form.value })
  if (answered.ok) return redirect(`/join/${params.ref}`)
  if (isClash(answered)) return data({ wrong: '', clashes: clashShown(answered) }, { status: 409 })
  return data({ wrong: sayings[answered.problem], clashes: null }, { status: 409 })
}

// After a refusal the page shows the invitation as it stands now.
export const shouldRevalidate = () => true

export default function Join() {
  const invitation = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const { zone, startsAt, endsAt, minutes, before, cancelled, over, answer } = invitation
  const open = !cancelled && !over
  return (
    <BareFrame>
      <Page width="reading">
        <PageTitle>Huddle</PageTitle>
        {answered && (
          <Notice
            tone="warn"
            announce
            title={answered.clashes ? 'Your answer was not changed: you are held elsewhere' : answered.wrong}
          >
            {answered.clashes &&
              clashWords(
                answered.clashes.map((clash) => ({ ...clash, name: 'Your time' })),
                zone,
              ).map((words) => <p key={words}>{words}</p>)}
          </Notice>
        )}
        {cancelled && <Notice title="This huddle is cancelled">You need not do anything.</Notice>}
        {over && !cancelled && <Notice title="This huddle is over" />}
        <Stack gap="tight">
          <p className={cancelled ? 'text-md line-through' : 'text-md font-semibold'}>
            <Moment iso={startsAt} until={endsAt} zone={zone} form="range" nameZone />
          </p>
          <p className="text-ink-soft">
            It takes <Duration minutes={minutes} />.
          </p>
          {before && open && (
            <p>
              It was moved. Before:{' '}
              <Moment iso={before.startsAt} until={before.endsAt} zone={zone} form="range" />
            </p>
          )}
        </Stack>
        {open && (
          <>
            <Form method="post">
              <AnswerButtons answer={answer} />
            </Form>
            <Stack gap="tight">
              {invitation.mayJoin ? (
                <ButtonLink to={`/huddles/${invitation.huddleId}/live`} reloadDocument size="large">
                  Join
                </ButtonLink>
              ) : (
                <p>
                  You can join from <Moment iso={invitation.opensAt} zone={zone} /> on this page.
                </p>
              )}
              <p>
                <a href={`/join/${invitation.ref}/invite.ics`} className={linkLook}>
                  Calendar file
                </a>
                <span className="text-ink-soft">, if the huddle is not in your calendar</span>
              </p>
            </Stack>
          </>
        )}
      </Page>
    </BareFrame>
  )
}

export function ErrorBoundary() {
  return <DeadLink />
}
