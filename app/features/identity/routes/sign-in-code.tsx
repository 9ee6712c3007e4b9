import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { readForm } from '#app/platform/form.server.ts'
import { Button, TextLink } from '#app/ui/button.tsx'
import { CodeField } from '#app/ui/field.tsx'
import { ErrorSummary, FormFields } from '#app/ui/form.tsx'
import { nextPath } from '../core/next-path.ts'
import { CODE_MINUTES } from '../core/sign-in-code.ts'
import { codeForm } from '../forms.ts'
import { browserAtDoor } from '../server/browser-at-door.server.ts'
import { enterByCode } from '../server/enter-by-code.ts'
import { type TryCodeProblem, tryCode } from '../server/try-code.ts'
import { Door } from '../ui/door.tsx'

export const handle = { bare: true }

export const meta: MetaFunction = () => [{ title: 'Type the code · Huddle' }]

export async function loader({ request }: LoaderFunctionArgs) {
  return { next: nextPath(new URL(request.url).searchParams.get('next')), minutes: CODE_MINUTES }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, codeForm)
  if (!form.ok) return form.sendBack()
  const { browser } = browserAtDoor(context, request)
  const tried = await tryCode(context.world, browser, form.value)
  if (!tried.ok)
    return form.sendBack({ code: [sayings[tried.problem]] }, tried.problem === 'slow-down' ? 429 : 422)
  const next = nextPath(form.value.next)
  const [only, ...others] = tried.value
  if (!only || others.length > 0) return redirect(`/organizations?next=${encodeURIComponent(next)}`)
  const entered = await enterByCode(context.world, browser, only.organizationId)
  if (!entered.ok) return form.sendBack({ code: [sayings['wrong-code']] })
  return redirect(next, { headers: { 'Set-Cookie': entered.value } })
}

const sayings = {
  'not-a-code': 'Type the eight digits from the mail',
  'wrong-code':
    'This code is not right, or no longer good. After five wrong tries a new one is needed, and only the newest works, in the browser that asked for it.',
  'slow-down': 'Too many tries from here. Wait a quarter of an hour, then try again.',
} satisfies Record<TryCodeProblem, string>

export default function TypeTheCode() {
  const { next, minutes } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const trying = useNavigation().state !== 'idle'
  const again = next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`
  return (
    <Door
      title="Type the code"
      lead={`If your organization knows this address, a mail with a code is on its way. The code is good for ${minutes} minutes.`}
    >
      <Form method="post">
        <input type="hidden" name="next" value={next} />
        <FormFields>
          <ErrorSummary errors={sent?.error ?? undefined} />
          <CodeField
            name="code"
            label="Code"
            hint="Eight digits from the mail."
            required
            errors={sent?.error?.code ?? undefined}
          />
          <Button wide pending={trying}>
            Sign in
          </Button>
        </FormFields>
      </Form>
      <p className="text-ink-soft">
        Nothing came? Look among unwanted mail, or <TextLink to={again}>ask for a new code</TextLink>. If your
        organization does not know you yet, an admin there can invite you.
      </p>
    </Door>
  )
}
