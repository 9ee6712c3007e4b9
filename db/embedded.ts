import { execFile, spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import {
  giveTo,
  holdsCluster,
  linkPlace,
  type Place,
  type Purpose,
  preparePlace,
  preparePrograms,
  prepareSocketDirectory,
} from './embedded-place.ts'
import {
  commandOf,
  identityOf,
  isErrno,
  isRunning,
  oneAtATime,
  readIdentity,
  signal,
  until,
} from './processes.ts'

/** A running Postgres of this clone's own. Its addresses are sockets; nothing listens on the network. */
export type Embedded = {
  /** Migrates, owns every table, is no superuser. */
  ownerUrl(database: string): string
  /** What the app is: owns nothing, cannot bypass row-level security. */
  appUrl(database: string): string
  /** The superuser, for the tests' housekeeping. */
  adminUrl(database: string): string
  /** Makes a database of the owner's, empty or as a copy, unless there is one of that name. Says whether it made one. */
  ensureDatabase(database: string, copyOf?: string): Promise<boolean>
  /** Drops it, whoever is connected. That there is none is fine. */
  dropDatabase(database: string): Promise<void>
  /** Stops Postgres, unless another process of this clone still uses it. A second call does nothing. */
  stop(): Promise<void>
}

type Wish = {
  /** The clone's top directory. */
  readonly home: string
  readonly purpose?: Purpose
  /** False gives durability up for speed: for tests only. */
  readonly fsync?: boolean
}

const superuser = 'postgres'

/**
 * Starts the clone's own Postgres, or joins the one that already runs, after a crash too.
 *
 * The first start makes the cluster (about two seconds), later ones take a fraction of a second.
 */
export async function startEmbedded({ home, purpose = 'demo', fsync = true }: Wish): Promise<Embedded> {
  const place = preparePlace(home, purpose)
  return oneAtATime(place.lock, async () => {
    if (place.abandoned) await clear(place)
    linkPlace(place)
    const lease = takeLease(place)
    try {
      const socket = (await findRunning(place)) ?? (await startWhole(place, fsync))
      await withClient(address(socket, superuser, 'postgres'), prepareRoles)
      return handle(place, socket, lease)
    } catch (error) {
      rmSync(lease, { force: true })
      throw error
    }
  })
}

/** Removes the clone's cluster with all it holds, stopping it first. That there is none is fine. */
export async function removeEmbedded({ home, purpose = 'demo' }: Wish): Promise<void> {
  const place = preparePlace(home, purpose)
  await oneAtATime(place.lock, async () => {
    await clear(place)
    for (const rest of [place.leases, place.log, place.link])
      if (rest) rmSync(rest, { recursive: true, force: true })
  })
}

function handle(place: Place, socket: string, lease: string): Embedded {
  const adminUrl = address(socket, superuser, 'postgres')
  return {
    ownerUrl: (database) => address(socket, 'huddle_owner', database),
    appUrl: (database) => address(socket, 'huddle_app', database),
    adminUrl: (database) => address(socket, superuser, database),
    ensureDatabase: (database, copyOf = 'template1') =>
      withClient(adminUrl, async (client) => {
        const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
        if (rowCount) return false
        const name = pg.escapeIdentifier(database)
        await client.query(
          `create database ${name} owner huddle_owner template ${pg.escapeIdentifier(copyOf)}`,
        )
        return true
      }),
    dropDatabase: (database) =>
      withClient(adminUrl, async (client) => {
        await client.query(`drop database if exists ${pg.escapeIdentifier(database)} with (force)`)
      }),
    stop: () =>
      oneAtATime(place.lock, async () => {
        if (!existsSync(lease)) return
        rmSync(lease)
        if (!othersUse(place)) await stopRunning(place)
      }),
  }
}

// The host in the authority is not used: it is there because without one this is no URL to most readers.
function address(socket: string, role: string, database: string): string {
  return `postgresql://${role}@localhost/${database}?host=${encodeURIComponent(socket)}`
}

async function prepareRoles(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ rolname: string }>(
    `select rolname from pg_roles where rolname in ('huddle_owner', 'huddle_app')`,
  )
  const known = rows.map((row) => row.rolname)
  if (!known.includes('huddle_owner')) {
    await client.query('create role huddle_owner login nosuperuser nobypassrls createdb createrole')
  }
  if (!known.includes('huddle_app')) {
    await client.query('create role huddle_app login nosuperuser nobypassrls nocreatedb nocreaterole')
  }
}

/** A cluster without fsync that did not end in good order may hold anything, and nothing worth keeping: it is made again. */
async function startWhole(place: Place, fsync: boolean): Promise<string> {
  if (fsync) return launch(place, fsync)
  if (existsSync(join(place.data, 'postmaster.pid'))) await clear(place)
  try {
    return await launch(place, fsync)
  } catch {
    await clear(place)
    return launch(place, fsync)
  }
}

