import { expect, test } from 'vitest'
import { listAddresses } from '#tests/support/addresses.ts'
import { sessionFor } from '#tests/support/browser.ts'
import { changedTables, fingerprint } from '#tests/support/fingerprint.ts'
import { anOrganization, aPerson, aTeam } from '#tests/support/people.ts'
import { aServer } from '#tests/support/server.ts'
import { visit } from '#tests/support/visits.ts'

test('smoke', async () => {
  const t0 = performance.now()
  const server = await aServer({ at: '2026-12-01 13:50' })
  console.log('server', performance.now() - t0)
  const org = await anOrganization(server.world)
  const team = await aTeam(server.world, org)
  const p = await aPerson(server.world, org, { roles: { [team]: 'lead' } })
  await server.settle()
  console.log('settled', performance.now() - t0)
  const cookie = await sessionFor(server, p)
  const before = await fingerprint(server.admin)
  console.log('fp', performance.now() - t0, before.size)
  const a = await visit(server, '/', { cookie })
  console.log(a.status, a.body.slice(0, 200))
  console.log(await listAddresses())
  expect(changedTables(before, await fingerprint(server.admin))).toEqual([])
  await server.close()
  console.log('end', performance.now() - t0)
})
