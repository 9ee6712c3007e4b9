import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { jobs } from '#app/jobs.ts'
import { verifyAudit } from '#app/platform/audit-heads.server.ts'
import { makeLog } from '#app/platform/log.ts'
import { type OpenWorld, openWorld } from '#app/platform/make-world.server.ts'
import type { TeamId } from '#app/shared/ids.ts'
import { sessionFor } from '#tests/support/browser.ts'
import { aDatabase, type TestDatabase } from '#tests/support/database.ts'
import { aLoad } from '#tests/support/load.ts'
import { aMailSink, type MailSink } from '#tests/support/mail-sink.ts'
import { anOrganization, aPerson, aTeam, mailOf, viewerOf } from '#tests/support/people.ts'
import { aServerProcess, type ServerProcess } from '#tests/support/process.ts'
import { rest, settingsOf } from '#tests/support/server.ts'
import { readSettings } from '#tests/support/settings.ts'

// Killed ten times while everybody works: what was acknowledged is there, once, and every invitation goes out. SECURITY.md: F1, F2.

const kills = 10
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))

let database: TestDatabase
let mailDir: string
let sink: MailSink
let server: ServerProcess
let beside: OpenWorld
let admin: pg.Pool
let origin: string
let teamId: TeamId
let people: Record<'lead' | 'clinician' | 'staff', Viewer>
let cookies: Record<'lead' | 'staff', string>

beforeAll(async () => {
  database = await aDatabase()
  mailDir = await mkdtemp(join(tmpdir(), 'huddle-mail-'))
  sink = await aMailSink()
  const settings = await settingsOf(database, mailDir, { smtp: sink.url })
  origin = settings.APP_ORIGIN ?? ''
  server = aServerProcess({ ...settings, LOG_LEVEL: 'info' })
  beside = await openWorld(readSettings({ ...settings, WORKER: '0' }), jobs, { log: makeLog('silent') })
  admin = new pg.Pool({ connectionString: database.adminUrl, max: 2 })
  admin.on('error', () => undefined)
  const { world } = beside
  const organizationId = await anOrganization(world)
  teamId = await aTeam(world, organizationId)
  const member = async (role: 'lead' | 'clinician' | 'staff') =>
    viewerOf(world, await aPerson(world, organizationId, { roles: { [teamId]: role } }))
  people = { lead: await member('lead'), clinician: await member('clinician'), staff: await member('staff') }
  cookies = {
    lead: await sessionFor({ world }, people.lead.personId),
    staff: await sessionFor({ world }, people.staff.personId),
  }
})

afterAll(async () => {
  await server.kill()
  await beside.close()
  await admin.end()
  await sink.close()
  await database.drop()
  await rm(mailDir, { recursive: true, force: true })
  await rm(beside.world.env.AUDIT_DIR, { recursive: true, force: true })
})

test('ten times kill -9: nothing acknowledged is lost or doubled, and every invitation arrives', async () => {
  console.info(`kill -9 under load: seed ${seed}`)
  const random = mulberry32(seed)
  const { world } = beside
  const load = aLoad({ origin, world, admin, teamId, people, cookies, random })
  await server.start()
  load.begin()
  for (let kill = 0; kill < kills; kill += 1) {
    await pause(250 + random() * 1_000)
    await server.kill()
    await server.start()
  }
  await load.end()
  await rest(world, admin, 60_000)

  const found = await load.look()
  const { missing, doubled, strange } = await lookAtMail()
  const counts = { ...found.counts, mails: sink.taken.length, doubled }
  console.info(`kill -9 under load: ${JSON.stringify(counts)}`)
  expect(found.wrong).toEqual([])
  expect(found.counts.acknowledged).toBeGreaterThan(60)
  expect(found.counts.brokenAnswers).toBe(0)
  expect(missing).toEqual([])
  expect(strange).toEqual([])
  expect(doubled).toBeLessThanOrEqual(kills)
  for (const finding of await verifyAudit(world)) expect(finding.wrong).toEqual([])
}, 150_000)

/** Who of those asked to a huddle got no invitation, how many mails came twice, and which came twice under another name. */
async function lookAtMail() {
  const { rows: asked } = await admin.query<{ uid: string; sequence: number; person_id: string }>(
    `select i.uid, i.sequence, a.person_id from attendee a join huddle h using (organization_id, huddle_id)
       left join invitation i on i.huddle_id = a.huddle_id and i.person_id = a.person_id
      where h.state = 'scheduled'`,
  )
  const addresses = new Map<string, string>()
  for (const { personId } of Object.values(people))
    addresses.set(personId, await mailOf(beside.world, personId))
  const namesOf = new Map<string, Set<string>>()
  for (const { to, messageId, calendar } of sink.taken) {
    const entry =
      calendar &&
      `${to} ${/^UID:(.*)$/m.exec(calendar)?.[1]?.trim()} ${/^SEQUENCE:(.*)$/m.exec(calendar)?.[1]?.trim()}`
    if (entry) namesOf.set(entry, (namesOf.get(entry) ?? new Set()).add(messageId))
  }
  const { rows: unsent } = await admin.query<{ letter: string }>(
    `select letter from delivery where state not in ('sent', 'void')`,
  )
  return {
    missing: [
      ...asked.flatMap(({ uid, sequence, person_id }) => {
        const entry = `${addresses.get(person_id)} ${uid} ${sequence}`
        return namesOf.has(entry) ? [] : [entry]
      }),
      ...unsent.map(({ letter }) => letter),
    ],
    doubled: sink.taken.length - new Set(sink.taken.map(({ messageId }) => messageId)).size,
    strange: [...namesOf].filter(([, names]) => names.size > 1).map(([entry]) => entry),
  }
}

/** The same moments for the same seed. */
function mulberry32(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