async function launch(place: Place, fsync: boolean): Promise<string> {
  const programs = preparePrograms(place)
  mkdirSync(place.directory, { recursive: true, mode: 0o700 })
  giveTo(place.keeper, place.directory)
  if (!holdsCluster(place)) await makeCluster(place, programs)
  const socket = prepareSocketDirectory(place)
  const settings = {
    listen_addresses: '',
    unix_socket_directories: `"${socket}"`,
    unix_socket_permissions: '0700',
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: '200',
    ...(fsync
      ? {}
      : {
          fsync: 'off',
          synchronous_commit: 'off',
          full_page_writes: 'off',
          autovacuum: 'off',
        }),
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // A server that was killed outright leaves children behind for a moment, and Postgres waits for none of them.
  for (let attempt = 1; ; attempt++) {
    const failure = await tryToLaunch(place, join(programs, 'postgres'), options, socket)
    if (failure === undefined) return socket
    if (attempt === 5) throw new Error(`The embedded Postgres did not start.\n${failure}`)
    await pause(400)
  }
}

async function tryToLaunch(place: Place, program: string, options: string[], socket: string) {
  const log = openSync(place.log, 'w', 0o600)
  // A group of its own: Ctrl-C reaches us first, and we stop it when the app has closed.
  const child = spawn(program, ['-D', place.data, ...options], {
    ...asKeeper(place),
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  let failure: string | undefined
  child.once('error', (error) => {
    failure = error.message
  })
  child.once('exit', (code) => {
    failure = `It ended with ${code}. ${readFileSync(place.log, 'utf8').slice(-2000)}`
  })
  child.unref()
  for (;;) {
    if (failure !== undefined) return failure
    // It takes as long as it takes: after a crash it first replays what was written.
    if (await answers(place, socket)) break
    await pause(20)
  }
  child.removeAllListeners()
  return undefined
}

async function makeCluster(place: Place, programs: string): Promise<void> {
  const half = `${place.data}.half`
  rmSync(half, { recursive: true, force: true })
  rmSync(place.data, { recursive: true, force: true })
  const options = ['-D', half, '-U', superuser, '--encoding=UTF8', '--locale=C', '--auth=peer', '--no-sync']
  try {
    await promisify(execFile)(join(programs, 'initdb'), [...options, '--no-instructions'], asKeeper(place))
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    throw new Error(`The embedded Postgres could not be set up.\n${said.trim()}`)
  }
  // Besides the closed directory, the kernel says who is at the other end: only the cluster's user and
  // whoever started it (root, when these differ) may be any of the roles.
  writeFileSync(join(half, 'pg_hba.conf'), 'local all all peer map=huddle\n')
  const rootToo = place.keeper ? 'huddle root all\n' : ''
  writeFileSync(join(half, 'pg_ident.conf'), `huddle ${await nameOfUser(place)} all\n${rootToo}`)
  renameSync(half, place.data)
}

/** As whom initdb and the server run. Nothing of our environment concerns them, and they may not enter our directory. */
function asKeeper(place: Place) {
  // NODE_ENV is nothing to Postgres: the types of the web framework ask for it in every environment.
  const env = {
    PATH: process.env.PATH ?? '',
    LC_ALL: 'C',
    TZ: 'UTC',
    NODE_ENV: 'production' as const,
  }
  return { ...place.keeper, env, cwd: place.directory }
}

async function nameOfUser(place: Place): Promise<string> {
  const { stdout } = await promisify(execFile)('id', [
    '-un',
    ...(place.keeper ? [String(place.keeper.uid)] : []),
  ])
  return `"${stdout.trim()}"`
}

/** The socket directory of this cluster's server, or undefined when none runs. */
async function findRunning(place: Place): Promise<string | undefined> {
  for (;;) {
    const found = readPostmaster(place)
    if (!found || !identityOf(found.pid)) return undefined
    if (await answers(place, found.socket)) return found.socket
    if (!isOurs(place, found.pid)) {
      // The pid went to a stranger after a crash. Postgres would take the stranger for a server and give up.
      rmSync(join(place.data, 'postmaster.pid'), { force: true })
      return undefined
    }
    // Just starting, or just stopping.
    await pause(50)
  }
}

async function stopRunning(place: Place): Promise<void> {
  const found = readPostmaster(place)
  const server = found && identityOf(found.pid)
  if (!server || !isOurs(place, server.pid)) return
  const gone = () => !isRunning(server)
  for (const name of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    signal(server.pid, name)
    if (await until(gone, 10_000)) return
  }
}

async function clear(place: Place): Promise<void> {
  await stopRunning(place)
  rmSync(place.directory, { recursive: true, force: true })
}

function readPostmaster(place: Place): { pid: number; socket: string } | undefined {
  try {
    const lines = readFileSync(join(place.data, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), socket: lines[4] ?? '' }
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined
    throw error
  }
}

/** Whether the process with this pid is a server of this very cluster: it was told our data directory. */
function isOurs(place: Place, pid: number): boolean {
  return commandOf(pid).includes(`-D ${place.data} `)
}

async function answers(place: Place, socket: string): Promise<boolean> {
  try {
    return await withClient(address(socket, superuser, 'postgres'), async (client) => {
      const { rows } = await client.query<{ data_directory: string }>('show data_directory')
      return rows[0]?.data_directory === place.data
    })
  } catch {
    return false
  }
}

function takeLease(place: Place): string {
  mkdirSync(place.leases, { recursive: true, mode: 0o700 })
  const self = identityOf(process.pid)
  const lease = join(place.leases, `${process.pid}-${readdirSync(place.leases).length}`)
  writeFileSync(lease, JSON.stringify(self))
  return lease
}

function othersUse(place: Place): boolean {
  return readdirSync(place.leases).some((name) => {
    const path = join(place.leases, name)
    const holder = readIdentity(JSON.parse(readFileSync(path, 'utf8')))
    if (holder && isRunning(holder)) return true
    rmSync(path)
    return false
  })
}

async function withClient<Value>(url: string, work: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const client = new pg.Client({ connectionString: url })
  // Without a listener, a server that stops while we wait would end this process.
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
