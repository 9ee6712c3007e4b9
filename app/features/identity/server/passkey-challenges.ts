import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import { type Browser, browserHash } from './browser.ts'
import { listPasskeys, putChallenge } from './identity-queries.server.ts'

const MINUTES = 5

/** Whose passkeys these are: the name of our host, to which browsers bind them. */
export function relyingParty(world: World): string {
  return new URL(world.env.APP_ORIGIN).hostname
}

/** What a browser needs to make a passkey for the viewer. The challenge is good for five minutes, once, in this browser. */
export async function offerEnrolment(
  world: World,
  browser: Browser,
  viewer: Viewer,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const known = await inOrganization(world, viewer, (scope) => listPasskeys(scope, viewer.personId))
  const options = await generateRegistrationOptions({
    rpName: 'Huddle',
    rpID: relyingParty(world),
    userID: new TextEncoder().encode(viewer.personId),
    // One may be in several organizations with one address: the list of passkeys must tell them apart.
    userName: `${viewer.person.mail} (${viewer.organization.name})`,
    userDisplayName: viewer.person.name,
    timeout: MINUTES * 60_000,
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  await keep(world, browser, options.challenge)
  return options
}

/** What a browser needs to present a passkey: any of the viewer's, or any it has for us when nobody is known yet. */
export async function offerPresenting(
  world: World,
  browser: Browser,
  viewer: Viewer | undefined,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const known = viewer
    ? await inOrganization(world, viewer, (scope) => listPasskeys(scope, viewer.personId))
    : []
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(world),
    timeout: MINUTES * 60_000,
    userVerification: 'required',
    allowCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
  })
  await keep(world, browser, options.challenge)
  return options
}

function keep(world: World, browser: Browser, challenge: string): Promise<void> {
  return putChallenge(world, browserHash(browser), challenge, world.now().plus({ minutes: MINUTES }))
}
