import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { removeEmbedded, startEmbedded } from './embedded.ts'
import { preparePlace } from './embedded-place.ts'
import { identityOf, isRunning, signal, until } from './processes.ts'

let home = ''
let stranger: ChildProcess | undefined

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'huddle-clone-'))
})
afterEach(async () => {
  stranger?.kill()
  await removeEmbedded({ home, purpose: 'test' })
  const { directory, lock } = preparePlace(home, 'test')
  // As root the place lies outside the clone, in a folder named after it.
  if (!directory.startsWith(realpathSync(home))) rmSync(join(lock, '..'), { recursive: true })
  rmSync(home, { recursive: true })
})

test('the owner is no superuser and can have what the migrations need; the app owns nothing', async () => {
  const cluster = await start()
  await cluster.ensureDatabase('huddle')

  await ask(cluster.ownerUrl('huddle'), 'create extension btree_gist')
  const [owner] = await ask(
    cluster.ownerUrl('huddle'),
    'select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user',
  )
  const [app] = await ask(
    cluster.appUrl('huddle'),
    'select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user',
  )
  const [settings] = await ask(
    cluster.appUrl('huddle'),
    `select current_setting('TimeZone') as zone, current_setting('server_encoding') as letters, current_setting('listen_addresses') as network`,
  )

  expect(owner).toEqual({
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: true,
  })
  expect(app).toEqual({
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolcreatedb: false,
  })
  expect(settings).toEqual({ zone: 'UTC', letters: 'UTF8', network: '' })
  await cluster.stop()
})

test('two starts at once share one server, and the last to stop stops it', async () => {
  const [first, second] = await Promise.all([start(), start()])
  const server = identityOf(serverPid())

  await first.stop()
  await expect(ask(second.ownerUrl('postgres'), 'select 1 as one')).resolves.toEqual([{ one: 1 }])
  await second.stop()

  expect(server && isRunning(server)).toBe(false)
})

test('keeps what was written when the server is killed outright', async () => {
  const cluster = await start(true)
  await cluster.ensureDatabase('huddle')
  await ask(cluster.ownerUrl('huddle'), 'create table note (text text)')
  await ask(cluster.ownerUrl('huddle'), `insert into note values ('still here')`)
  const pid = serverPid()
  signal(pid, 'SIGKILL')
  await until(() => identityOf(pid) === undefined, 5_000)

  const again = await start(true)

  expect(await ask(again.ownerUrl('huddle'), 'select text from note')).toEqual([{ text: 'still here' }])
  await again.stop()
  await cluster.stop()
})

test('starts when the pid of a killed server went to a stranger, and lets the stranger be', async () => {
  await (await start()).stop()
  stranger = spawn('sleep', ['60'])
  const pid = stranger.pid ?? 0
  const { data } = preparePlace(home, 'test')
  writeFileSync(join(data, 'postmaster.pid'), `${pid}\n${data}\n1700000000\n5432\n/nowhere\n\n\nready\n`)

  const cluster = await start()

  expect(await ask(cluster.ownerUrl('postgres'), 'select 1 as one')).toEqual([{ one: 1 }])
  await cluster.stop()
  expect(identityOf(pid)).toBeDefined()
})

test('begins anew when the clone at this path is another one', async () => {
  const cluster = await start()
  await cluster.ensureDatabase('huddle')
  await cluster.stop()
  rmSync(join(home, '.data'), { recursive: true })

  const again = await start()

  expect(await again.ensureDatabase('huddle')).toBe(true)
  await again.stop()
})

function start(fsync = false) {
  return startEmbedded({ home, purpose: 'test', fsync })
}

function serverPid(): number {
  return Number(readFileSync(join(preparePlace(home, 'test').data, 'postmaster.pid'), 'utf8').split('\n')[0])
}

async function ask(url: string, question: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(question)).rows
  } finally {
    await client.end()
  }
}
