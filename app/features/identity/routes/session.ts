import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { resolveSession } from '#app/platform/sessions.server.ts'
import { type HuddleId, readId } from '#app/shared/ids.ts'

// How soon to ask again while a huddle's grant carries the session past its idle limit.
const GRANTED_SECONDS = 180

/** Whose session this browser has, and for how long it may still be idle. Asking does not keep it alive. */
export async function loader(args: LoaderFunctionArgs) {
  return answer(args, true)
}

/** The same, when a person has done something: that keeps it alive. */
export async function action(args: ActionFunctionArgs) {
  return answer(args, false)
}

async function answer({ request, context }: LoaderFunctionArgs, background: boolean) {
  const huddleId = readId<HuddleId>(new URL(request.url).searchParams.get('huddle'))
  const session = await resolveSession(context.world, request, {
    background,
    ...(huddleId ? { huddleId } : {}),
  })
  if (!session) return Response.json({ personId: null, secondsLeft: 0 })
  const secondsLeft = Math.floor((session.idleUntil.getTime() - context.world.now().toMillis()) / 1000)
  return Response.json({
    personId: session.personId,
    secondsLeft: secondsLeft > 0 ? secondsLeft : GRANTED_SECONDS,
  })
}
