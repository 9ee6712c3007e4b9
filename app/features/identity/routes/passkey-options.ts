import type { ActionFunctionArgs } from '@remix-run/node'
import { findViewer, notFound, requireViewer } from '#app/features/people/server/require-viewer.server.ts'
import { takeForm } from '#app/platform/form.server.ts'
import { browserAtDoor } from '../server/browser-at-door.server.ts'
import { offerEnrolment, offerPresenting } from '../server/passkey-challenges.ts'

/** There is nothing to see here: a question to a passkey is asked for, not looked at. */
export function loader() {
  throw notFound()
}

/** A question for the browser's passkeys, good once and for five minutes in this browser. */
export async function action({ request, context }: ActionFunctionArgs) {
  const intent = (await takeForm(request)).get('intent')
  const { browser, headers } = browserAtDoor(context, request)
  if (intent === 'enrol') {
    const viewer = await requireViewer(context, request, { codeIsEnough: true })
    return Response.json(await offerEnrolment(context.world, browser, viewer), { headers })
  }
  if (intent !== 'present') throw notFound()
  const viewer = await findViewer(context, request)
  const stepUp = viewer?.session.level === 'code' ? viewer : undefined
  return Response.json(await offerPresenting(context.world, browser, stepUp), { headers })
}
