import { rm } from 'node:fs/promises'
import { DateTime } from 'luxon'
import { onTestFinished } from 'vitest'
import { jobs } from '#app/jobs.ts'
import { queueOf, sweepDue } from '#app/platform/facts.ts'
import { makeLog } from '#app/platform/log.ts'
import type { Letter } from '#app/platform/mail.server.ts'
import { openWorld } from '#app/platform/make-world.server.ts'
import type { Job, World } from '#app/platform/world.ts'
import { aDatabase } from './database.ts'
import { readSettings, settingsFor } from './settings.ts'

/** A mail that the world under test has sent. */
export interface SentMail extends Letter {
  readonly to: string
  readonly messageId: string
}

/** A world whose clock stands still until the test moves it, on a database of its own, with mail kept in a list. */
export interface TestWorld extends World {
  /** Lets time pass: the clock then stands at `at` (`2026-12-01 09:00` in UTC, or with an offset). */
  setNow(at: string): void
  readonly sent: SentMail[]
  /** Does everything that is due and every job, until nothing is left to do. */
  settle(): Promise<void>
}

/** Makes a world at a moment (`2026-12-01 09:00`, UTC unless an offset is given). It ends with the test. */
export async function worldAt(at: string): Promise<TestWorld> {
  const database = await aDatabase()
  let now = moment(at)
  const sent: SentMail[] = []
  const open = await openWorld(readSettings(settingsFor(database)), jobs, {
    now: () => now,
    log: makeLog('silent'),
    mail: {
      from: 'huddle@clinic.test',
      async send(to, messageId, letter) {
        sent.push({ ...letter, to, messageId })
      },
      close: () => undefined,
    },
  })
  onTestFinished(async () => {
    await open.close()
    await database.drop()
    await rm(open.world.env.AUDIT_DIR, { recursive: true, force: true })
  })
  return Object.assign(open.world, {
    sent,
    setNow(next: string) {
      now = moment(next)
    },
    settle: () => settle(open.world),
  })
}

/** A moment as text, as in `2026-12-01 09:00`: UTC unless an offset is given. */
export function moment(at: string): DateTime {
  return DateTime.fromSQL(at, { zone: 'utc' })
}

/** Does everything that is due by the world's clock and every job, itself, until nothing is left to do. */
export async function settle(world: World): Promise<void> {
  for (let round = 0; round < 50; round += 1) {
    await Promise.all(world.pending)
    let worked = await sweepDue(world)
    for (const [fact, handlers] of Object.entries(jobs)) {
      for (const [name, handle] of Object.entries(handlers)) {
        const queue = queueOf(fact, name)
        for (const job of await world.boss.fetch<Job>(queue, { batchSize: 200, ignoreStartAfter: true })) {
          await handle(world, job.data)
          await world.boss.complete(queue, job.id)
          worked += 1
        }
      }
    }
    if (worked === 0) return
  }
  throw new Error('The jobs never come to rest.')
}
