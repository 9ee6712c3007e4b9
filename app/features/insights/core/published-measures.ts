import { cms159 } from './cms159.ts'
import type { Group } from './populations.ts'
import type { Records, Report } from './records.ts'
import type { Span } from './spans.ts'

/** A measure that others have published, and that is computed here from FHIR records. */
export interface PublishedMeasure {
  readonly title: string
  /** What every address of it, of any year, has in it. */
  readonly named: string
  of(records: Records, period: Span): Group[]
}

/** The published measures, by their CMS numbers. */
export const publishedMeasures = {
  cms159: {
    title: 'Depression Remission at Twelve Months',
    named: 'DepressionRemissionatTwelveMonths',
    of: cms159,
  },
} satisfies Readonly<Record<string, PublishedMeasure>>

export type MeasureName = keyof typeof publishedMeasures

/** Whether a report is one of this measure, of whichever year and publisher. */
export function isReportOf(report: Report, measure: PublishedMeasure): boolean {
  return report.measure.includes(measure.named)
}

/** Whether a report says the same as was computed: every population it counts, in every group. */
export function isEqual(report: Report, groups: readonly Group[]): boolean {
  return (
    report.groups.length === groups.length &&
    report.groups.every((counts, index) =>
      Object.entries(counts).every(([code, count]) => {
        const ours: Readonly<Record<string, number | undefined>> = groups[index]?.populations ?? {}
        return ours[code] === count
      }),
    )
  )
}
