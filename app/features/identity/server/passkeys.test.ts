import { expect, test } from 'vitest'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { resetPasskeys } from '#app/features/people/server/reset-passkeys.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { newToken } from '#app/platform/secrets.ts'
import type { World } from '#app/platform/world.ts'
import { anOrganization, aPerson, viewerOf } from '#tests/support/people.ts'
import { worldAt } from '#tests/support/world.ts'
import { type Browser, browserHash } from './browser.ts'
import { enrolPasskey } from './enrol-passkey.ts'
import { findPasskey, insertPasskey, listPasskeys, takeChallenge } from './identity-queries.server.ts'
import { offerEnrolment, offerPresenting } from './passkey-challenges.ts'
import { presentPasskey } from './present-passkey.ts'
import { removePasskey } from './remove-passkey.ts'

test('a mailed code adds one passkey, even when two are sent at once, and none beside it', async () => {
  const { world, viewer } = await somebody()
  const added = await Promise.all([
    addPasskey(world, viewer, 'one', { firstOnly: true }),
    addPasskey(world, viewer, 'other', { firstOnly: true }),
  ])

  expect(added.sort()).toEqual([false, true])
  expect(await addPasskey(world, viewer, 'third', { firstOnly: true })).toBe(false)
  expect(await addPasskey(world, viewer, 'fourth', { firstOnly: false })).toBe(true)
})

test('the last passkey cannot be removed, and nobody removes those of others', async () => {
  const { world, viewer, other } = await somebody()
  await addPasskey(world, viewer, 'one', { firstOnly: true })
  expect(await removePasskey(world, viewer, 'one')).toEqual({ ok: false, problem: 'the-last-one' })

  await addPasskey(world, viewer, 'two', { firstOnly: false })
  expect((await removePasskey(world, other, 'two')).ok).toBe(false)
  const removed = await Promise.all([
    removePasskey(world, viewer, 'one'),
    removePasskey(world, viewer, 'two'),
  ])
  expect(removed.filter((answer) => answer.ok)).toHaveLength(1)
})

test('after a reset by an admin the old passkey opens nothing', async () => {
  const { world, viewer, other } = await somebody()
  await addPasskey(world, viewer, 'one', { firstOnly: true })
  expect(await findPasskey(world, 'one')).toMatchObject({ personId: viewer.personId })

  await resetPasskeys(world, other, { personId: viewer.personId })

  expect(await findPasskey(world, 'one')).toBeUndefined()
  expect(await addPasskey(world, viewer, 'new', { firstOnly: true })).toBe(true)
})

test('a question is answered once, within five minutes, in the browser that was asked', async () => {
  const { world, viewer } = await somebody()
  const browser = aBrowser()
  const offered = await offerEnrolment(world, browser, viewer)
  expect(offered.authenticatorSelection).toMatchObject({
    residentKey: 'required',
    userVerification: 'required',
  })

  expect(await takeChallenge(world, browserHash(aBrowser()))).toBeUndefined()
  expect(await takeChallenge(world, browserHash(browser))).toBe(offered.challenge)
  expect(await takeChallenge(world, browserHash(browser))).toBeUndefined()

  await offerPresenting(world, browser, undefined)
  world.setNow('2026-12-01 09:05')
  expect(await takeChallenge(world, browserHash(browser))).toBeUndefined()
})

test('whoever came by a code cannot come in by the passkey of somebody else', async () => {
  const { world, viewer, other } = await somebody()
  await addPasskey(world, other, 'theirs', { firstOnly: true })
  const browser = aBrowser()
  await offerPresenting(world, browser, viewer)

  const answer = await presentPasskey(world, browser, viewer, {
    id: 'theirs',
    rawId: 'theirs',
    type: 'public-key',
    clientExtensionResults: {},
    response: { clientDataJSON: '', authenticatorData: '', signature: '' },
  })
  expect(answer).toEqual({ ok: false, problem: 'not-accepted' })
})

test('something that is no passkey is not accepted, and uses the question up', async () => {
  const { world, viewer } = await somebody()
  const browser = aBrowser()
  await offerEnrolment(world, browser, viewer)
  const answer = await enrolPasskey(world, browser, viewer, {
    id: 'x',
    rawId: 'x',
    type: 'public-key',
    clientExtensionResults: {},
    response: { clientDataJSON: 'e30', attestationObject: 'oA' },
  })

  expect(answer).toEqual({ ok: false, problem: 'not-accepted' })
  expect(await takeChallenge(world, browserHash(browser))).toBeUndefined()
  expect(await inOrganization(world, viewer, (scope) => listPasskeys(scope, viewer.personId))).toEqual([])
})

async function somebody() {
  const world = await worldAt('2026-12-01 09:00')
  const organizationId = await anOrganization(world)
  const viewer = await viewerOf(world, await aPerson(world, organizationId))
  const other = await viewerOf(world, await aPerson(world, organizationId, { admin: true }))
  return { world, viewer, other }
}

function addPasskey(
  world: World,
  viewer: Viewer,
  credentialId: string,
  { firstOnly }: { firstOnly: boolean },
): Promise<boolean> {
  return inOrganization(world, viewer, (scope) =>
    insertPasskey(scope, viewer.personId, {
      credentialId,
      publicKey: new Uint8Array([1, 2, 3]),
      counter: 0,
      transports: ['internal'],
      firstOnly,
    }),
  )
}

function aBrowser(): Browser {
  return { secret: newToken(), ip: '192.0.2.1', userAgent: 'a test' }
}
