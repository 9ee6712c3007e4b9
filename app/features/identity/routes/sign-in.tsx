import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import { findViewer } from '#app/features/people/server/require-viewer.server.ts'
import type { Context } from '#app/platform/context.ts'
import { readFormData, takeForm } from '#app/platform/form.server.ts'
import { readCookie } from '#app/platform/sessions.server.ts'
import { Button } from '#app/ui/button.tsx'
import { MailField } from '#app/ui/field.tsx'
import { ErrorSummary, FormFields } from '#app/ui/form.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { nextPath } from '../core/next-path.ts'
import { mailForm, passkeyForm } from '../forms.ts'
import { type AskForCodeProblem, askForCode } from '../server/ask-for-code.ts'
import { browserAtDoor } from '../server/browser-at-door.server.ts'
import { type PresentProblem, presentPasskey } from '../server/present-passkey.ts'
import { Door } from '../ui/door.tsx'
import { PasskeyButton } from '../ui/passkey-button.tsx'

export const handle = { bare: true }

export const meta: MetaFunction = () => [{ title: 'Sign in · Huddle' }]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const next = nextPath(new URL(request.url).searchParams.get('next'))
  const viewer = await findViewer(context, request, { background: true })
  if (viewer) {
    const enough = viewer.session.level !== 'code' || context.world.env.DEMO
    throw redirect(enough ? next : `/passkey?next=${encodeURIComponent(next)}`)
  }
  // A session that this browser still has, but that is no longer in force.
  const ended = readCookie(context.world, request, 'sid') !== undefined
  return { next, ended }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const formData = await takeForm(request)
  return formData.has('response')
    ? comeInByPasskey(context, request, formData)
    : mailCode(context, request, formData)
}

async function mailCode(context: Context, request: Request, formData: FormData) {
  const form = readFormData(formData, mailForm)
  if (!form.ok) return form.sendBack()
  const { browser, headers } = browserAtDoor(context, request)
  const asked = await askForCode(context.world, browser, form.value)
  if (!asked.ok)
    return form.sendBack({ mail: [sayings[asked.problem]] }, asked.problem === 'not-an-address' ? 422 : 429)
  const next = nextPath(form.value.next)
  return redirect(next === '/' ? '/sign-in/code' : `/sign-in/code?next=${encodeURIComponent(next)}`, {
    headers,
  })
}

async function comeInByPasskey(context: Context, request: Request, formData: FormData) {
  const form = readFormData(formData, passkeyForm)
  if (!form.ok) return form.sendBack()
  const { browser } = browserAtDoor(context, request)
  // The library checks every part of it; its types only name the shape.
  const response = form.value.response as unknown as AuthenticationResponseJSON
  const presented = await presentPasskey(context.world, browser, undefined, response)
  if (!presented.ok) return form.sendBack({ '': [passkeySayings[presented.problem]] })
  return redirect(nextPath(form.value.next), { headers: { 'Set-Cookie': presented.value } })
}

const passkeySayings = {
  'not-accepted': 'This passkey was not accepted. Try again, or use a code by mail.',
  'slow-down': 'Too many tries from here. Wait a quarter of an hour, then try again.',
} satisfies Record<PresentProblem, string>

const sayings = {
  'not-an-address': 'Type one plain address, like robin@example.org',
  'too-many-codes': 'Four codes were asked for within the hour. Use the last one, or wait and ask again.',
  'slow-down': 'Too many codes were asked for from here. Wait a while, then ask again.',
} satisfies Record<AskForCodeProblem, string>

export default function SignIn() {
  const { next, ended } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const asking = useNavigation().state !== 'idle'
  const typed = sent?.initialValue?.mail
  return (
    <Door title="Sign in">
      {ended && !sent && (
        <Notice title="You were signed out">
          Nothing was touched for a while, or your access was changed. Sign in again to go on where you were.
        </Notice>
      )}
      <Form method="post">
        <input type="hidden" name="next" value={next} />
        <FormFields>
          <ErrorSummary errors={sent?.error ?? undefined} />
          <MailField
            name="mail"
            label="Mail address"
            hint="You will get a code there."
            autoComplete="username webauthn"
            required
            defaultValue={typeof typed === 'string' ? typed : ''}
            errors={sent?.error?.mail ?? undefined}
          />
          <Button wide pending={asking}>
            Mail me a code
          </Button>
        </FormFields>
      </Form>
      <div className="border-line flex flex-col gap-3 border-t pt-5">
        <PasskeyButton intent="present" action="/sign-in" next={next} variant="secondary">
          Sign in with a passkey
        </PasskeyButton>
      </div>
    </Door>
  )
}
