import type { TestServer } from './server.ts'

/** A stream of server-sent events, as a browser tab holds it open. */
export interface OpenStream {
  readonly status: number
  /** The names of the events so far. */
  readonly events: readonly string[]
  /** When it ended, in milliseconds since it was opened; undefined while it is open. */
  endedAfter(): number | undefined
  /** Waits until it ends, and says after how long. Undefined when it does not. */
  ended(withinMs: number): Promise<number | undefined>
  close(): void
}

/** Opens a stream, and reads it until it ends. */
export async function openStream(
  server: Pick<TestServer, 'origin'>,
  path: string,
  cookie: string,
): Promise<OpenStream> {
  const leave = new AbortController()
  const response = await fetch(new URL(path, server.origin), {
    headers: { cookie, accept: 'text/event-stream' },
    redirect: 'manual',
    signal: leave.signal,
  })
  const events: string[] = []
  const began = performance.now()
  let end: number | undefined
  const reading = (async () => {
    const decoder = new TextDecoder()
    try {
      const reader = response.body?.getReader()
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
        for (const [, name = ''] of decoder.decode(part.value).matchAll(/^event: (\w+)$/gm)) events.push(name)
    } catch {
      // It was left, or cut off: over either way.
    }
    end = performance.now() - began
  })()

  return {
    status: response.status,
    events,
    endedAfter: () => end,
    async ended(withinMs) {
      let timer: NodeJS.Timeout | undefined
      await Promise.race([
        reading,
        new Promise((resolve) => {
          timer = setTimeout(resolve, withinMs)
        }),
      ])
      clearTimeout(timer)
      return end
    },
    close: () => leave.abort(),
  }
}
