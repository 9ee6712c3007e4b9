import { labelWords } from '#app/shared/record-labels.ts'

/** What a person ticks where they write about a patient. */
export const handLabels = ['part2', 'sud-counseling', 'psychotherapy'] as const

/** Of a record's labels those that no hand has ticked: they stay when it is written anew. */
export function withoutHand(labels: readonly string[]): string[] {
  return labels.filter((label) => !handLabels.some((one) => one === label))
}

/** Substance use records under 42 CFR Part 2, and what says as much: one scope of a consent speaks of all of them. */
const part2Family = ['part2', 'eth', 'sud'] as const

const alwaysBound: readonly string[] = [...part2Family, 'sud-counseling', 'psychotherapy']

/** Whether a label stands for a record under 42 CFR Part 2, with its notice of 2.32. */
export function isPart2(label: string): boolean {
  return label === 'sud-counseling' || part2Family.some((one) => one === label)
}

/**
 * Of a record's labels those that bind: it is shown only to whom a consent covers for each of them.
 *
 * `stateRules` are the labels the organization has bound by the law of its state. A label that nobody here knows binds too: to
 * withhold what need not be is the smaller mistake.
 */
export function boundOf(labels: readonly string[], stateRules: readonly string[]): string[] {
  return labels.filter(
    (label) => alwaysBound.includes(label) || stateRules.includes(label) || !Object.hasOwn(labelWords, label),
  )
}

/**
 * Whether a scope of a consent speaks of a label. Part 2 speaks of all substance use records; notes of counselling and of
 * psychotherapy only by their own name.
 */
export function scopeSpeaksOf(scope: readonly string[], label: string): boolean {
  if (scope.includes(label)) return true
  return scope.includes('part2') && part2Family.some((one) => one === label)
}

/** The labels of what is made of several labelled things: all of theirs, each once, in one order. */
export function unionOf(...labels: readonly (readonly string[])[]): string[] {
  return [...new Set(labels.flat())].sort()
}

/** What stands in the place of a text that is withheld. It is never stored. */
export const withheldWords = "Withheld: needs the patient's consent"
