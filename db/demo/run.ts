import { spawn } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { type Embedded, removeEmbedded, startEmbedded } from '../embedded.ts'
import { isErrno } from '../processes.ts'
import { keepKeys } from './keys.ts'
import { claimRun, releaseRun } from './run-record.ts'

// The whole product on one machine, for trying (`npm run demo`) and for working on it (`npm run dev`).

const home = fileURLToPath(new URL('../..', import.meta.url))
const data = join(home, '.data')
const record = join(data, 'run.json')
const database = 'huddle'
const loadedMark = 'The demo organization is loaded.'

/** Something to tell the person who typed the command: where in the code it came up is of no use to them. */
class Sentence extends Error {}

type Undoing = {
  readonly limitMs: number
  readonly work: () => Promise<void> | void
}

// What to undo at the end, the last one first. Each has a limit, so that the end does come.
const undoings: Undoing[] = []
let ended = false

// A closed terminal takes our output with it; what remains to be done then matters more than saying so.
process.stdout.on('error', () => undefined)
process.stderr.on('error', () => undefined)
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => void end(0))
endWithParent()

try {
  await run()
} catch (error) {
  // What fails while we are ending, fails because we are ending.
  if (!ended) {
    console.error(error instanceof Sentence ? error.message : error)
    await end(1)
  }
}

async function run(): Promise<void> {
  const { fresh, dev } = readOptions()
  const port = readPort()
  mkdirSync(data, { recursive: true, mode: 0o700 })

  const running = await claimRun(record, port)
  if (running !== undefined) {
    throw new Sentence(
      `Huddle already runs here, on http://localhost:${running}. Stop it there first, with Ctrl-C.`,
    )
  }
  undoings.push({ limitMs: 500, work: () => releaseRun(record) })
  await refuseTakenPort(port)

  if (fresh) await startOver()
  const keys = keepKeys(join(data, 'keys.json'))
  const [, cluster] = await Promise.all([dev ? undefined : build(), startDatabase()])
  const mode = dev ? 'development' : 'production'
  const env = {
    NODE_ENV: mode,
    PORT: String(port),
    APP_ORIGIN: `http://localhost:${port}`,
    DATABASE_URL: cluster.appUrl(database),
    ...keys,
    MAIL_DIR: join(data, 'mail'),
    AUDIT_DIR: join(data, 'audit'),
    DEMO: '1',
    DEV: dev ? '1' : '0',
    WORKER: '1',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  }
  // React and Express look here, and they do so once, when they are loaded.
  process.env.NODE_ENV = mode
  await loadOnce(cluster, env)
  await serve(env)
}

function readOptions(): { fresh: boolean; dev: boolean } {
  try {
    const options = {
      fresh: { type: 'boolean', default: false },
      dev: { type: 'boolean', default: false },
    } as const
    return parseArgs({ options }).values
  } catch (error) {
    throw new Sentence(
      `${error instanceof Error ? error.message : error} There is one option: npm run demo -- --fresh`,
    )
  }
}

function readPort(): number {
  const text = process.env.PORT || '3000'
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new Sentence(`PORT is "${text}". It must be a whole number from 1 to 65535.`)
}

/** Before the slow work, so that nobody waits for a build only to read this. */
async function refuseTakenPort(port: number): Promise<void> {
  // A process that was just killed is gone from the list a moment before its port is free.
  for (const patienceMs of [150, 300, 600]) {
    if (await isFree(port)) return
    await pause(patienceMs)
  }
  if (await isFree(port)) return
  throw new Sentence(
    `Port ${port} is taken by another program. Choose another one: PORT=${port + 1} npm run demo`,
  )
}

async function isFree(port: number): Promise<boolean> {
  const taken = (await somebodyAnswers(port, '127.0.0.1')) || (await somebodyAnswers(port, '::1'))
  return !taken && canListen(port)
}

function somebodyAnswers(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 500 })
    const answer = (taken: boolean) => {
      socket.destroy()
      resolve(taken)
    }
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
    socket.once('timeout', () => answer(false))
  })
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const trial = createServer()
    trial.once('error', (error) => {
      if (isErrno(error, 'EACCES'))
        reject(new Sentence(`This user may not listen on port ${port}. Choose one above 1023.`))
      else resolve(false)
    })
    trial.listen(port, '127.0.0.1', () => trial.close(() => resolve(true)))
  })
}

