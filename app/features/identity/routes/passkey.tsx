import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { countPasskeys } from '#app/features/people/server/access-queries.server.ts'
import { requireViewer } from '#app/features/people/server/require-viewer.server.ts'
import { readForm } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { nextPath } from '../core/next-path.ts'
import { passkeyForm } from '../forms.ts'
import { browserAtDoor } from '../server/browser-at-door.server.ts'
import { type EnrolProblem, enrolPasskey } from '../server/enrol-passkey.ts'
import { type PresentProblem, presentPasskey } from '../server/present-passkey.ts'
import { Door } from '../ui/door.tsx'
import { PasskeyButton } from '../ui/passkey-button.tsx'

export const handle = { bare: true }

export const meta: MetaFunction = () => [{ title: 'Passkey · Huddle' }]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const next = nextPath(new URL(request.url).searchParams.get('next'))
  const viewer = await requireViewer(context, request, { codeIsEnough: true })
  if (viewer.session.level === 'passkey') throw redirect(next)
  const count = await inOrganization(context.world, viewer, (scope) => countPasskeys(scope, viewer.personId))
  return { next, has: count > 0, mail: viewer.person.mail }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await requireViewer(context, request, { codeIsEnough: true })
  const form = await readForm(request, passkeyForm)
  if (!form.ok) return data({ problem: sayings['not-accepted'] }, { status: 422 })
  const { browser } = browserAtDoor(context, request)
  const next = nextPath(form.value.next)
  if (form.value.intent === 'enrol') {
    // The library checks every part of it; its types only name the shape.
    const response = form.value.response as unknown as RegistrationResponseJSON
    const enrolled = await enrolPasskey(context.world, browser, viewer, response)
    if (!enrolled.ok) return data({ problem: sayings[enrolled.problem] }, { status: 422 })
    return redirect(next, { headers: { 'Set-Cookie': enrolled.value } })
  }
  const response = form.value.response as unknown as AuthenticationResponseJSON
  const presented = await presentPasskey(context.world, browser, viewer, response)
  if (!presented.ok) return data({ problem: sayings[presented.problem] }, { status: 422 })
  return redirect(next, { headers: { 'Set-Cookie': presented.value } })
}

const sayings = {
  'not-accepted': 'This passkey was not accepted. Try again, or sign in with a code by mail first.',
  'present-yours-first':
    'You have a passkey already. Use it here first; then you can add another one on your profile.',
  'slow-down': 'Too many tries from here. Wait a quarter of an hour, then try again.',
} satisfies Record<EnrolProblem | PresentProblem, string>

export default function Passkey() {
  const { next, has, mail } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <Door
      title={has ? 'Use your passkey' : 'Make a passkey'}
      lead={
        has
          ? 'A code by mail is not enough to see patients. Use the passkey you made before.'
          : 'A passkey is your screen lock or a security key instead of a password. It is asked for each time, because Huddle shows patients.'
      }
    >
      {sent && (
        <Notice tone="warn" announce title="That did not work">
          {sent.problem}
        </Notice>
      )}
      {has ? (
        <PasskeyButton intent="present" action="/passkey" next={next}>
          Use your passkey
        </PasskeyButton>
      ) : (
        <PasskeyButton intent="enrol" action="/passkey" next={next}>
          Make a passkey
        </PasskeyButton>
      )}
      {has && (
        <p className="text-ink-soft">
          The device is lost? An admin of your organization can reset your passkey; then a code by mail lets
          you make a new one.
        </p>
      )}
      <Form
        method="post"
        action="/sign-out"
        reloadDocument
        className="text-ink-soft flex flex-wrap items-center gap-2"
      >
        <span className="break-all">You are {mail}.</span>
        <Button variant="quiet" size="small">
          Sign out
        </Button>
      </Form>
    </Door>
  )
}
