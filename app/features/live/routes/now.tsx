import { useForm } from '@conform-to/react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { countAttendees } from '#app/features/huddles/server/attendee-queries.server.ts'
import { clashShown, isClash } from '#app/features/huddles/server/clash-page.server.ts'
import { requireHuddle } from '#app/features/huddles/server/require-huddle.server.ts'
import { clashWords } from '#app/features/huddles/ui/clash-words.ts'
import { requireViewer } from '#app/features/people/server/require-viewer.server.ts'
import { readForm } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { NumberField } from '#app/ui/field.tsx'
import { ErrorSummary, FormActions, FormFields, FormKey } from '#app/ui/form.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Page, PageTitle } from '#app/ui/page.tsx'
import { holdNowForm } from '../forms.ts'
import { type HoldNowProblem, holdNow } from '../server/hold-now.ts'
import { joinHuddle } from '../server/join-huddle.ts'

export const meta: MetaFunction = () => [{ title: 'Hold it now · Huddle' }]

const sayings = {
  'no-such-huddle': 'This huddle is not there any more.',
  'changed-meanwhile': 'Somebody else has just changed this huddle. Look at it again before you start it.',
  over: 'This huddle is over or cancelled.',
  'too-short': 'Must be longer than the time for arriving',
} satisfies Record<HoldNowProblem, string>

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const viewer = await requireViewer(context, request)
  const huddle = await requireHuddle(context, viewer, params.huddleId, 'huddle.schedule')
  const { huddleId, state } = huddle
  if (state === 'live') throw redirect(`/huddles/${huddleId}/live`)
  if (state !== 'draft' && state !== 'scheduled') throw redirect(`/huddles/${huddleId}`)
  const counts = await inOrganization(context.world, viewer, (scope) => countAttendees(scope, [huddleId]))
  return {
    huddleId,
    version: huddle.version,
    minutes: huddle.minutes,
    startsAt: huddle.startsAt?.toISO() ?? null,
    endsAt: huddle.endsAt?.toISO() ?? null,
    asked: counts.get(huddleId)?.asked ?? 0,
    zone: viewer.zone,
  }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const viewer = await requireViewer(context, request)
  const { huddleId } = await requireHuddle(context, viewer, params.huddleId, 'huddle.schedule')
  const form = await readForm(request, holdNowForm)
  if (!form.ok) return form.sendBack()
  const held = await holdNow(context.world, viewer, { huddleId, ...form.value })
  if (held.ok) {
    await joinHuddle(context.world, viewer, huddleId)
    return redirect(`/huddles/${huddleId}/live`)
  }
  if (isClash(held)) return form.sendBack({ '': clashWords(clashShown(held), viewer.zone) }, 409)
  return form.sendBack({ [held.problem === 'too-short' ? 'minutes' : '']: [sayings[held.problem]] }, 409)
}

// After a refusal the page shows the huddle as it stands now.
export const shouldRevalidate = () => true

export default function Now() {
  const { huddleId, version, minutes, startsAt, endsAt, asked, zone } = useLoaderData<typeof loader>()
  const [form, fields] = useForm<{ minutes: number }>({
    lastResult: useActionData<typeof action>(),
    defaultValue: { minutes },
  })
  return (
    <Page width="reading">
      <PageTitle>Hold this huddle now?</PageTitle>
      <div className="flex flex-col gap-3">
        {startsAt && endsAt && (
          <p>
            Instead of <Moment iso={startsAt} until={endsAt} zone={zone} form="range" nameZone />.
          </p>
        )}
        <p>
          For a team that is together already. It begins this minute, and{' '}
          {asked === 1 ? 'the one person who is invited gets' : `all ${asked} who are invited get`} a mail
          with the link to join. Working hours and calendars are not looked at.
        </p>
      </div>
      <Form method="post" id={form.id} className="mt-6">
        <FormKey />
        <input type="hidden" name="version" value={version} />
        <FormFields>
          <ErrorSummary errors={form.allErrors} title="It was not started" />
          <NumberField
            name="minutes"
            label="Length"
            unit="min"
            defaultValue={fields.minutes.initialValue}
            errors={fields.minutes.errors}
          />
        </FormFields>
        <FormActions>
          <Button>Start now</Button>
          <ButtonLink to={`/huddles/${huddleId}`} variant="secondary">
            Not now
          </ButtonLink>
        </FormActions>
      </Form>
    </Page>
  )
}
