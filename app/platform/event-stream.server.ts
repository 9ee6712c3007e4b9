import type { World } from './world.ts'

const PING_MS = 15_000

/** What a stream does: what it sends when woken, and whether its reader may still read. */
export interface StreamWork {
  /** The topics of the live bus that wake it. */
  readonly topics: readonly string[]
  /** Topics that make it ask at once whether the reader still may. */
  readonly accessTopics: readonly string[]
  /** Topics that make the reader look again although nothing has happened here: what they may see has changed. */
  readonly againTopics?: readonly string[]
  /** When what the reader may see changes by itself, if it will. Asked after each look. */
  changesAt?(): Promise<Date | null>
  /** The events after the one with number `after`, oldest first. */
  read(
    after: number,
  ): Promise<readonly { readonly seq: number; readonly data: Readonly<Record<string, unknown>> }[]>
  /** Asked every 15 seconds and on each change of access; false ends the stream. */
  mayRead(): Promise<boolean>
}

/**
 * A stream of server-sent events that loses nothing: each wake reads everything after the last number sent, and a reader that comes
 * back says by its last event id where to go on.
 *
 * It ends when the reader leaves, loses the right to read, or the process shuts down (with a `bye`, so that the browser comes back).
 */
export function eventStream(world: World, request: Request, after: number, work: StreamWork): Response {
  const encoder = new TextEncoder()
  let end: () => void = () => undefined

  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      let last = after
      let open = true
      let chain: Promise<void> = Promise.resolve()
      let change: NodeJS.Timeout | undefined
      const stops: (() => void)[] = []

      const write = (text: string) => {
        if (open) controller.enqueue(encoder.encode(text))
      }
      // One thing at a time, so that two wakes never send one event twice.
      const queue = (step: () => Promise<void>) => {
        chain = chain
          .then(() => (open ? step() : undefined))
          .catch((error: unknown) => {
            world.log.warn({ err: error }, 'a stream broke and its reader will come back')
            end()
          })
      }
      const send = async () => {
        for (const { seq, data } of await work.read(last)) {
          write(`id: ${seq}\nevent: moved\ndata: ${JSON.stringify(data)}\n\n`)
          last = seq
        }
      }
      const check = async () => {
        if (await work.mayRead()) return true
        write('event: ended\ndata: {}\n\n')
        end()
        return false
      }
      // Without an id: it is no event of the huddle's, and whoever misses it reads anew when they come back.
      const again = async () => {
        if (!(await check())) return
        write('event: moved\ndata: {}\n\n')
        await arm()
      }
      const arm = async () => {
        const at = await work.changesAt?.()
        clearTimeout(change)
        if (!at || !open) return
        const ms = Math.max(at.getTime() - world.now().toMillis(), 0)
        // Further ahead than a check of every 15 seconds it is asked for again by then.
        if (ms <= 2 * PING_MS) change = setTimeout(() => queue(again), ms + 50)
      }
      end = () => {
        if (!open) return
        write('event: bye\ndata: {}\n\n')
        open = false
        for (const stop of stops) stop()
        clearTimeout(change)
        world.streams.delete(end)
        controller.close()
      }

      world.streams.add(end)
      for (const topic of work.topics) stops.push(world.bus.on(topic, () => queue(send)))
      for (const topic of work.accessTopics) stops.push(world.bus.on(topic, () => queue(again)))
      for (const topic of work.againTopics ?? []) stops.push(world.bus.on(topic, () => queue(again)))
      const ping = setInterval(() => {
        queue(async () => {
          if (await check()) await arm()
        })
        // An event and no comment, so that the reader hears it: silence tells them that the line is dead.
        write('event: ping\ndata: {}\n\n')
      }, PING_MS)
      stops.push(() => clearInterval(ping))
      request.signal.addEventListener('abort', end)
      write('retry: 1000\n\n')
      queue(send)
      queue(arm)
    },
    cancel() {
      end()
    },
  })

  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
  })
}

/** The number of the last event a reader has seen: what its browser says after a break, else what the page was made with. */
export function lastSeen(request: Request): number {
  const said = request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('after') ?? '0'
  return /^\d{1,15}$/.test(said) ? Number(said) : 0
}
