import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Embedded } from './embedded.ts'
import { identityOf } from './processes.ts'

const here = fileURLToPath(new URL('.', import.meta.url))

/**
 * The name of a migrated, empty database to make others from, for these very migrations.
 *
 * Made when there is none yet. Those of other migrations, and what killed test runs left behind, are dropped.
 */
export async function readyTemplate(cluster: Embedded): Promise<string> {
  const name = `template_${fingerprint()}`
  const known = await listDatabases(cluster)
  await Promise.all(
    known.filter((other) => isLeftOver(other, name)).map((other) => cluster.dropDatabase(other)),
  )
  if (known.includes(name)) return name
  // Migrated under another name first: whoever sees the template's name sees a whole one.
  const half = `half_${process.pid}`
  await cluster.dropDatabase(half)
  await cluster.ensureDatabase(half)
  const { migrate } = await import('#db/migrate.ts')
  await migrate(cluster.ownerUrl(half))
  await rename(cluster, half, name)
  return name
}

async function rename(cluster: Embedded, half: string, name: string): Promise<void> {
  const client = new pg.Client({
    connectionString: cluster.adminUrl('postgres'),
  })
  await client.connect()
  try {
    await client.query(`alter database ${half} rename to ${name}`)
    // A database with visitors cannot be copied, so nobody visits this one.
    await client.query(`alter database ${name} allow_connections false`)
  } catch (error) {
    // Another run finished the same one a moment earlier.
    if (!(error instanceof pg.DatabaseError && error.code === '42P04')) throw error
    await cluster.dropDatabase(half)
  } finally {
    await client.end()
  }
}

async function listDatabases(cluster: Embedded): Promise<string[]> {
  const client = new pg.Client({
    connectionString: cluster.adminUrl('postgres'),
  })
  await client.connect()
  try {
    const { rows } = await client.query<{ datname: string }>('select datname from pg_database')
    return rows.map((row) => row.datname)
  } finally {
    await client.end()
  }
}

/** Names end in the pid of their maker: `test_123_4`, `half_123`, `schema_123`. */
function isLeftOver(other: string, template: string): boolean {
  if (/^template_[0-9a-f]{16}$/.test(other)) return other !== template
  const maker = /^(?:test|half|schema)_(\d+)/.exec(other)?.[1]
  return maker !== undefined && identityOf(Number(maker)) === undefined
}

/** Changes when the migrations do, and when what carries them out does: our code, and the job queue it installs. */
function fingerprint(): string {
  const hash = createHash('sha256')
  const sql = readdirSync(join(here, 'migrations')).sort()
  const files = [...sql.map((file) => join('migrations', file)), 'migrate.ts', 'migrations.ts']
  const queue = join(here, '../node_modules/pg-boss/package.json')
  for (const path of [...files.map((file) => join(here, file)), queue]) {
    hash.update(path.slice(here.length)).update(existsSync(path) ? readFileSync(path) : '')
  }
  return hash.digest('hex').slice(0, 16)
}
