import { execFileSync } from 'node:child_process'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** One process for certain: a pid alone is given out again, a pid and the moment it began are not. */
export type ProcessIdentity = {
  readonly pid: number
  readonly startedAt: string
}

type Seen = {
  readonly parent: number
  readonly startedAt: string
  readonly ended: boolean
}

/** Who the process with this pid is, or undefined when there is none. One that ended and was not yet collected is none. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  const seen = look(pid)
  return seen && !seen.ended ? { pid, startedAt: seen.startedAt } : undefined
}

/** Whether that very process still runs, and not a stranger that was given its pid. */
export function isRunning(process: ProcessIdentity): boolean {
  return identityOf(process.pid)?.startedAt === process.startedAt
}

/** Reads what `identityOf` gave and a file kept. Undefined when it is anything else. */
export function readIdentity(value: unknown): ProcessIdentity | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { pid, startedAt } = value as { pid?: unknown; startedAt?: unknown }
  return Number.isInteger(pid) && typeof pid === 'number' && pid > 0 && typeof startedAt === 'string'
    ? { pid, startedAt }
    : undefined
}

/** The pid of its parent, or undefined when there is no such process. */
export function parentOf(pid: number): number | undefined {
  return look(pid)?.parent
}

/** The command line a process was started with, or an empty text when it cannot be read. */
export function commandOf(pid: number): string {
  if (process.platform === 'linux') return (readOrNothing(`/proc/${pid}/cmdline`) ?? '').replaceAll('\0', ' ')
  try {
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], {
      encoding: 'utf8',
    })
  } catch {
    return ''
  }
}

/** The environment a process was started with, or undefined where the system does not tell. */
export function environmentOf(pid: number): readonly string[] | undefined {
  return readOrNothing(`/proc/${pid}/environ`)?.split('\0')
}

/** Sends a signal; that the process has gone meanwhile is no mistake. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!isErrno(error, 'ESRCH')) throw error
  }
}

/** Waits until `done` holds, looking every 25 ms. False when it did not within `limitMs`. */
export async function until(done: () => boolean, limitMs: number): Promise<boolean> {
  const end = Date.now() + limitMs
  while (!done()) {
    if (Date.now() > end) return false
    await pause(25)
  }
  return true
}

/**
 * Does `work` while no other process does work under the same lock file.
 *
 * A lock left behind by a process that was killed is taken over. Waits at most two minutes.
 */
export async function oneAtATime<Value>(lockFile: string, work: () => Promise<Value>): Promise<Value> {
  const free = await until(() => take(lockFile), 120_000)
  if (!free) throw new Error(`Another process holds ${lockFile} for two minutes already.`)
  try {
    return await work()
  } finally {
    rmSync(lockFile, { force: true })
  }
}

/** Whether this is a system error with that code, such as `ENOENT`. */
export function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

function take(lockFile: string): boolean {
  // Written aside and linked into place, so that nobody ever reads a lock that does not yet say whose it is.
  const aside = `${lockFile}.${process.pid}`
  writeFileSync(aside, JSON.stringify(identityOf(process.pid)), {
    mode: 0o600,
  })
  try {
    linkSync(aside, lockFile)
    return true
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error
  } finally {
    rmSync(aside, { force: true })
  }
  const holder = readIdentity(parse(readOrNothing(lockFile) ?? ''))
  if (!holder || !isRunning(holder)) rmSync(lockFile, { force: true })
  return false
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function look(pid: number): Seen | undefined {
  return process.platform === 'linux' ? lookInProc(pid) : lookWithPs(pid)
}

function lookInProc(pid: number): Seen | undefined {
  const stat = readOrNothing(`/proc/${pid}/stat`)
  if (stat === undefined) return undefined
  // The name, in brackets, may itself hold spaces and brackets: the fields begin after the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  // Start times count from boot, so the boot belongs to them.
  const boot = readOrNothing('/proc/sys/kernel/random/boot_id')?.trim() ?? ''
  return {
    parent: Number(fields[1]),
    startedAt: `${boot}:${fields[19]}`,
    ended: fields[0] === 'Z' || fields[0] === 'X',
  }
}

function lookWithPs(pid: number): Seen | undefined {
  try {
    const line = execFileSync('ps', ['-o', 'ppid=,stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
    const [parent, state, ...startedAt] = line.split(/\s+/)
    if (!state) return undefined
    return {
      parent: Number(parent),
      startedAt: startedAt.join(' '),
      ended: state.startsWith('Z'),
    }
  } catch {
    return undefined
  }
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
