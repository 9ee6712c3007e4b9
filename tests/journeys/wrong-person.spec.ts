import { expect, test } from 'vitest'
import { makeCanaries } from '#tests/support/canaries.ts'
import { aFloor } from '#tests/support/clinic.ts'
import { fingerprint } from '#tests/support/fingerprint.ts'
import { anOrganization } from '#tests/support/people.ts'
import { aServer } from '#tests/support/server.ts'

test('smoke', async () => {
  const t0 = performance.now()
  const server = await aServer({ at: '2026-12-01 13:50', worker: false })
  const org = await anOrganization(server.world)
  const c = makeCanaries()
  const floor = await aFloor(server, org, c.at)
  console.log('floor', performance.now() - t0, floor, c.count())
  const before = await fingerprint(server.admin)
  console.log('fp', performance.now() - t0, before.size)
  expect(1).toBe(1)
  await server.close()
})
