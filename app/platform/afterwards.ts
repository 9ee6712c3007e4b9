import type { World } from './world.ts'

/**
 * Does work that the answer must not wait for, so that its time tells nothing. A failure is logged under `name`.
 *
 * Not for anything that must not be lost: that is a job. The process waits for it when it shuts down in order.
 */
export function afterwards(world: World, name: string, work: () => Promise<void>): void {
  const running = work()
    .catch((error: unknown) => world.log.error({ err: error }, `${name} failed`))
    .finally(() => world.pending.delete(running))
  world.pending.add(running)
}
