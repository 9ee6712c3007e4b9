import type { LoaderFunctionArgs } from '@remix-run/node'
import { findPerson } from '#app/features/people/server/people-queries.server.ts'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { asLink, inOrganization } from '#app/platform/in-organization.ts'
import { findInvitation } from '../server/invitation-queries.server.ts'
import { requireLink } from '../server/open-link.server.ts'
import { calendarOf } from '../server/write-huddle-invitation.ts'

/** The newest edition of an invitation as a file, for calendars that did not take it from the mail. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { organizationId, huddleId, personId } = await requireLink(context, request, params.ref)
  const content = await inOrganization(context.world, asLink(organizationId, personId), async (scope) => {
    const invitation = await findInvitation(scope, huddleId, personId)
    const person = await findPerson(scope, personId)
    if (invitation?.method !== 'REQUEST' || !person) return undefined
    return calendarOf(context.world, invitation, person.mail)
  })
  if (!content) throw notFound()
  return new Response(content, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8; method=REQUEST',
      'Content-Disposition': 'attachment; filename="invite.ics"',
    },
  })
}
