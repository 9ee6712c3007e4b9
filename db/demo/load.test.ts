import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DateTime } from 'luxon'
import { expect, onTestFinished, test } from 'vitest'
import { mintDemoDoors } from '#app/features/identity/server/demo-doors.server.ts'
import { jobs } from '#app/jobs.ts'
import { verifyAudit } from '#app/platform/audit-heads.server.ts'
import { readEnv } from '#app/platform/env.ts'
import { asSystem, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { openWorld } from '#app/platform/make-world.server.ts'
import { aDatabase } from '#tests/support/database.ts'
import { loadDemo } from './load.ts'

// A load takes some seconds, so each is looked at from all sides.
const limitMs = 120_000

async function loaded(now: DateTime) {
  const database = await aDatabase()
  const mailDir = await mkdtemp(join(tmpdir(), 'huddle-mail-'))
  const env = {
    NODE_ENV: 'test',
    DEMO: '1',
    APP_ORIGIN: 'http://localhost:3000',
    APP_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    AUDIT_KEY: Buffer.from(
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }),
    ).toString('base64'),
    AUDIT_DIR: await mkdtemp(join(tmpdir(), 'huddle-audit-')),
    MAIL_DIR: mailDir,
    LOG_LEVEL: 'silent',
    WORKER: '0',
  }
  const load = () =>
    loadDemo({ databaseUrl: database.url, ownerUrl: database.ownerUrl, env, say: () => undefined, now })
  await load()
  const read = readEnv({ ...env, DATABASE_URL: database.url })
  if (!read.ok) throw new Error(read.mistakes.join('\n'))
  const open = await openWorld(read.value, jobs)
  onTestFinished(async () => {
    await open.close()
    await database.drop()
  })
  const doors = [...(await mintDemoDoors(open.world)).values()]
  const [door] = doors
  if (!door) throw new Error('There is no way in.')
  const look = <Answer>(work: (scope: Scope) => Promise<Answer>) =>
    inOrganization(open.world, asSystem(door.organizationId as never), work)
  return { world: open.world, doors, look, load, mailDir }
}

function countBy<Row>(rows: readonly Row[], of: (row: Row) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const row of rows) counts[of(row)] = (counts[of(row)] ?? 0) + 1
  return counts
}

test(
  'the demo is loaded as it would have come about, and only once',
  async () => {
    const now = DateTime.utc()
    const { world, doors, look, load, mailDir } = await loaded(now)

    const there = await look(async ({ trx }) => ({
      teams: await trx.selectFrom('team').select('team.zone').execute(),
      people: await trx.selectFrom('person').select(['person.state', 'person.discipline']).execute(),
      cases: await trx.selectFrom('case').select(['case.team_id', 'case.rules_held']).execute(),
      huddles: await trx.selectFrom('huddle').select(['huddle.state', 'huddle.starts_at']).execute(),
      flags: await trx.selectFrom('flag').select(['flag.urgency', 'flag.state', 'flag.rule']).execute(),
      queue: await trx
        .selectFrom('queue_entry')
        .select(['queue_entry.state', 'queue_entry.carried'])
        .execute(),
      tasks: await trx.selectFrom('task').selectAll('task').execute(),
      decisions: await trx.selectFrom('decision').select('decision.decision_id').execute(),
      earlier: await trx
        .selectFrom('earlier_safety_answer')
        .select('earlier_safety_answer.score_id')
        .execute(),
      answers: await trx.selectFrom('attendee').select(['attendee.answer', 'attendee.attended']).execute(),
      letters: await trx.selectFrom('delivery').select(['delivery.letter', 'delivery.state']).execute(),
    }))
    expect(new Set(there.teams.map(({ zone }) => zone)).size).toBe(2)
    expect(countBy(there.people, ({ state }) => state)).toEqual({ active: 12 })
    expect(new Set(there.people.map(({ discipline }) => discipline)).size).toBe(6)
    expect(there.cases).toHaveLength(40)
    expect(there.cases.every(({ rules_held }) => !rules_held)).toBe(true)
    expect(countBy(there.huddles, ({ state }) => state)).toEqual({ ended: 4, scheduled: 1 })

    const waiting = there.flags.filter(({ state }) => state === 'open')
    expect(Object.keys(countBy(waiting, ({ urgency }) => urgency)).sort()).toEqual([
      'emergency',
      'routine',
      'soon',
      'urgent',
    ])
    expect(countBy(waiting, ({ rule }) => rule ?? 'by hand')).toMatchObject({
      'safety-answer': 1,
      'not-measured-week-8': 1,
    })
    expect(countBy(there.queue, ({ state }) => state)).toMatchObject({
      'on-agenda': 7,
      discussed: 16,
      waiting: 6,
    })
    expect(there.queue.filter(({ carried }) => carried > 0)).toHaveLength(2)
    expect(there.decisions).toHaveLength(16)
    expect(there.earlier).toHaveLength(1)
    expect(there.answers.filter(({ attended }) => attended === false)).toHaveLength(3)
    expect(there.letters.every(({ state }) => state === 'sent')).toBe(true)

    // The three who visit have something in each part of their tasks; what waits for an answer may be a safety task.
    expect(doors.map(({ role }) => role)).toEqual(['Lead', 'Clinician', 'Staff'])
    const today = now.setZone('America/New_York').toISODate() ?? ''
    for (const { personId } of doors) {
      const mine = there.tasks.filter(({ owner_id, state }) => owner_id === personId && state !== 'done')
      expect(mine.some(({ due_on }) => due_on < today)).toBe(true)
      expect(mine.some(({ due_on }) => due_on === today)).toBe(true)
      expect(mine.some(({ due_on }) => due_on > today)).toBe(true)
      expect(mine.some(({ state }) => state === 'offered')).toBe(true)
    }

    const letters = await Promise.all(
      (await readdir(mailDir))
        .filter((name) => name.endsWith('.json'))
        .map(async (name) => JSON.parse(await readFile(join(mailDir, name), 'utf8'))),
    )
    expect(letters.filter(({ calendar }) => calendar?.method === 'REQUEST')).toHaveLength(7)
    expect(letters.every(({ to }) => to.endsWith('@sample.huddle.test'))).toBe(true)

    const [chain] = await verifyAudit(world)
    expect(chain?.wrong).toEqual([])
    expect(chain?.rows).toBeGreaterThan(1000)

    await expect(load()).rejects.toThrow('an organization already')
  },
  limitMs,
)

test.each([
  ['a Monday, a minute past midnight', '2026-11-30T00:01', 'America/New_York'],
  ['the Sunday on which the clocks go forward', '2027-03-14T03:30', 'America/New_York'],
  ['the last evening of a year, when it is next year elsewhere', '2027-12-31T23:58', 'America/Denver'],
])(
  'it can be loaded on %s',
  async (_day, at, zone) => {
    const { look } = await loaded(DateTime.fromISO(at, { zone }))
    const cases = await look(({ trx }) => trx.selectFrom('case').select('case.case_id').execute())
    expect(cases).toHaveLength(40)
  },
  limitMs,
)
