import pg from 'pg'

/** What each table held at a moment: a checksum of its rows, by name. */
export type Fingerprint = ReadonlyMap<string, string>

// What looking may move: the record of having looked, and how long a session may still be idle.
const bookkeeping = ['public.audit_event', 'public.audit_head', 'control.rate_limit']
const columnsLeftOut: Readonly<Record<string, readonly string[]>> = {
  'control.session': ['last_seen_at', 'idle_until'],
}

/**
 * A checksum of every row of every table, as the superuser sees them: of every tenant
 * and of what is known before the tenant is, or of one organization alone.
 */
export async function fingerprint(admin: pg.Pool, organizationId?: string): Promise<Fingerprint> {
  const { rows: tables } = await admin.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'control') and c.relkind in ('r', 'p') and ($1::text is null or exists (
        select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id')) order by 1`,
    [organizationId ?? null],
  )
  const theirs = organizationId ? ` where organization_id = ${pg.escapeLiteral(organizationId)}` : ''
  const watched = tables.map(({ name }) => name).filter((name) => !bookkeeping.includes(name))
  const parts = watched.map((name) => {
    const left = (columnsLeftOut[name] ?? []).map((column) => ` - ${pg.escapeLiteral(column)}`).join('')
    return `select ${pg.escapeLiteral(name)} as name,
      coalesce(md5(string_agg(md5((to_jsonb(t)${left})::text), '' order by md5((to_jsonb(t)${left})::text))), 'empty') as sum
      from ${quoted(name)} t${theirs}`
  })
  const { rows } = await admin.query<{ name: string; sum: string }>(parts.join(' union all '))
  return new Map(rows.map(({ name, sum }) => [name, sum]))
}

/** The names of the tables in which something has changed. */
export function changedTables(before: Fingerprint, after: Fingerprint): string[] {
  return [...after].filter(([name, sum]) => before.get(name) !== sum).map(([name]) => name)
}

/** Keeps everything the tables hold, so that it can be put back after a change. */
export async function keep(admin: pg.Pool): Promise<{ putBack(tables: readonly string[]): Promise<void> }> {
  // What the database works out by itself cannot be put back, and need not be.
  const { rows } = await admin.query<{ name: string; columns: string }>(
    `select n.nspname || '.' || c.relname as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where n.nspname in ('public', 'control') and c.relkind in ('r', 'p') group by 1`,
  )
  const columnsOf = new Map(rows.map(({ name, columns }) => [name, columns]))
  await admin.query('create schema kept')
  for (const { name } of rows) await admin.query(`create table kept.${copyOf(name)} as table ${quoted(name)}`)
  return {
    async putBack(tables) {
      const client = await admin.connect()
      try {
        await client.query('begin')
        // Neither triggers nor foreign keys are asked: what is put back was in order before.
        await client.query('set local session_replication_role = replica')
        for (const name of tables) {
          await client.query(`delete from ${quoted(name)}`)
          const columns = columnsOf.get(name) ?? '*'
          await client.query(
            `insert into ${quoted(name)} (${columns}) select ${columns} from kept.${copyOf(name)}`,
          )
        }
        await client.query('commit')
      } finally {
        client.release()
      }
    },
  }
}

function quoted(name: string): string {
  return name.split('.').map(pg.escapeIdentifier).join('.')
}

function copyOf(name: string): string {
  return pg.escapeIdentifier(name.replace('.', '_'))
}
