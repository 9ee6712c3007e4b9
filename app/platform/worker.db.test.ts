import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { aDatabase } from '#tests/support/database.ts'
import { anOrganization } from '#tests/support/people.ts'
import { readSettings, settingsFor } from '#tests/support/settings.ts'
import { announce } from './facts.ts'
import { asSystem, inOrganization } from './in-organization.ts'
import { makeLog } from './log.ts'
import { openWorld } from './make-world.server.ts'
import { startWorker } from './worker.server.ts'
import type { JobTable } from './world.ts'

test('many jobs that come at once are done at once, and one that fails sends no other round again', async () => {
  const tries = new Map<string, number>()
  const jobs: JobTable = {
    'letter.owed': {
      deliver: async (_world, { id }) => {
        tries.set(id, (tries.get(id) ?? 0) + 1)
        if (id === bad) throw new Error('It cannot be written.')
      },
    },
  }
  const database = await aDatabase()
  const { world, close } = await openWorld(readSettings(settingsFor(database, { WORKER: '1' })), jobs, {
    log: makeLog('silent'),
  })
  const stop = await startWorker(world, jobs)
  onTestFinished(async () => {
    await stop()
    await close()
    await database.drop()
  })
  const organizationId = await anOrganization(world)
  await pause(500)
  tries.clear()
  const ids = Array.from({ length: 11 }, () => world.newId())
  const bad = ids[1]

  await inOrganization(world, asSystem(organizationId), async (scope) => {
    for (const id of ids) await announce(scope, 'letter.owed', id)
  })

  const goodOnes = ids.filter((id) => id !== bad)
  await expect.poll(() => [...tries.keys()].length, { timeout: 10_000 }).toBe(ids.length)
  await expect.poll(() => tries.get(bad ?? ''), { timeout: 15_000 }).toBeGreaterThan(1)
  expect(goodOnes.map((id) => tries.get(id))).toEqual(goodOnes.map(() => 1))
}, 40_000)
