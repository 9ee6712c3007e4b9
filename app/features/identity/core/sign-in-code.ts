/** How many digits a mailed code has: with five tries a code and four codes an hour, guessing takes centuries. */
export const CODE_DIGITS = 8

/** How long a mailed code is good for. */
export const CODE_MINUTES = 10

/** The digits of a code as it was typed or pasted, or undefined when it cannot be one. Spaces and dashes do not count. */
export function readCode(text: string): string | undefined {
  const digits = text.replace(/[\s\u200b\u00a0\u2010-\u2015-]/g, '')
  return digits.length === CODE_DIGITS && /^[0-9]+$/.test(digits) ? digits : undefined
}

/** A code as it is read aloud: in two halves. */
export function spacedCode(code: string): string {
  return `${code.slice(0, CODE_DIGITS / 2)} ${code.slice(CODE_DIGITS / 2)}`
}
