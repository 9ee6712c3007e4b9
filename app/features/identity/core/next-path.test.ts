import { expect, test } from 'vitest'
import { nextPath } from './next-path.ts'

test('a path of ours is kept, without its query', () => {
  expect(nextPath('/cases/0190?tab=history#x')).toBe('/cases/0190')
})

test.each([
  'https://evil.test/',
  '//evil.test/',
  '/\\evil.test',
  '\\\\evil.test',
  '/\t/evil.test',
  'javascript:alert(1)',
  'cases',
  '/a/..//evil.test',
  '',
  null,
  undefined,
])('what leads elsewhere leads home instead: %s', (text) => {
  expect(nextPath(text)).toBe('/')
})

test.each(['/sign-in', '/sign-in/code', '/sign-out', '/passkey', '/demo/enter/abc'])(
  'a door does not lead to another: %s',
  (text) => {
    expect(nextPath(text)).toBe('/')
  },
)
