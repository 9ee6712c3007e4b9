import type { JobResult } from 'pg-boss'
import { signHeads } from './audit-heads.server.ts'
import { queueOf, sweepDue } from './facts.ts'
import { forgetOld } from './forget.server.ts'
import type { Job, JobTable, World } from './world.ts'

// Each job of a batch is settled by itself: one that fails must not send the ones beside it round again. A full batch is followed by
// the next one at once. Otherwise a notification wakes the worker; what comes without one (a second try) is found by looking.
const manner = {
  batchSize: 4,
  perJobResults: true,
  burstWhenBatchFull: true,
  pollingIntervalSeconds: 2,
  notifyPollingIntervalSeconds: 5,
} as const

const SWEEP_SECONDS = 10
const HOURLY_SECONDS = 3600

/**
 * Works the jobs of this process: every handler of every fact, the sweep of what has come due, and each hour the signed heads and the
 * forgetting of what has had its time.
 * A job that fails is tried again by itself, later and later. Returns how to stop; jobs under way are finished first.
 */
export async function startWorker(world: World, jobs: JobTable): Promise<() => Promise<void>> {
  for (const [fact, handlers] of Object.entries(jobs)) {
    for (const [name, handle] of Object.entries(handlers)) {
      const queue = queueOf(fact, name)
      await world.boss.work<Job, unknown, typeof manner>(queue, manner, async (batch) => {
        const settled: JobResult[] = []
        for (const job of batch) {
          try {
            await handle(world, job.data)
            settled.push({ id: job.id, status: 'completed' })
          } catch (error) {
            world.log.error({ err: error, queue, job: job.id }, 'a job failed and will be tried again')
            settled.push({ id: job.id, status: 'failed', output: { name: nameOf(error) } })
          }
        }
        return settled
      })
    }
  }

  const sweep = every(SWEEP_SECONDS, () => sweepDue(world), world, 'the sweep of what is due')
  const heads = every(HOURLY_SECONDS, () => signHeads(world), world, 'signing the audit heads')
  const forget = every(HOURLY_SECONDS, () => forgetOld(world), world, 'forgetting what has had its time')
  return async () => {
    await Promise.all([sweep(), heads(), forget()])
  }
}

// Runs at once and then each `seconds`, one at a time; stopping waits for the run under way.
function every(
  seconds: number,
  work: () => Promise<unknown>,
  world: World,
  name: string,
): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  const run = () => {
    running = work()
      .then(() => undefined)
      .catch((error: unknown) => world.log.error({ err: error }, `${name} failed and will be tried again`))
      .finally(() => {
        if (!stopped) timer = setTimeout(run, seconds * 1000)
      })
  }
  run()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await running
  }
}

// What the queue keeps of an error: its kind, since its words may hold what must be in no job.
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}
