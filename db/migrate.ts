import { Kysely, PostgresDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { migrationNames, SqlMigrations } from './migrations.ts'

/**
 * Brings the database at `ownerUrl` to this version: the tables, the job queue and the app role's rights.
 *
 * The app's role `huddle_app` is made when it is missing and the owner may make roles; otherwise the error says what to do.
 * Running it again changes nothing. Throws when a migration fails; what had been applied before stays.
 */
export async function migrate(ownerUrl: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2 })
  // A server that goes away while nothing is asked of it is no failure of the migration; while something is, that fails by itself.
  pool.on('error', () => undefined)
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    await ensureAppRole(db)
    const migrator = new Migrator({ db, provider: new SqlMigrations(), migrationTableSchema: 'public' })
    const { error } = await migrator.migrateToLatest()
    if (error) throw error
    await installJobs(ownerUrl)
    const version = (await migrationNames()).at(-1) ?? ''
    await sql`insert into control.schema_mark (version) values (${version})
      on conflict (only_row) do update set version = excluded.version`.execute(db)
  } finally {
    await db.destroy()
  }
}

async function ensureAppRole(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql`select 1 from pg_roles where rolname = 'huddle_app'`.execute(db)
  if (rows.length > 0) return
  try {
    await sql`create role huddle_app nosuperuser nobypassrls nocreatedb nocreaterole login`.execute(db)
  } catch (cause) {
    throw new Error(
      "The role huddle_app does not exist and this owner may not make it. As an administrator: create role huddle_app login password '…' nosuperuser nobypassrls;",
      { cause },
    )
  }
}

async function installJobs(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: 'pgboss',
    max: 2,
    supervise: false,
    schedule: false,
  })
  boss.on('error', () => undefined)
  await boss.start()
  await boss.stop({ graceful: false })
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(`
      grant usage on schema pgboss to huddle_app;
      grant select, insert, update, delete on all tables in schema pgboss to huddle_app;
      grant usage on all sequences in schema pgboss to huddle_app;
      grant execute on all functions in schema pgboss to huddle_app;`)
  } finally {
    await client.end()
  }
}

if (import.meta.main) {
  const ownerUrl = process.env.DATABASE_OWNER_URL
  if (!ownerUrl) {
    console.error(
      'DATABASE_OWNER_URL is missing: the address of the database, as its owner. See .env.example.',
    )
    process.exit(2)
  }
  await migrate(ownerUrl)
  console.log('The database is up to date.')
}
