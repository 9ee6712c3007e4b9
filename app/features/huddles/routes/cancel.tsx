import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { requireViewer } from '#app/features/people/server/require-viewer.server.ts'
import { readForm } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { FormActions, FormKey } from '#app/ui/form.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, PageTitle } from '#app/ui/page.tsx'
import { cancelForm } from '../forms.ts'
import { countAttendees } from '../server/attendee-queries.server.ts'
import { type CancelProblem, cancelHuddle } from '../server/cancel-huddle.ts'
import { requireHuddle } from '../server/require-huddle.server.ts'

export const meta: MetaFunction = () => [{ title: 'Cancel huddle · Huddle' }]

const sayings = {
  'no-such-huddle': 'This huddle is not there any more.',
  'changed-meanwhile': 'Somebody has just changed this huddle. Look at it again before you cancel it.',
  'already-cancelled': 'This huddle is cancelled already.',
  'already-begun': 'This huddle has begun, so it can only be ended.',
} satisfies Record<CancelProblem, string>

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(context, request)
  const huddle = await requireHuddle(context, viewer, params.huddleId, 'huddle.schedule')
  const counts = await inOrganization(context.world, viewer, (scope) =>
    countAttendees(scope, [huddle.huddleId]),
  )
  return {
    teamId: huddle.teamId,
    huddleId: huddle.huddleId,
    version: huddle.version,
    state: huddle.state,
    startsAt: huddle.startsAt?.toISO() ?? null,
    endsAt: huddle.endsAt?.toISO() ?? null,
    asked: counts.get(huddle.huddleId)?.asked ?? 0,
    zone: viewer.zone,
  }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(context, request)
  const huddle = await requireHuddle(context, viewer, params.huddleId, 'huddle.schedule')
  const form = await readForm(request, cancelForm)
  if (!form.ok) return data({ wrong: sayings['changed-meanwhile'] }, { status: 422 })
  const { huddleId } = huddle
  const cancelled = await cancelHuddle(context.world, viewer, { huddleId, ...form.value })
  if (!cancelled.ok) return data({ wrong: sayings[cancelled.problem] }, { status: 409 })
  return redirect(`/huddles/${huddleId}`)
}

// After a refusal the page shows the huddle as it stands now.
export const shouldRevalidate = () => true

export default function Cancel() {
  const huddle = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { startsAt, endsAt, zone } = huddle
  const possible = huddle.state === 'draft' || huddle.state === 'scheduled'
  return (
    <Page width="reading">
      <PageTitle>Cancel this huddle?</PageTitle>
      {answer && <Notice tone="warn" announce title={answer.wrong} />}
      <div className="flex flex-col gap-3">
        {startsAt && endsAt && (
          <p className="text-md font-semibold">
            <Moment iso={startsAt} until={endsAt} zone={zone} form="range" nameZone />
          </p>
        )}
        {huddle.state === 'scheduled' && (
          <p>
            {huddle.asked === 1
              ? 'The one person who is invited gets'
              : `All ${huddle.asked} who are invited get`}{' '}
            a mail that takes the huddle out of their calendar.
          </p>
        )}
        <p>The cases on its agenda wait in the queue again, with their age kept.</p>
      </div>
      {possible ? (
        <Form method="post">
          <FormKey />
          <input type="hidden" name="version" value={huddle.version} />
          <FormActions>
            <Button>Cancel the huddle</Button>
            <ButtonLink to={`/huddles/${huddle.huddleId}`} variant="secondary">
              Keep it
            </ButtonLink>
          </FormActions>
        </Form>
      ) : (
        <FormActions>
          <ButtonLink to={`/huddles/${huddle.huddleId}`}>Back to the huddle</ButtonLink>
        </FormActions>
      )}
    </Page>
  )
}
