import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import type { Context } from '#app/platform/context.ts'
import { isLoopback } from './demo-doors.server.ts'

/** Goes on only in the demo, and only from this very machine. Anywhere else there is nothing here. */
export function requireDemo(context: Context): void {
  if (!context.world.env.DEMO || !isLoopback(context.ip)) throw notFound()
}
