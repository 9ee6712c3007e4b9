import { sql } from 'kysely'
import { DateTime, Settings } from 'luxon'
import { PgBoss } from 'pg-boss'
import { v7 } from 'uuid'
import { migrationNames } from '#db/migrations.ts'
import { connect } from './database.ts'
import type { Env } from './env.ts'
import { queueOf } from './facts.ts'
import { makeLimits } from './limits.server.ts'
import { makeLiveBus } from './live-bus.server.ts'
import { makeLog } from './log.ts'
import { makeMailer } from './mail.server.ts'
import { makeSecrets } from './secrets.ts'
import type { JobTable, World } from './world.ts'

// An invalid time is a mistake of ours and must never travel on as a value.
Settings.throwOnInvalid = true

/** A world and how to end it. */
export interface OpenWorld {
  readonly world: World
  close(): Promise<void>
}

/**
 * Makes the one World of a process: connections, queue, keys, mail.
 *
 * Refuses a database that is not migrated to this version, and a database role that could pass row-level security by.
 */
export async function openWorld(
  env: Env,
  jobs: JobTable,
  overrides: Partial<Pick<World, 'now' | 'mail' | 'log' | 'demoDoors'>> = {},
): Promise<OpenWorld> {
  const log = overrides.log ?? makeLog(env.LOG_LEVEL)
  const { db, pool } = connect(env.DATABASE_URL)
  try {
    await refuseUnfitDatabase(db)
  } catch (error) {
    await db.destroy()
    throw error
  }
  const secrets = makeSecrets(env.APP_KEYS)
  const boss = new PgBoss({
    connectionString: env.DATABASE_URL,
    schema: 'pgboss',
    migrate: false,
    createSchema: false,
    schedule: false,
    supervise: env.WORKER,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    useListenNotify: env.WORKER,
    max: 6,
  })
  boss.on('error', (error) => log.warn({ err: error }, 'the job queue had an error and goes on'))
  await boss.start()
  for (const [fact, handlers] of Object.entries(jobs)) {
    for (const handler of Object.keys(handlers)) {
      await boss.createQueue(queueOf(fact, handler), {
        retryLimit: 12,
        retryDelay: 2,
        retryBackoff: true,
        retryDelayMax: 600,
        expireInSeconds: 120,
        heartbeatSeconds: 10,
        notify: true,
      })
    }
  }
  const bus = await makeLiveBus(env.DATABASE_URL, log)
  const mail = overrides.mail ?? makeMailer(env)
  const world: World = {
    env,
    db,
    boss,
    facts: Object.fromEntries(Object.entries(jobs).map(([fact, handlers]) => [fact, Object.keys(handlers)])),
    secrets,
    mail,
    bus,
    limits: makeLimits(pool, secrets),
    log,
    streams: new Set(),
    pending: new Set(),
    demoDoors: overrides.demoDoors ?? new Map(),
    now: overrides.now ?? (() => DateTime.utc()),
    newId: () => v7(),
  }
  return {
    world,
    async close() {
      await Promise.all(world.pending)
      await bus.close()
      await boss.stop({ graceful: true, timeout: 5_000 })
      mail.close()
      await db.destroy()
    },
  }
}

async function refuseUnfitDatabase(db: World['db']): Promise<void> {
  const { rows } = await sql<{ rolsuper: boolean; rolbypassrls: boolean; owns: boolean }>`
    select r.rolsuper, r.rolbypassrls,
      exists (select 1 from pg_class c where c.relowner = r.oid and c.relkind in ('r', 'p')) as owns
    from pg_roles r where r.rolname = current_user`.execute(db)
  const [role] = rows
  if (!role || role.rolsuper || role.rolbypassrls || role.owns) {
    throw new Error(
      "DATABASE_URL names a role that is a superuser, owns tables or may pass row-level security by. Use the app's role huddle_app; the owner is for `npm run migrate` only.",
    )
  }
  const wanted = (await migrationNames()).at(-1)
  const found = await sql<{ version: string }>`select control.schema_version() as version`.execute(db).then(
    ({ rows: versions }) => versions[0]?.version,
    () => undefined,
  )
  if (found !== wanted) {
    throw new Error(
      `The database is at ${found ?? 'no version'} and this program needs ${wanted}. Run \`npm run migrate\` with DATABASE_OWNER_URL first.`,
    )
  }
}
