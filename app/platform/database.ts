import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { DB } from '#db/schema.ts'

const DATE = 1082
const BIGINT = 20

/**
 * A pool of connections as the app's role. A day stays the text `2026-12-01` (it has no zone), counters come as numbers.
 *
 * Every wait ends: a connection that hangs would hang the page with it.
 */
export function connect(url: string, most = 10): { db: Kysely<DB>; pool: pg.Pool } {
  const pool = new pg.Pool({
    connectionString: url,
    max: most,
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
    statement_timeout: 8_000,
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
    types: {
      getTypeParser: (id: number, format?: 'text' | 'binary') => {
        if (id === DATE) return (text: string) => text
        if (id === BIGINT) return Number
        return pg.types.getTypeParser(id, format as 'text')
      },
    },
  })
  // A connection lost while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  return { db: new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }), pool }
}
