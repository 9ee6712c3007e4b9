import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Kysely, PostgresDialect } from 'kysely'
import { generate, PostgresDialect as PostgresWords } from 'kysely-codegen'
import pg from 'pg'
import { startEmbedded } from './embedded.ts'
import { readyTemplate } from './template.ts'

const home = fileURLToPath(new URL('..', import.meta.url))
const file = fileURLToPath(new URL('./schema.ts', import.meta.url))

/**
 * The types of every table in the schema `public` of a migrated database, as the text of a module.
 *
 * A timestamp is a Date, a date the text `2026-03-22`, bytes a Buffer. What lies in `control` and `pgboss` is
 * reached by functions only and has no types here.
 */
export async function describeSchema(url: string): Promise<string> {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  // The database may be dropped while its last connection is still closing.
  pool.on('error', () => undefined)
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    return await generate({
      db,
      dialect: new PostgresWords({
        dateParser: 'string',
        numericParser: 'string',
      }),
      defaultSchemas: ['public'],
      includePattern: 'public.*',
      excludePattern: 'public.kysely_*',
      outFile: null,
      typeOnlyImports: true,
    })
  } finally {
    await db.destroy()
  }
}

async function describeMigrations(): Promise<string> {
  const cluster = await startEmbedded({ home, purpose: 'test', fsync: false })
  const name = `schema_${process.pid}`
  try {
    const template = await readyTemplate(cluster)
    await cluster.ensureDatabase(name, template)
    return await describeSchema(cluster.ownerUrl(name))
  } finally {
    await cluster.dropDatabase(name)
    await cluster.stop()
  }
}

if (import.meta.main) {
  const current = await describeMigrations()
  if (!process.argv.includes('--check')) {
    await writeFile(file, current)
    console.log('db/schema.ts is written.')
  } else if ((await readFile(file, 'utf8').catch(() => '')) !== current) {
    console.error('db/schema.ts is not what the migrations make. Write it anew: npm run schema')
    process.exitCode = 1
  }
}
