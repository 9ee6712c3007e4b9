import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Env, readEnv } from '#app/platform/env.ts'
import type { TestDatabase } from './database.ts'

/** The settings of a process under test, as its environment would give them. All on one database share their keys. */
export function settingsFor(
  database: Pick<TestDatabase, 'url'>,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    NODE_ENV: 'test',
    APP_ORIGIN: 'http://localhost:3000',
    DATABASE_URL: database.url,
    APP_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    AUDIT_DIR: mkdtempSync(join(tmpdir(), 'huddle-audit-')),
    MAIL_DIR: 'unused',
    WORKER: '0',
    LOG_LEVEL: 'silent',
    ...more,
  }
}

/** The same, read and checked. */
export function readSettings(settings: Record<string, string>): Env {
  const read = readEnv(settings)
  if (!read.ok) throw new Error(read.mistakes.join('\n'))
  return read.value
}
