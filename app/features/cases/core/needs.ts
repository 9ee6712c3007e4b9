/** What can stand in the way of getting well, and the help that is needed to speak with the patient. In the order they are offered. */
export const needKinds = {
  housing: 'Housing',
  food: 'Food',
  transport: 'Transport',
  isolation: 'Isolation',
  money: 'Money',
  safety: 'Safety at home',
  interpreter: 'Interpreter',
  language: 'Language',
  other: 'Something else',
} as const

export type NeedKind = keyof typeof needKinds

/** Where a need stands. */
export const needStates = {
  open: 'Open',
  'in-hand': 'In hand',
  met: 'Met',
  declined: 'Help declined',
} as const

export type NeedState = keyof typeof needStates

/** Whether somebody still has to do something about it. */
export function isOpenNeed({ state }: { readonly state: NeedState }): boolean {
  return state === 'open' || state === 'in-hand'
}

/**
 * What whoever speaks with the patient must know before they do, as sentences: the language, and that an interpreter is needed. A
 * need for an interpreter stands until it is declined, since having found one does not end it; a language always.
 */
export function sayHowToSpeak(
  needs: readonly { readonly kind: NeedKind; readonly state: NeedState; readonly text: string | null }[],
): string[] {
  const of = (kind: NeedKind) => needs.filter((need) => need.kind === kind && need.state !== 'declined')
  const languages = of('language').map(({ text }) => (text ? `Speaks ${text}` : 'Speaks another language'))
  const interpreters = of('interpreter').map(({ text }) =>
    text ? `Needs an interpreter: ${text}` : 'Needs an interpreter',
  )
  return [...languages, ...interpreters]
}
