import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { DateTime } from 'luxon'
import pg from 'pg'
import { jobs } from '#app/jobs.ts'
import { sweepDue } from '#app/platform/facts.ts'
import { makeLog } from '#app/platform/log.ts'
import { openWorld } from '#app/platform/make-world.server.ts'
import type { World } from '#app/platform/world.ts'
import { type RunningServer, startServer } from '#app/server.ts'
import { aDatabase, type TestDatabase } from './database.ts'
import { readSettings, settingsFor } from './settings.ts'
import { moment, settle } from './world.ts'

/** A whole server with its worker, in this process, on a port and a database of its own. */
export interface TestServer {
  readonly origin: string
  /** A world beside the server's on the same database, with the same keys and clock: for builders and for looking. */
  readonly world: World
  /** As the superuser, whom no row-level security holds: to see what is really there. */
  readonly admin: pg.Pool
  /** The folder its mail lands in, unless it goes to a mail server. */
  readonly mailDir: string
  readonly signInLinks: RunningServer['signInLinks']
  /** Moves its clock: it then stands (or runs on from) there. Only where the clock was given. */
  setNow(at: string): void
  /** Announces what is due by its clock, and waits until no job is left to do. */
  settle(): Promise<void>
  close(): Promise<void>
}

interface ServerWish {
  /** Where its clock stands (`2026-12-01 09:00`). The real time, if left out. */
  readonly at?: string
  /** The clock runs on from `at` instead of standing there. */
  readonly running?: boolean
  readonly demo?: boolean
  /** Fills the database before the server answers from it. */
  fill?(database: TestDatabase, settings: Readonly<Record<string, string>>): Promise<void>
  /** Mail goes to this mail server instead of a folder. */
  readonly smtp?: string
  /** False: no worker, so that nothing happens but what is asked for. `settle` then does the jobs. */
  readonly worker?: boolean
  /** Where its log goes, line by line, at the most talkative level. */
  readonly log?: { write(line: string): void }
}

/** Starts a server. Whoever starts it closes it. */
export async function aServer(wish: ServerWish = {}): Promise<TestServer> {
  const database = await aDatabase()
  const mailDir = await mkdtemp(join(tmpdir(), 'huddle-mail-'))
  const settings = await settingsOf(database, mailDir, wish)
  await wish.fill?.(database, settings)
  const clock = aClock(wish)
  const log = wish.log ? makeLog('debug', wish.log) : makeLog('silent')
  const server = await startServer(settings, { now: clock.now, log })
  const beside = await openWorld(readSettings({ ...settings, WORKER: '0' }), jobs, {
    now: clock.now,
    log: makeLog('silent'),
  })
  const admin = new pg.Pool({ connectionString: database.adminUrl, max: 4 })
  // Dropping the database ends what is idle here.
  admin.on('error', () => undefined)

  return {
    origin: server.origin,
    world: beside.world,
    admin,
    mailDir,
    signInLinks: server.signInLinks,
    setNow: clock.setNow,
    settle: () => (wish.worker === false ? settle(beside.world) : rest(beside.world, admin)),
    async close() {
      await server.close()
      await beside.close()
      await admin.end()
      await database.drop()
      for (const folder of [mailDir, beside.world.env.AUDIT_DIR])
        await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The settings of a server that listens on a port which was free a moment ago. */
export async function settingsOf(
  database: TestDatabase,
  mailDir: string,
  { demo = false, smtp, worker = true }: Pick<ServerWish, 'demo' | 'smtp' | 'worker'>,
): Promise<Record<string, string>> {
  const port = await aFreePort()
  return settingsFor(database, {
    APP_ORIGIN: `http://localhost:${port}`,
    PORT: String(port),
    MAIL_DIR: mailDir,
    WORKER: worker ? '1' : '0',
    DEMO: demo ? '1' : '0',
    ...(smtp && { SMTP_URL: smtp }),
  })
}

function aClock({ at, running = false }: ServerWish) {
  if (!at) {
    return {
      now: () => DateTime.utc(),
      setNow: (_next: string): void => {
        throw new Error('This server has the real clock.')
      },
    }
  }
  let start = moment(at)
  let since = performance.now()
  return {
    now: () => (running ? start.plus({ milliseconds: Math.floor(performance.now() - since) }) : start),
    setNow(next: string) {
      start = moment(next)
      since = performance.now()
    },
  }
}

/** Waits until the workers of a database have nothing left to do. Throws the names of jobs that go on failing. */
export async function rest(world: World, admin: pg.Pool, withinMs = 20_000): Promise<void> {
  const end = Date.now() + withinMs
  let quiet = 0
  while (quiet < 2) {
    const due = await sweepDue(world)
    const { rows } = await admin.query<{ name: string; state: string; output: unknown }>(
      "select name, state, output from pgboss.job where state < 'completed' and name not like '\\_\\_pgboss%'",
    )
    quiet = due === 0 && rows.length === 0 ? quiet + 1 : 0
    if (Date.now() > end) throw new Error(`The jobs do not come to rest: ${JSON.stringify(rows.slice(0, 5))}`)
    await pause(quiet ? 20 : 60)
  }
}

async function aFreePort(): Promise<number> {
  const probe = createServer()
  return new Promise((resolve, reject) => {
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
