import { type AuthenticationResponseJSON, verifyAuthenticationResponse } from '@simplewebauthn/server'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { auditDenied } from '#app/platform/audit-denied.ts'
import { asSystem } from '#app/platform/in-organization.ts'
import { dropSession } from '#app/platform/sessions.server.ts'
import type { World } from '#app/platform/world.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { type Browser, browserHash } from './browser.ts'
import { findPasskey, takeChallenge, updatePasskeyUse } from './identity-queries.server.ts'
import { letIn } from './let-in.ts'
import { relyingParty } from './passkey-challenges.ts'

export type PresentProblem = 'not-accepted' | 'slow-down'

/**
 * Signs in by a passkey, and gives the cookie of a new session.
 *
 * With a `viewer` (who came by a mailed code) it must be one of their own, and their old session ends. Without, it says itself who
 * it belongs to.
 */
export async function presentPasskey(
  world: World,
  browser: Browser,
  viewer: Viewer | undefined,
  response: AuthenticationResponseJSON,
): Promise<Result<string, PresentProblem>> {
  if (!(await world.limits.allows('try-passkey', browser.ip))) return refused('slow-down')
  const challenge = await takeChallenge(world, browserHash(browser))
  const passkey = typeof response.id === 'string' ? await findPasskey(world, response.id) : undefined
  if (!challenge || !passkey) return refused('not-accepted')

  const someoneElses =
    viewer && (viewer.personId !== passkey.personId || viewer.organizationId !== passkey.organizationId)
  const counter = someoneElses ? undefined : await verifiedCounter(world, response, challenge, passkey)
  if (counter === undefined) {
    await auditDenied(world, asSystem(passkey.organizationId), {
      action: 'sign-in.passkey',
      entity: 'person',
      entityId: passkey.personId,
    })
    return refused('not-accepted')
  }
  await updatePasskeyUse(world, response.id, counter)
  const cookie = await letIn(world, browser, passkey, 'passkey')
  if (!cookie) return refused('not-accepted')
  if (viewer) await dropSession(world, viewer.session)
  return done(cookie)
}

async function verifiedCounter(
  world: World,
  response: AuthenticationResponseJSON,
  challenge: string,
  passkey: { publicKey: Uint8Array<ArrayBuffer>; counter: number },
): Promise<number | undefined> {
  try {
    const checked = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: world.env.APP_ORIGIN,
      expectedRPID: relyingParty(world),
      requireUserVerification: true,
      credential: { id: response.id, publicKey: passkey.publicKey, counter: passkey.counter },
    })
    return checked.verified ? checked.authenticationInfo.newCounter : undefined
  } catch {
    // Whatever is wrong with it, it is not accepted; the library says each way with an error of its own.
    return undefined
  }
}