async function startOver(): Promise<void> {
  console.log('Starting over: the demo data, the mail and the audit heads are removed.')
  await removeEmbedded({ home })
  for (const name of ['mail', 'audit']) rmSync(join(data, name), { recursive: true, force: true })
}

/** Builds in a process of its own, which does nothing when the last build is of these very sources. */
async function build(): Promise<void> {
  const child = spawn(process.execPath, [join(home, '.config/build.mjs')], {
    cwd: home,
    stdio: 'inherit',
  })
  const code = new Promise<number | null>((resolve, reject) =>
    child.once('exit', resolve).once('error', reject),
  )
  undoings.push({ limitMs: 2_000, work: () => void child.kill('SIGTERM') })
  if ((await code) !== 0) throw new Sentence('Huddle could not be built. What went wrong is above.')
}

async function startDatabase(): Promise<Embedded> {
  console.log('Starting Postgres.')
  const starting = startEmbedded({ home })
  // Also when we are told to end while it is still starting.
  const stop = async () => (await starting.catch(() => undefined))?.stop()
  undoings.push({ limitMs: 30_000, work: stop })
  return starting
}

/**
 * Migrates, and loads the demo organization unless that was done before.
 *
 * The database says itself, in its comment, that the loading came to its end. One that does not say so was
 * interrupted half-way and is made again.
 */
async function loadOnce(cluster: Embedded, env: Record<string, string>): Promise<void> {
  const { migrate } = await import('#db/migrate.ts')
  const made = await cluster.ensureDatabase(database)
  const loaded = !made && (await isLoaded(cluster))
  if (!made && !loaded) {
    await cluster.dropDatabase(database)
    await cluster.ensureDatabase(database)
  }
  const ownerUrl = cluster.ownerUrl(database)
  console.log('Bringing the database up to date.')
  try {
    await migrate(ownerUrl)
  } catch (cause) {
    console.error(cause)
    throw new Sentence('The database could not be brought up to date. To start over: npm run demo -- --fresh')
  }
  if (loaded) return
  console.log('Loading the demo organization.')
  const { loadDemo } = await import('#db/demo/load.ts')
  await loadDemo({
    databaseUrl: cluster.appUrl(database),
    ownerUrl,
    env,
    say: (line) => console.log(`  ${line}`),
  })
  await ask(ownerUrl, `comment on database ${database} is '${loadedMark}'`)
}

async function isLoaded(cluster: Embedded): Promise<boolean> {
  const question = `select shobj_description(oid, 'pg_database') as mark from pg_database where datname = '${database}'`
  const [found] = await ask<{ mark: string | null }>(cluster.ownerUrl('postgres'), question)
  return found?.mark === loadedMark
}

async function ask<Row extends pg.QueryResultRow>(url: string, question: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(question)).rows
  } finally {
    await client.end()
  }
}

async function serve(env: Record<string, string> & { APP_ORIGIN: string }): Promise<void> {
  console.log('Opening the doors.')
  const { startServer } = await import('#app/server.ts')
  const starting = startServer(env)
  undoings.push({
    limitMs: 6_000,
    work: async () => (await starting.catch(() => undefined))?.close(),
  })
  const server = await starting
  if (ended) return
  console.log(`\nHuddle runs on ${env.APP_ORIGIN}\n`)
  for (const { role, url } of server.signInLinks) console.log(`  Sign in as ${role.padEnd(10)} ${url}`)
  console.log(`\n  Mail it sends:        ${env.APP_ORIGIN}/demo/mail`)
  console.log('  Ctrl-C stops it. Everything in it is made up.\n')
}

/** Ends with the process that started us, even when that one was killed outright and could tell nobody. */
function endWithParent(): void {
  const parent = Number(process.env.HUDDLE_PARENT ?? process.ppid)
  // It is said to us alone: what we start has us for a parent.
  delete process.env.HUDDLE_PARENT
  setInterval(() => {
    if (process.ppid !== parent) void end(0, 1_000)
  }, 300).unref()
}

async function end(code: number, hasteMs = Number.POSITIVE_INFINITY): Promise<void> {
  if (ended) return
  ended = true
  if (code === 0) console.log('\nStopping.')
  for (const { limitMs, work } of undoings.reverse()) {
    const undone = Promise.resolve()
      .then(work)
      .catch((error) => console.error(error))
    await Promise.race([undone, pause(Math.min(limitMs, hasteMs))])
  }
  process.exit(code)
}
