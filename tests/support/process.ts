import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'

/** A server in a process of its own, as it runs for real: it can be killed and started again. */
export interface ServerProcess {
  /** Starts it, and waits until it says that it is ready. */
  start(): Promise<void>
  /** Ends it at once, without a chance to say goodbye. */
  kill(): Promise<void>
  /** What it wrote to its log, all lives together. */
  readonly lines: string[]
}

/** A server with these settings, which is not running yet. */
export function aServerProcess(settings: Readonly<Record<string, string>>): ServerProcess {
  const lines: string[] = []
  let child: ChildProcess | undefined

  return {
    lines,
    async start() {
      const env = {
        PATH: process.env.PATH ?? '',
        TZ: process.env.TZ ?? '',
        ...settings,
        NODE_ENV: 'test' as const,
      }
      const started = spawn(process.execPath, ['app/server.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
      for (const stream of [started.stdout, started.stderr])
        stream
          .setEncoding('utf8')
          .on('data', (text: string) => lines.push(...text.split('\n').filter(Boolean)))
      child = started
      while (!(await isReady(settings.APP_ORIGIN ?? ''))) {
        if (started.exitCode !== null)
          throw new Error(`The server did not start: ${lines.slice(-5).join('\n')}`)
        await pause(25)
      }
    },
    async kill() {
      const running = child
      child = undefined
      if (!running || running.exitCode !== null || running.signalCode !== null) return
      const gone = new Promise((resolve) => running.once('exit', resolve))
      running.kill('SIGKILL')
      await gone
    },
  }
}

async function isReady(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(1_000) })).ok
  } catch {
    return false
  }
}
