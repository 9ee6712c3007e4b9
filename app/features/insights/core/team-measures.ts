/**
 * What a team's cases are measured by. Each says what it counts of whom, in words that stand on the page; the numbers
 * are those of the sources named, and the SQL of measure-queries says the same.
 */
export const teamMeasures = {
  'contact-4-weeks': {
    name: 'Contact within 4 weeks',
    short: 'Contact, 4 weeks',
    met: 'Reached',
    notMet: 'Not reached',
    nobody: 'No case',
    counts:
      'The patient was reached on day 1 to 28 after the day the episode began, by anybody and in any way.',
    ofWhom: 'Every episode. What happened on the day of the start is the start itself and no follow-up.',
    closes: 'day 28 of the episode',
    source: 'MHIP, Washington State: a first follow-up within 4 weeks (doi 10.1176/appi.ps.201400577).',
    measured: undefined,
  },
  'review-8-to-12': {
    name: 'Review in weeks 8 to 12 where not improved',
    short: 'Review, weeks 8 to 12',
    met: 'Reviewed',
    notMet: 'Not reviewed',
    nobody: 'No one to review',
    counts: 'A huddle discussed the case on day 56 to 84 of the episode.',
    ofWhom:
      'Episodes with a baseline PHQ-9 of 10 or more that had not improved at week 8: the last PHQ-9 of day 28 to 56 was 10 or more and less than 50 % down. Those improved are not counted, nor those not measured, who are shown apart.',
    closes: 'day 84 of the episode',
    source:
      'MHIP: psychiatric review between weeks 8 and 12 without improvement (doi 10.1176/appi.ps.201400577, PMC6063310). Whether a psychiatrist was in the huddle is not looked at.',
    measured: 'measured between week 4 and week 8',
  },
  'response-4-to-8': {
    name: 'Response after 4 to 8 months',
    short: 'Response, 4 to 8 months',
    met: 'Response',
    notMet: 'No response',
    nobody: 'No case',
    counts: 'The last PHQ-9 of day 120 to 240 after the baseline was at least 50 % below it.',
    ofWhom:
      'Episodes with a baseline PHQ-9 of 10 or more. Who was not measured in that time counts as not reached.',
    closes: 'day 240 after the baseline',
    source:
      'NCQA DRR-E, depression remission or response. NCQA counts health-plan members from 12 years on with a diagnosis; here every case of the team counts.',
    measured: 'measured in that time',
  },
  'remission-4-to-8': {
    name: 'Remission after 4 to 8 months',
    short: 'Remission, 4 to 8 months',
    met: 'Remission',
    notMet: 'No remission',
    nobody: 'No case',
    counts: 'The last PHQ-9 of day 120 to 240 after the baseline was below 5.',
    ofWhom:
      'Episodes with a baseline PHQ-9 of 10 or more. Who was not measured in that time counts as not reached.',
    closes: 'day 240 after the baseline',
    source:
      'NCQA DRR-E, depression remission or response. NCQA counts health-plan members from 12 years on with a diagnosis; here every case of the team counts.',
    measured: 'measured in that time',
  },
  'response-6-months': {
    name: 'Response at 6 months',
    short: 'Response, 6 months',
    met: 'Response',
    notMet: 'No response',
    nobody: 'No case',
    counts: 'The last PHQ-9 within 60 days of 6 months after the baseline was at least 50 % below it.',
    ofWhom:
      'Episodes with a baseline PHQ-9 of 10 or more. Who was not measured in that time counts as not reached.',
    closes: '60 days after those 6 months',
    source: 'Depression response at six months, progress towards remission (acponline.org).',
    measured: 'measured in that time',
  },
  'remission-12-months': {
    name: 'Remission at 12 months',
    short: 'Remission, 12 months',
    met: 'Remission',
    notMet: 'No remission',
    nobody: 'No case',
    counts: 'The last PHQ-9 within 60 days of 12 months after the baseline was below 5.',
    ofWhom:
      'Episodes with a baseline PHQ-9 of 10 or more. Who was not measured in that time counts as not reached.',
    closes: '60 days after those 12 months',
    source:
      'CMS159, depression remission at twelve months. It also wants a diagnosis and a visit, starts at 12 years, and leaves out who died, is in hospice or has another disorder; here every case of the team counts.',
    measured: 'measured in that time',
  },
} as const

export type TeamMeasureCode = keyof typeof teamMeasures

export const teamMeasureCodes = Object.keys(teamMeasures) as TeamMeasureCode[]

/** The measure of this name, as an address gives it. */
export function readTeamMeasure(text: string | undefined): TeamMeasureCode | undefined {
  return teamMeasureCodes.find((code) => code === text)
}

/**
 * How a case stands in a measure. `pending` while the time in which it is decided has not gone by; `improved` only for the
 * review at weeks 8 to 12, which is for the others.
 */
export const caseStates = ['met', 'not-met', 'not-measured', 'improved', 'pending'] as const

export type CaseState = (typeof caseStates)[number]

/** How a case stands, in the words of the measure. */
export function sayState(code: TeamMeasureCode, state: CaseState): string {
  switch (state) {
    case 'met':
      return teamMeasures[code].met
    case 'not-met':
      return teamMeasures[code].notMet
    case 'not-measured':
      return 'Not measured'
    case 'improved':
      return 'Improved, so not counted'
    case 'pending':
      return 'Still open'
    default:
      return state satisfies never
  }
}

/** A rate with its counts: "12 of 40, 30 %". Of nobody there is none, and then it says why. */
export function sayRate(code: TeamMeasureCode, { met, of, percent, pending, measured }: Rate): string {
  if (percent !== undefined) return `${met} of ${of}, ${percent} %`
  if (pending > 0) return `${pending} still open`
  return measured?.of ? teamMeasures[code].nobody : 'No case'
}

/** How many cases stand how. */
export type StateCounts = Readonly<Partial<Record<CaseState, number>>>

/** What a month of a measure says. A rate is only ever shown with the counts it is made of. */
export interface Rate {
  readonly met: number
  readonly of: number
  /** Rounded to a whole percent; undefined of nobody. */
  readonly percent: number | undefined
  /** How many could have been measured, and were; undefined where a measure needs no score. */
  readonly measured: { readonly met: number; readonly of: number } | undefined
  readonly pending: number
  /** So few that one case moves it by more than 20 points. */
  readonly small: boolean
}

const fewest = 5

/** The rate that cases of these states come to. Those who are pending are in no count but their own. */
export function rateOf(code: TeamMeasureCode, counts: StateCounts): Rate {
  const of = (state: CaseState) => counts[state] ?? 0
  const unmeasured = of('not-measured')
  // Who was not measured after months may be well or not, and counts as not reached; who was not measured at week 8 is
  // not known to need the review.
  const whole = of('met') + of('not-met') + (code === 'review-8-to-12' ? 0 : unmeasured)
  const could = of('met') + of('not-met') + of('improved') + unmeasured
  return {
    met: of('met'),
    of: whole,
    percent: whole === 0 ? undefined : Math.round((100 * of('met')) / whole),
    measured: teamMeasures[code].measured ? { met: could - unmeasured, of: could } : undefined,
    pending: of('pending'),
    small: whole > 0 && whole < fewest,
  }
}

/** The sum of several months. */
export function addCounts(all: readonly StateCounts[]): StateCounts {
  const sum: Partial<Record<CaseState, number>> = {}
  for (const counts of all)
    for (const [state, count] of Object.entries(counts) as [CaseState, number][])
      sum[state] = (sum[state] ?? 0) + count
  return sum
}
