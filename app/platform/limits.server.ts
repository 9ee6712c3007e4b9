import type pg from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Secrets } from './secrets.ts'

const rules = {
  /** Asking for sign-in codes, by network address. */
  'ask-code': { points: 40, duration: 3600 },
  /** Typing codes, by network address; each code also ends after five tries. */
  'try-code': { points: 60, duration: 900 },
  /** Presenting passkeys, by network address. */
  'try-passkey': { points: 120, duration: 900 },
  /** Opening personal links that do not exist, by network address. */
  'try-link': { points: 60, duration: 900 },
  /** Inviting people, by organization. */
  invite: { points: 200, duration: 3600 },
} as const

/** How often something may be tried. Shared by all processes through the database; keys are stored hashed. */
export interface Limits {
  /** Takes one try; false when there are none left, and also when the database cannot say. */
  allows(rule: keyof typeof rules, key: string): Promise<boolean>
}

/** Limits kept in the table control.rate_limit. */
export function makeLimits(pool: pg.Pool, secrets: Secrets): Limits {
  const limiters = new Map<string, RateLimiterPostgres>()
  for (const [name, { points, duration }] of Object.entries(rules)) {
    limiters.set(
      name,
      new RateLimiterPostgres({
        storeClient: pool,
        storeType: 'pool',
        schemaName: 'control',
        tableName: 'rate_limit',
        tableCreated: true,
        keyPrefix: name,
        points,
        duration,
      }),
    )
  }
  return {
    async allows(rule, key) {
      try {
        await limiters.get(rule)?.consume(secrets.pepperedHash('rate', key).toString('base64url'))
        return true
      } catch (reason) {
        if (reason instanceof RateLimiterRes) return false
        // Closed when the database is away: a guess must never be free.
        return false
      }
    },
  }
}
