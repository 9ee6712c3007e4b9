import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { DB } from '#db/schema.ts'

const DATE = 1082
const BIGINT = 20

/**
 * What a statement's text begins with for the database to keep its plan: for the few long ones that are asked again and again, where
 * planning takes as long as the work. `sql`${kept} select …``.
 */
export const kept = sql.raw('/* kept */')

const KEPT = '/* kept */'

/** So many plans are kept by a connection. A caseload alone can be asked for in more ways; the rest are planned each time. */
const mostKept = 60

/** A connection that keeps the plans of the statements that ask for it. */
class KeepingClient extends pg.Client {
  readonly #names = new Map<string, string>()

  // The pool and Kysely call it with a text and its values; every other way to call it is passed on as it is.
  override query(...given: unknown[]): never {
    const [text, values] = given
    const ask = super.query as (...args: unknown[]) => never
    const name = typeof text === 'string' && given.length <= 2 && text.startsWith(KEPT) && this.#nameOf(text)
    return name ? ask.call(this, { name, text, values }) : ask.apply(this, given)
  }

  #nameOf(text: string): string | undefined {
    const known = this.#names.get(text)
    if (known || this.#names.size >= mostKept) return known
    const name = `kept_${this.#names.size}`
    this.#names.set(text, name)
    return name
  }
}

/**
 * A pool of connections as the app's role. A day stays the text `2026-12-01` (it has no zone), counters come as numbers.
 *
 * Every wait ends: a connection that hangs would hang the page with it.
 */
export function connect(url: string, most = 10): { db: Kysely<DB>; pool: pg.Pool } {
  const pool = new pg.Pool({
    Client: KeepingClient,
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
