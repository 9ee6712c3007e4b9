import { connect, createServer, type Socket } from 'node:net'
import type { TestServer } from './server.ts'

/** A line between a browser and the server that can be cut and mended, as a network can. */
export interface Line {
  /** Where the browser finds the server through it. */
  readonly origin: string
  /** Everything under way breaks off, and nothing new gets through. */
  cut(): void
  mend(): void
  close(): Promise<void>
}

/** Lays a line to the server. Whoever lays it closes it. */
export async function aLine({ origin }: Pick<TestServer, 'origin'>): Promise<Line> {
  const { hostname, port } = new URL(origin)
  const sockets = new Set<Socket>()
  let whole = true
  const relay = createServer((near) => {
    if (!whole) return void near.destroy()
    const far = connect(Number(port), hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.pipe(other)
      one.on('error', () => undefined)
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve))
  const address = relay.address()
  const end = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    origin: `http://localhost:${typeof address === 'object' && address ? address.port : 0}`,
    cut() {
      whole = false
      end()
    },
    mend() {
      whole = true
    },
    async close() {
      end()
      await new Promise((resolve) => relay.close(resolve))
    },
  }
}
