import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { hasText, makeSecrets, newToken } from './secrets.ts'

const old = { name: 'k1', bytes: randomBytes(32) }
const current = { name: 'k2', bytes: randomBytes(32) }
const north = '0190a000-0000-7000-8000-000000000001'
const south = '0190a000-0000-7000-8000-000000000002'

test('what was sealed for a place opens there', () => {
  const secrets = makeSecrets([current])
  const sealed = secrets.seal(north, 'person.name', 'row', 'Zoë 佐藤')
  expect(secrets.open(north, 'person.name', 'row', sealed)).toBe('Zoë 佐藤')
  expect(sealed.toString('utf8')).not.toContain('Zoë')
})

test.each([
  ['another organization', south, 'person.name', 'row'],
  ['another column', north, 'person.mail', 'row'],
  ['another row', north, 'person.name', 'other'],
])('it does not open in %s', (_where, organization, column, row) => {
  const secrets = makeSecrets([current])
  const sealed = secrets.seal(north, 'person.name', 'row', 'Zoë')
  expect(() => secrets.open(organization, column, row, sealed)).toThrow()
})

test('it does not open when any byte was changed', () => {
  const secrets = makeSecrets([current])
  const sealed = secrets.seal(north, 'person.name', 'row', 'Zoë')
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(() => secrets.open(north, 'person.name', 'row', changed)).toThrow()
  }
})

test('after the keys were turned, what the old one sealed still opens, and searches still find it', () => {
  const before = makeSecrets([old])
  const after = makeSecrets([current, old])
  const sealed = before.seal(north, 'person.name', 'row', 'Zoë')

  expect(after.open(north, 'person.name', 'row', sealed)).toBe('Zoë')
  expect(after.searchHash(north, 'zoë')).toEqual(before.searchHash(north, 'zoë'))
  expect(after.pepperedHash('mail', 'a@b.test')).toEqual(before.pepperedHash('mail', 'a@b.test'))
  expect(() => makeSecrets([current]).open(north, 'person.name', 'row', sealed)).toThrow(/APP_KEYS/)
})

test('equal texts are sealed differently, and hashed differently in each organization and for each purpose', () => {
  const secrets = makeSecrets([current])
  expect(secrets.seal(north, 'c', 'r', 'x')).not.toEqual(secrets.seal(north, 'c', 'r', 'x'))
  expect(secrets.searchHash(north, 'x')).not.toEqual(secrets.searchHash(south, 'x'))
  expect(secrets.pepperedHash('mail', 'x')).not.toEqual(secrets.pepperedHash('code', 'x'))
})

test('a token is 256 bits that an address can carry', () => {
  const token = newToken()
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(newToken()).not.toBe(token)
})

test('whether a sealed text is empty can be told without opening it', () => {
  const secrets = makeSecrets([current])
  expect(hasText(secrets.seal(north, 'brief_part.text', 'a', ''))).toBe(false)
  expect(hasText(secrets.seal(north, 'brief_part.text', 'a', 'x'))).toBe(true)
})
