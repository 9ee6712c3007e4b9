import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { readForm } from '#app/platform/form.server.ts'
import { Button } from '#app/ui/button.tsx'
import { nextPath } from '../core/next-path.ts'
import { chooseForm } from '../forms.ts'
import { browserAtDoor } from '../server/browser-at-door.server.ts'
import { enterByCode, listChoices } from '../server/enter-by-code.ts'
import { Door } from '../ui/door.tsx'

export const handle = { bare: true }

export const meta: MetaFunction = () => [{ title: 'Choose an organization · Huddle' }]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { browser } = browserAtDoor(context, request)
  const choices = await listChoices(context.world, browser)
  if (choices.length === 0) throw redirect('/sign-in')
  return { choices, next: nextPath(new URL(request.url).searchParams.get('next')) }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, chooseForm)
  if (!form.ok) throw redirect('/sign-in')
  const { browser } = browserAtDoor(context, request)
  const entered = await enterByCode(context.world, browser, form.value.organizationId)
  if (!entered.ok) throw redirect('/sign-in')
  return redirect(nextPath(form.value.next), { headers: { 'Set-Cookie': entered.value } })
}

export default function ChooseOrganization() {
  const { choices, next } = useLoaderData<typeof loader>()
  return (
    <Door title="Where do you want to go?" lead="Several organizations know this address.">
      <ul className="flex flex-col gap-2">
        {choices.map(({ organizationId, name }) => (
          <li key={organizationId}>
            <Form method="post">
              <input type="hidden" name="next" value={next} />
              <input type="hidden" name="organizationId" value={organizationId} />
              <Button variant="secondary" size="large" wide>
                {name}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </Door>
  )
}
