/** Who is around a patient without an account here. */
export const circleKinds = { professional: 'Professional', related: 'Family or friend' } as const

export type CircleKind = keyof typeof circleKinds

/** A telephone number as a link dials it, or undefined where the text holds none: `+977 1-441 2780` is `tel:+97714412780`. */
export function dialOf(phone: string): string | undefined {
  // What follows "ext" or "x" is dialled by hand once somebody answers.
  const [number = ''] = phone.split(/\s*(?:ext\.?|x)\s*/i)
  const digits = number.replace(/[^\d]/g, '')
  if (digits.length < 3) return undefined
  return `tel:${number.trim().startsWith('+') ? '+' : ''}${digits}`
}
