import type { Numbers } from './numbers.ts'
import type { SettingCode } from './standards.ts'

/** A number that does not go with another one, and what to say about it. */
export interface Disorder {
  readonly name: string
  readonly words: string
}

/** The first number of a setting that contradicts another of it, or undefined when they go together. */
export function disorderOf(code: SettingCode, numbers: Numbers): Disorder | undefined {
  return (rising[code] ?? []).find(({ name, least, strictly }) => {
    const [lower, upper] = [numbers[least], numbers[name]]
    return lower !== undefined && upper !== undefined && (strictly ? upper <= lower : upper < lower)
  })
}

interface Rising extends Disorder {
  readonly least: string
  readonly strictly?: boolean
}

const measured: readonly Rising[] = [
  {
    name: 'week',
    least: 'measuredSinceWeek',
    words: 'It must not look before the week from which a score counts.',
  },
]

// Which number must not be below which other one.
const rising: { readonly [Code in SettingCode]?: readonly Rising[] } = {
  'not-improved-week-8': measured,
  'not-measured-week-8': measured,
  'anxiety-not-improved': measured,
  'no-remission-week-20': measured,
  'early-warning': [
    {
      name: 'secondWeek',
      least: 'firstWeek',
      strictly: true,
      words: 'It must be later than the first week.',
    },
    {
      name: 'thirdWeek',
      least: 'secondWeek',
      strictly: true,
      words: 'It must be later than the second week.',
    },
  ],
  'contact-overdue': [
    {
      name: 'preventionDays',
      least: 'activeDays',
      words: 'Relapse prevention must not be stricter than active treatment.',
    },
  ],
  'review-overdue': [
    {
      name: 'preventionMonths',
      least: 'activeMonths',
      words: 'Relapse prevention must not be stricter than active treatment.',
    },
  ],
  'respond-by': [
    { name: 'soonDays', least: 'urgentDays', words: 'Soon must not be sooner than urgent.' },
    { name: 'routineDays', least: 'soonDays', words: 'Routine must not be sooner than soon.' },
  ],
}
