import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import {
  environmentOf,
  identityOf,
  isErrno,
  isRunning,
  type ProcessIdentity,
  parentOf,
  readIdentity,
  signal,
  until,
} from '../processes.ts'

type RunRecord = {
  readonly self: ProcessIdentity
  /** Who started it. When that one is gone, the process is an orphan. */
  readonly parent: ProcessIdentity | undefined
  readonly secret: string
  readonly port: number
}

/**
 * Writes into `file` that this process is the one that runs here, once no other does.
 *
 * An orphan of ours, whose terminal has gone, is stopped; a process that merely got its pid never is.
 * Returns undefined when done, else the port of the one that runs here and still has its terminal.
 */
export async function claimRun(file: string, port: number): Promise<number | undefined> {
  for (;;) {
    const other = readRecord(file)
    if (other && isOurs(other)) {
      // It may be just about to end by itself: an orphan takes up to two seconds to notice that it is one.
      const ended = await until(() => !isRunning(other.self), 2_500)
      if (!ended && !isOrphan(other)) return other.port
      if (!ended) await stop(other.self)
    }
    rmSync(file, { force: true })
    if (write(file, port)) return undefined
  }
}

/** Takes back what `claimRun` wrote. Does nothing when the record is another process's. */
export function releaseRun(file: string): void {
  if (readRecord(file)?.self.pid === process.pid) rmSync(file, { force: true })
}

function write(file: string, port: number): boolean {
  const self = identityOf(process.pid)
  if (!self) throw new Error('This system does not say which processes it runs, so none can be looked after.')
  const record = {
    ...self,
    parent: identityOf(process.ppid),
    secret: process.env.HUDDLE_RUN ?? '',
    port,
  }
  const aside = `${file}.${process.pid}`
  writeFileSync(aside, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 })
  try {
    // Two starts at one moment: the link exists for one of them only.
    linkSync(aside, file)
    return true
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false
    throw error
  } finally {
    rmSync(aside)
  }
}

function readRecord(file: string): RunRecord | undefined {
  try {
    const read = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
    const self = readIdentity(read)
    if (!self) return undefined
    return {
      self,
      parent: readIdentity(read.parent),
      secret: String(read.secret),
      port: Number(read.port),
    }
  } catch {
    // None, or one that a full disk or a curious hand left unreadable: it names no process.
    return undefined
  }
}

function isOurs({ self, secret }: RunRecord): boolean {
  if (!isRunning(self)) return false
  const environment = environmentOf(self.pid)
  return environment === undefined || secret === '' || environment.includes(`HUDDLE_RUN=${secret}`)
}

function isOrphan({ self, parent }: RunRecord): boolean {
  return !parent || !isRunning(parent) || parentOf(self.pid) !== parent.pid
}

async function stop(orphan: ProcessIdentity): Promise<void> {
  for (const name of ['SIGTERM', 'SIGKILL'] as const) {
    if (!isRunning(orphan)) return
    signal(orphan.pid, name)
    await until(() => !isRunning(orphan), 3_000)
  }
}
