import pg from 'pg'

/** What each table held at a moment: a checksum of its rows, by name. */
export type Fingerprint = ReadonlyMap<string, string>

// What looking may move: the record of having looked, and how long a session may still be idle.
const bookkeeping = ['public.audit_event', 'public.audit_head', 'control.rate_limit']
const columnsLeftOut: Readonly<Record<string, readonly string[]>> = {
  'control.session': ['last_seen_at', 'idle_until'],
}

/** A checksum of every row of every table, as the superuser sees them: of every tenant, and of what is known before the tenant is. */
export async function fingerprint(admin: pg.Pool): Promise<Fingerprint> {
  const { rows: tables } = await admin.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'control') and c.relkind in ('r', 'p') order by 1`,
  )
  const watched = tables.map(({ name }) => name).filter((name) => !bookkeeping.includes(name))
  const parts = watched.map((name) => {
    const [schema = '', table = ''] = name.split('.')
    const left = (columnsLeftOut[name] ?? []).map((column) => ` - ${pg.escapeLiteral(column)}`).join('')
    return `select ${pg.escapeLiteral(name)} as name,
      coalesce(md5(string_agg(md5((to_jsonb(t)${left})::text), '' order by md5((to_jsonb(t)${left})::text))), 'empty') as sum
      from ${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table)} t`
  })
  const { rows } = await admin.query<{ name: string; sum: string }>(parts.join(' union all '))
  return new Map(rows.map(({ name, sum }) => [name, sum]))
}

/** The names of the tables in which something has changed. */
export function changedTables(before: Fingerprint, after: Fingerprint): string[] {
  return [...after].filter(([name, sum]) => before.get(name) !== sum).map(([name]) => name)
}
