import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { readEnv } from './env.ts'

const key = Buffer.alloc(32, 1).toString('base64')
const right = {
  APP_ORIGIN: 'https://huddle.example.org',
  DATABASE_URL: 'postgresql://huddle_app@db/huddle',
  APP_KEYS: `k2:${key},k1:${key}`,
  AUDIT_DIR: '/var/lib/huddle',
  SMTP_URL: 'smtps://mail.example.org',
}

test('the needed settings are enough', () => {
  expect(readEnv(right)).toMatchObject({
    ok: true,
    value: { PORT: 3000, DEMO: false, WORKER: true, TRUST_PROXY: false },
  })
})

test.each([
  [{ APP_ORIGIN: '' }, 'APP_ORIGIN is missing or no address'],
  [{ APP_ORIGIN: 'https://huddle.example.org/' }, 'APP_ORIGIN must be an origin only'],
  [{ APP_ORIGIN: 'http://huddle.example.org' }, 'APP_ORIGIN must be https'],
  [{ APP_KEYS: 'k1:c2hvcnQ=' }, 'APP_KEYS must be name:base64 of exactly 32 bytes'],
  [{ APP_KEYS: undefined }, 'APP_KEYS is missing'],
  [{ SMTP_URL: undefined }, 'SMTP_URL is missing'],
  [{ DATABASE_URL: '' }, 'DATABASE_URL is missing'],
  [{ PORT: 'eighty' }, 'PORT '],
  [{ DEMO: 'yes' }, 'DEMO '],
])('%j is one mistake, in one line', (wrong, words) => {
  const read = readEnv({ ...right, ...wrong })
  if (read.ok) throw new Error('It was taken as right.')
  expect(read.mistakes).toHaveLength(1)
  expect(read.mistakes[0]).toContain(words)
  expect(read.mistakes[0]).not.toContain('\n')
})

test('every mistake is named at once', () => {
  const read = readEnv({})
  expect(read.ok ? [] : read.mistakes.map((line) => line.split(' ')[0])).toEqual(
    expect.arrayContaining(['APP_ORIGIN', 'DATABASE_URL', 'APP_KEYS', 'SMTP_URL']),
  )
})

test('.env.example names every setting, and no other', async () => {
  const example = await readFile(new URL('../../.env.example', import.meta.url), 'utf8')
  const named = [...example.matchAll(/^([A-Z_]+)=/gm)].map((found) => found[1])
  const source = await readFile(new URL('./env.ts', import.meta.url), 'utf8')
  const known = [...source.matchAll(/^ {4}([A-Z_]+):/gm)].map((found) => found[1])
  expect(named.sort()).toEqual([...known, 'DATABASE_OWNER_URL'].sort())
})
