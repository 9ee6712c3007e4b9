import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { aDatabase } from '#tests/support/database.ts'

// What is found before the organization is known, the job queue's own tables, and the migrator's.
const exceptions = ['control', 'pgboss']
const migrator = ['kysely_migration', 'kysely_migration_lock']

test('every table of a tenant is under forced row-level security', async () => {
  const rows = await ask<{
    name: string
    enabled: boolean
    forced: boolean
    policies: number
    hasOrganization: boolean
  }>(`
    select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
      (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
      exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and a.attnotnull) as "hasOrganization"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
      and n.nspname <> all ($1) and c.relname <> all ($2)`)

  expect(rows.length).toBeGreaterThan(30)
  expect(
    rows.filter((row) => !row.hasOrganization || !row.enabled || !row.forced || row.policies !== 1),
  ).toEqual([])
})

test('every key, unique constraint, index and foreign key of a tenant begins with the organization', async () => {
  const wrong = await ask<{ name: string }>(`
    select con.conname as name
      from pg_constraint con join pg_class c on c.oid = con.conrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum = con.conkey[1]
     where con.contype in ('p', 'u', 'f', 'x') and n.nspname <> all ($1) and n.nspname = 'public' and c.relname <> all ($2)
       and a.attname <> 'organization_id'
    union all
    select i.relname from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
     where n.nspname <> all ($1) and n.nspname = 'public' and c.relname <> all ($2) and a.attname <> 'organization_id'`)

  expect(wrong).toEqual([])
})

test('every foreign key of a tenant carries the organization on both sides', async () => {
  const wrong = await ask<{ name: string }>(`
    select con.conname as name
      from pg_constraint con join pg_class c on c.oid = con.conrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = con.confrelid and a.attnum = con.confkey[1]
     where con.contype = 'f' and n.nspname = 'public' and n.nspname <> all ($1) and c.relname <> all ($2) and a.attname <> 'organization_id'`)

  expect(wrong).toEqual([])
})

test("the app's role owns nothing and reads no table of control but the limiter's", async () => {
  const rows = await ask<{ name: string }>(`
    select n.nspname || '.' || c.relname as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname = 'control' and $1::text[] is not null and $2::text[] is not null
       and has_table_privilege('huddle_app', c.oid, 'select, insert, update, delete')`)
  expect(rows.map((row) => row.name)).toEqual(['control.rate_limit'])

  const owned = await ask(`
    select c.relname from pg_class c join pg_roles r on r.oid = c.relowner
     where r.rolname = 'huddle_app' and $1::text[] is not null and $2::text[] is not null`)
  expect(owned).toEqual([])
})

test('every function that runs as the owner has a fixed search path', async () => {
  const wrong = await ask<{ name: string }>(`
    select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where p.prosecdef and n.nspname in ('public', 'control') and $1::text[] is not null and $2::text[] is not null
       and not exists (select 1 from unnest(p.proconfig) setting where setting like 'search_path=%pg_temp')`)
  expect(wrong).toEqual([])
})

async function ask<Row>(text: string): Promise<Row[]> {
  const database = await aDatabase()
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  onTestFinished(async () => {
    await client.end()
    await database.drop()
  })
  const { rows } = await client.query(text, [exceptions, migrator])
  return rows as Row[]
}
