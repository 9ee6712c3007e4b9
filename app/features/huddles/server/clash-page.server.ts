import type { Clash } from './in-the-way.ts'

/** What is in the way, as plain fields for a page. */
export function clashShown({ inTheWay }: Clash) {
  return inTheWay.map((one) => ({
    kind: one.kind,
    name: one.kind === 'person' ? one.name : '',
    startsAt: one.startsAt.toISO() ?? '',
    endsAt: one.endsAt.toISO() ?? '',
  }))
}

/** Whether a refusal names what is in the way. */
export function isClash(answer: { readonly ok: boolean }): answer is Clash {
  return 'inTheWay' in answer
}
