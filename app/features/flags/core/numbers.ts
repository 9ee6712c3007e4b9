/** One number of a rule that a team may change, and the bounds within which it stays sensible. All are whole. */
export interface NumberSpec {
  readonly label: string
  /** What is counted: `days`, `points`, `%`; empty where the label says it. */
  readonly unit: string
  readonly min: number
  readonly max: number
  readonly default: number
}

export type NumberSpecs = Readonly<Record<string, NumberSpec>>

export type NumbersOf<Specs extends NumberSpecs> = { readonly [Name in keyof Specs]: number }

/** Numbers by name, as they are kept and sent. */
export type Numbers = Readonly<Record<string, number>>

/**
 * A rule's numbers: what is given where it fits, the default elsewhere.
 *
 * What does not fit is left out rather than refused, since a rule with a default number is better than a rule that stopped: a
 * number kept before its bounds were drawn closer, a name that no longer exists.
 */
export function numbersOf<Specs extends NumberSpecs>(specs: Specs, given: Numbers = {}): NumbersOf<Specs> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => {
      const number = given[name]
      return [name, number !== undefined && fits(spec, number) ? number : spec.default]
    }),
  ) as NumbersOf<Specs>
}

/** Whether a number is whole and within its bounds, both included. */
export function fits(spec: NumberSpec, number: number): boolean {
  return Number.isInteger(number) && number >= spec.min && number <= spec.max
}

/**
 * A sentence with `{name}` filled in by the number of that name, and `{name|month|months}` by the number and the word that goes with
 * it. A name without a number stays as it is.
 */
export function fillIn(sentence: string, numbers: Numbers): string {
  return sentence.replaceAll(
    /\{(\w+)(?:\|(\w+)\|(\w+))?\}/g,
    (whole, name: string, one?: string, more?: string) => {
      const number = numbers[name]
      if (number === undefined) return whole
      const word = number === 1 ? one : more
      return word ? `${number} ${word}` : String(number)
    },
  )
}

/** After how many days a rule that was answered asks again about the very same. Ours, without a source. */
export function asksAgainAfter(days: number) {
  return { label: 'Asks again after', unit: 'days', min: 7, max: 365, default: days } as const
}
