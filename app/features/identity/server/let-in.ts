import { activatePerson } from '#app/features/people/server/activate-person.ts'
import { findOrganization, findPerson } from '#app/features/people/server/people-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { type AuthLevel, startSession } from '#app/platform/sessions.server.ts'
import type { World } from '#app/platform/world.ts'
import type { Browser } from './browser.ts'
import type { Login } from './identity-queries.server.ts'

/**
 * Lets a person in who has proved who they are: a new session, whatever session they had. Gives the cookie, or undefined when their
 * access has ended meanwhile. Whoever was invited is a member from now on.
 */
export async function letIn(
  world: World,
  browser: Browser,
  { organizationId, personId }: Login,
  level: AuthLevel,
): Promise<string | undefined> {
  const idleMinutes = await inOrganization(
    world,
    { organizationId, actor: { kind: 'person', personId, sessionRef: 'new' }, teams: [] },
    async (scope) => {
      const person = await findPerson(scope, personId)
      if (!person || person.state === 'ended') return undefined
      await activatePerson(scope, personId)
      audit(scope, { action: 'signed-in', entity: 'person', entityId: personId, detail: level })
      return (await findOrganization(scope)).idleMinutes
    },
  )
  if (idleMinutes === undefined) return undefined
  return startSession(world, {
    organizationId,
    personId,
    level,
    idleMinutes,
    ip: browser.ip,
    userAgent: browser.userAgent,
  })
}
