import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { findHuddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { may } from '#app/features/people/core/rights.ts'
import { notFound, requireViewer } from '#app/features/people/server/require-viewer.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { type HuddleId, readId } from '#app/shared/ids.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { FormActions, FormKey } from '#app/ui/form.tsx'
import { Page, PageTitle } from '#app/ui/page.tsx'
import { wrapUp } from '../core/course.ts'
import { courseOf } from '../server/course-of.ts'

export const meta: MetaFunction = () => [{ title: 'End the huddle · Huddle' }]

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const huddleId = readId<HuddleId>(params.huddleId)
  if (!huddleId) throw notFound()
  const viewer = await requireViewer(context, request, { background: true, huddleId })
  return inOrganization(context.world, viewer, async (scope) => {
    const huddle = await findHuddle(scope, huddleId)
    if (!huddle || !may(viewer, 'huddle.facilitate', huddle.teamId)) throw notFound()
    if (huddle.state !== 'live') throw redirect(`/huddles/${huddleId}/live`)
    const items = await courseOf(scope, huddleId)
    const { carried } = wrapUp(items)
    return {
      huddleId,
      carried: carried.length,
      open: items.some((item) => item.state === 'current' && !item.decided),
      key: context.world.newId(),
    }
  })
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
