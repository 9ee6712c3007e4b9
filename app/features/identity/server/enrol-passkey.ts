import { type RegistrationResponseJSON, verifyRegistrationResponse } from '@simplewebauthn/server'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { audit } from '#app/platform/audit.ts'
import { auditDenied } from '#app/platform/audit-denied.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { dropSession } from '#app/platform/sessions.server.ts'
import type { World } from '#app/platform/world.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { type Browser, browserHash } from './browser.ts'
import { insertPasskey, takeChallenge } from './identity-queries.server.ts'
import { letIn } from './let-in.ts'
import { relyingParty } from './passkey-challenges.ts'

export type EnrolProblem = 'not-accepted' | 'present-yours-first' | 'slow-down'

/**
 * Adds a passkey for the viewer and raises their session to it: a new session, the old one ends. Gives the cookie.
 *
 * A session that a mailed code alone has proved may only add the very first one. Otherwise whoever reads a mailbox could put a key
 * of their own beside the owner's; the database decides that, so two attempts at once are no way round it.
 */
export async function enrolPasskey(
  world: World,
  browser: Browser,
  viewer: Viewer,
  response: RegistrationResponseJSON,
): Promise<Result<string, EnrolProblem>> {
  if (!(await world.limits.allows('try-passkey', browser.ip))) return refused('slow-down')
  const challenge = await takeChallenge(world, browserHash(browser))
  const credential = challenge && (await verified(world, response, challenge))
  if (!credential) return refused('not-accepted')

  const added = await inOrganization(world, viewer, async (scope) => {
    const isIn = await insertPasskey(scope, viewer.personId, {
      credentialId: credential.id,
      publicKey: credential.publicKey,
      counter: credential.counter,
      transports: credential.transports ?? [],
      firstOnly: viewer.session.level !== 'passkey',
    })
    if (isIn) audit(scope, { action: 'passkey.added', entity: 'person', entityId: viewer.personId })
    return isIn
  })
  if (!added) {
    await auditDenied(world, viewer, {
      action: 'passkey.added',
      entity: 'person',
      entityId: viewer.personId,
      detail: 'present-yours-first',
    })
    return refused('present-yours-first')
  }
  const cookie = await letIn(world, browser, viewer, 'passkey')
  if (!cookie) return refused('not-accepted')
  await dropSession(world, viewer.session)
  return done(cookie)
}

async function verified(world: World, response: RegistrationResponseJSON, challenge: string) {
  try {
    const checked = await verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: world.env.APP_ORIGIN,
      expectedRPID: relyingParty(world),
      requireUserVerification: true,
    })
    return checked.verified ? checked.registrationInfo.credential : undefined
  } catch {
    // Whatever is wrong with it, it is not a passkey of ours; the library says each way with an error of its own.
    return undefined
  }
}
