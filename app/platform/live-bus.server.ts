import pg from 'pg'
import type { Logger } from 'pino'

const CHANNEL = 'huddle_bus'

/** Tells the processes that something is to be read again. A message is a topic (ids only); the truth is in the tables. */
export interface LiveBus {
  /** Calls `heard` whenever the topic is named, and once after each reconnection. Returns how to stop. */
  on(topic: string, heard: () => void): () => void
  /** Whether the connection that listens is alive. */
  listening(): boolean
  close(): Promise<void>
}

/** One listening connection for the whole process. It reconnects by itself, and then wakes everyone: a message may have been missed. */
export async function makeLiveBus(url: string, log: Logger): Promise<LiveBus> {
  const listeners = new Map<string, Set<() => void>>()
  let client: pg.Client | undefined
  let alive = false
  let closed = false
  let retry: NodeJS.Timeout | undefined

  async function listen(): Promise<void> {
    const next = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 5_000 })
    next.on('error', () => lost(next))
    next.on('end', () => lost(next))
    next.on('notification', ({ payload }) => wake(payload ?? ''))
    await next.connect()
    await next.query(`listen ${CHANNEL}`)
    client = next
    alive = true
  }

  function lost(which: pg.Client): void {
    if (closed || which !== client) return
    client = undefined
    alive = false
    which.end().catch(() => undefined)
    again()
  }

  function again(): void {
    retry = setTimeout(() => {
      listen().then(
        () => {
          for (const topic of listeners.keys()) wake(topic)
        },
        (error: unknown) => {
          log.warn({ err: error }, 'the live bus could not connect and tries again')
          if (!closed) again()
        },
      )
    }, 500)
  }

  function wake(topic: string): void {
    for (const heard of listeners.get(topic) ?? []) heard()
  }

  await listen()
  return {
    on(topic, heard) {
      const known = listeners.get(topic) ?? new Set()
      known.add(heard)
      listeners.set(topic, known)
      return () => {
        known.delete(heard)
        if (known.size === 0 && listeners.get(topic) === known) listeners.delete(topic)
      }
    },
    listening: () => alive,
    async close() {
      closed = true
      clearTimeout(retry)
      await client?.end().catch(() => undefined)
    },
  }
}
