import { type Rate, type TeamMeasureCode, teamMeasures } from './team-measures.ts'

interface MeasuredMonths {
  readonly code: TeamMeasureCode
  readonly months: readonly (Rate & { readonly month: string })[]
}

const heads = ['measure', 'month', 'reached', 'of', 'percent', 'measured', 'could_be_measured', 'still_open']

/**
 * The counts of the measures as CSV: a line for each measure and month, no patient. Empty where there is nothing to say:
 * a rate of nobody, measured where no score is needed. Nothing in it was typed by people, so nothing can be a formula.
 */
export function countsFile(measures: readonly MeasuredMonths[]): string {
  const lines = measures.flatMap(({ code, months }) =>
    months.map(({ month, met, of, percent, measured, pending }) =>
      [
        teamMeasures[code].name,
        month,
        met,
        of,
        percent ?? '',
        measured?.met ?? '',
        measured?.of ?? '',
        pending,
      ].join(','),
    ),
  )
  return `${[heads.join(','), ...lines].join('\r\n')}\r\n`
}
