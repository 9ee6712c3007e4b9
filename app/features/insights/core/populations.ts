/** The populations of a proportion measure, by their FHIR codes. */
export type PopulationCode =
  | 'initial-population'
  | 'denominator'
  | 'denominator-exclusion'
  | 'denominator-exception'
  | 'numerator'

/** How often a patient counts in each population: 0 or 1, or a number of encounters where a measure counts those. */
export type Counts = Readonly<Partial<Record<PopulationCode, number>>>

/** One rate of a measure: where a patient counts, all together and by stratum where the measure has strata. */
export interface Group {
  readonly populations: Counts
  readonly strata?: Readonly<Record<string, Counts>>
}

/** Whether each criterion of a measure is met, taken by itself. `exception` only in measures that have one. */
export interface Criteria {
  readonly initial: boolean
  readonly excluded: boolean
  readonly exception?: boolean
  readonly numerator: boolean
}

/**
 * Who counts where, by the rules of a proportion measure: the denominator is the initial population; whoever is excluded
 * is not in the numerator whatever happened; an exception is only for those who are in neither.
 */
export function countsOf({ initial, excluded, exception, numerator }: Criteria): Counts {
  const out = initial && excluded
  const met = initial && !excluded && numerator
  const one = (yes: boolean) => (yes ? 1 : 0)
  return {
    'initial-population': one(initial),
    denominator: one(initial),
    'denominator-exclusion': one(out),
    ...(exception !== undefined && { 'denominator-exception': one(initial && !out && !met && exception) }),
    numerator: one(met),
  }
}

/** No one in any population: the counts of a stratum that somebody does not belong to. */
export function noneOf(counts: Counts): Counts {
  return Object.fromEntries(Object.keys(counts).map((code) => [code, 0]))
}
