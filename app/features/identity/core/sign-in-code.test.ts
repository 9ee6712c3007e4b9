import { expect, test } from 'vitest'
import { readCode, spacedCode } from './sign-in-code.ts'

test.each(['12345678', ' 1234 5678 ', '1234-5678', '1234\u00a05678', '1234\u20115678\n'])(
  'is read however it was pasted: %j',
  (text) => {
    expect(readCode(text)).toBe('12345678')
  },
)

test.each(['', '1234567', '123456789', '1234567a', '１２３４５６７８'])('is no code: %j', (text) => {
  expect(readCode(text)).toBeUndefined()
})

test('what the mail shows is read again', () => {
  expect(readCode(spacedCode('00420042'))).toBe('00420042')
})
