/** An opening in counts and names, as its words need it. */
export interface OpeningShown {
  readonly asked: number
  readonly free: number
  readonly tentative: readonly string[]
  readonly missing: readonly {
    readonly name: string
    readonly why: 'busy' | 'unavailable' | 'outside-hours'
  }[]
  readonly cases: number
  readonly served: number
  readonly late: number
}

const whys = {
  busy: 'is in another huddle',
  unavailable: 'is away',
  'outside-hours': 'does not work then',
} as const

/** Why an opening is as good as it is, in plain sentences: first who can come, then what can be talked about. */
export function openingWords(opening: OpeningShown): string[] {
  return [peopleWords(opening), ...casesWords(opening)]
}

function peopleWords({ asked, free, tentative, missing }: OpeningShown): string {
  if (free === asked) return asked === 1 ? 'The one person asked is free.' : 'Everybody is free.'
  const absent = missing.map(({ name, why }) => `${name} ${whys[why]}`)
  const unsure = tentative.map((name) => `${name} may be busy`)
  return `Everybody required is free; ${[...absent, ...unsure].join(', ')}.`
}

function casesWords({ cases, served, late }: OpeningShown): string[] {
  if (cases === 0) return []
  const reached =
    served === cases
      ? cases === 1
        ? 'The case can be talked about'
        : `All ${cases} cases can be talked about`
      : `${served} of ${cases} cases can be talked about`
  if (late === 0) return [`${reached}.`]
  return [
    `${reached}, ${late === served ? (late === 1 ? 'after' : 'all after') : `${late} of them after`} an answer is due.`,
  ]
}
