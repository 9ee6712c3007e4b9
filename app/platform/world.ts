import type { Kysely } from 'kysely'
import type { DateTime } from 'luxon'
import type { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { DB } from '#db/schema.ts'
import type { Env } from './env.ts'
import type { Limits } from './limits.server.ts'
import type { LiveBus } from './live-bus.server.ts'
import type { Mailer } from './mail.server.ts'
import type { Secrets } from './secrets.ts'

/** Everything outside the code: made once by the process, handed to every route, job and command. */
export interface World {
  readonly env: Env
  readonly db: Kysely<DB>
  readonly boss: PgBoss
  /** Which handlers answer which announced fact: names only, so that announcing needs no room. */
  readonly facts: Readonly<Record<string, readonly string[]>>
  readonly secrets: Secrets
  readonly mail: Mailer
  readonly bus: LiveBus
  readonly limits: Limits
  readonly log: Logger
  /** How to end each stream that is open in this process; a stream adds and removes its own. */
  readonly streams: Set<() => void>
  /** Work under way that no answer waits for: see `afterwards`. */
  readonly pending: Set<Promise<void>>
  /** In the demo only: secret words that let a visitor in as someone. Minted at each start, gone with the process. */
  readonly demoDoors: ReadonlyMap<string, DemoDoor>
  /** Now, in UTC. Tests let it stand still. */
  now(): DateTime
  /** A new UUIDv7. */
  newId(): string
}

/** One way into the demo. */
export interface DemoDoor {
  readonly role: string
  readonly organizationId: string
  readonly personId: string
}

/** A job that an announced fact has led to. It carries ids and nothing else. */
export interface Job {
  readonly organizationId: string
  readonly id: string
}

/** Answers a fact. It may run twice (a worker can die after its work and before its tick), so it must do its work only once. */
export type JobHandler = (world: World, job: Job) => Promise<void>

/** Facts to handlers, by name. */
export type JobTable = Readonly<Record<string, Readonly<Record<string, JobHandler>>>>
