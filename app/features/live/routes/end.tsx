import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { atHuddle } from '#app/features/huddles/server/require-huddle.server.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { FormActions, FormKey } from '#app/ui/form.tsx'
import { Page, PageTitle } from '#app/ui/page.tsx'
import { wrapUp } from '../core/course.ts'
import { courseOf } from '../server/course-of.ts'

export const meta: MetaFunction = () => [{ title: 'End the huddle · Huddle' }]

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  return atHuddle(
    context,
    request,
    params.huddleId,
    'huddle.facilitate',
    async (scope, { huddle: { huddleId, state } }) => {
      if (state !== 'live') throw redirect(`/huddles/${huddleId}/live`)
      const items = await courseOf(scope, huddleId)
      const { carried } = wrapUp(items)
      return {
        huddleId,
        carried: carried.length,
        open: items.some((item) => item.state === 'current' && !item.decided),
        key: context.world.newId(),
      }
    },
    { live: true },
  )
}

export default function EndPage() {
  const { huddleId, carried, open, key } = useLoaderData<typeof loader>()
  return (
    <Page width="reading">
      <PageTitle>End the huddle?</PageTitle>
      <p className="my-4">
        {carried === 0
          ? 'Every case was discussed or carried over.'
          : `${carried} ${carried === 1 ? 'case goes' : 'cases go'} back to the queue, with ${carried === 1 ? 'its' : 'their'} age kept.`}
        {open && ' The case that is open has no decision yet, so it goes back too.'}
      </p>
      <Form method="post" action={`/huddles/${huddleId}/live`}>
        <input type="hidden" name="intent" value="end" />
        <FormKey value={key} />
        <FormActions>
          <Button variant="primary">End the huddle</Button>
          <ButtonLink to={`/huddles/${huddleId}/live`} variant="quiet">
            Go on with it
          </ButtonLink>
        </FormActions>
      </Form>
    </Page>
  )
}
