import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { addContact } from '#app/features/cases/server/add-contact.ts'
import { listConsents } from '#app/features/cases/server/consent-queries.server.ts'
import { revokeConsent } from '#app/features/cases/server/revoke-consent.ts'
import { jobs } from '#app/jobs.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { makeLog } from '#app/platform/log.ts'
import { openWorld } from '#app/platform/make-world.server.ts'
import { sessionFor } from '#tests/support/browser.ts'
import { aCase } from '#tests/support/cases.ts'
import { aDatabase } from '#tests/support/database.ts'
import { anOrganization, aPerson, aTeam, viewerOf } from '#tests/support/people.ts'
import { aServerProcess } from '#tests/support/process.ts'
import { letSee } from '#tests/support/protected.ts'
import { settingsOf } from '#tests/support/server.ts'
import { readSettings } from '#tests/support/settings.ts'
import { visit } from '#tests/support/visits.ts'

// A process that showed a protected text is killed, another one takes the revocation, and the next process that is asked withholds:
// nobody keeps what the records said before. SECURITY.md 1, hole 13.

test('a revocation holds in a process that never heard of it, and in one that was killed meanwhile', async () => {
  const database = await aDatabase()
  const mailDir = await mkdtemp(join(tmpdir(), 'huddle-mail-'))
  const settings = await settingsOf(database, mailDir, {})
  const server = aServerProcess({ ...settings, LOG_LEVEL: 'info' })
  const beside = await openWorld(readSettings({ ...settings, WORKER: '0' }), jobs, { log: makeLog('silent') })
  onTestFinished(async () => {
    await server.kill()
    await beside.close()
    await database.drop()
    for (const folder of [mailDir, beside.world.env.AUDIT_DIR])
      await rm(folder, { recursive: true, force: true })
  })
  const { world } = beside
  const organizationId = await anOrganization(world)
  const teamId = await aTeam(world, organizationId)
  const lead = await viewerOf(world, await aPerson(world, organizationId, { roles: { [teamId]: 'lead' } }))
  const { caseId, patientId } = await aCase(world, lead)
  await letSee({ world }, lead, caseId)
  const at = world.now().minus({ hours: 1 }).toJSDate()
  const note = { note: 'Started methadone', labels: ['part2'] }
  await addContact(world, lead, { caseId, at, way: 'phone', reached: true, minutes: 5, ...note })
  const cookie = await sessionFor({ world }, lead.personId)
  const shown = async () => {
    const { status, body } = await visit({ origin: settings.APP_ORIGIN ?? '' }, `/cases/${caseId}`, {
      cookie,
    })
    expect(status).toBe(200)
    return body.includes('Started methadone')
  }

  await server.start()
  expect(await shown()).toBe(true)
  const [consent] = await inOrganization(world, lead, (scope) => listConsents(scope, patientId))
  await server.kill()
  const revoked = await revokeConsent(world, lead, {
    caseId,
    consentId: consent?.consentId ?? '',
    version: 1,
  })
  expect(revoked.ok).toBe(true)
  await server.start()
  expect(await shown()).toBe(false)
})
