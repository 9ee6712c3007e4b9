import { cms2 } from './cms2.ts'
import { cms128 } from './cms128.ts'
import { cms159 } from './cms159.ts'
import { cms161 } from './cms161.ts'
import type { Group } from './populations.ts'
import type { Records, Report } from './records.ts'
import type { Span } from './spans.ts'

/** A measure that others have published, and that is computed here from FHIR records. */
export interface PublishedMeasure {
  readonly title: string
  /** What every address of it, of any year, has in it. */
  readonly named: string
  /** The first and the last measurement year it is defined for here; all years when left out. */
  readonly years?: readonly [first: number, last: number]
  of(records: Records, period: Span): Group[]
}

/** The published measures, by their CMS numbers. */
export const publishedMeasures: Readonly<Record<MeasureName, PublishedMeasure>> = {
  cms2: {
    title: 'Screening for Depression and Follow-Up Plan',
    named: 'PCSDepressionScreenAndFollowUp',
    years: [2024, 2025],
    of: cms2,
  },
  cms128: {
    title: 'Anti-depressant Medication Management',
    named: 'AntidepressantMedicationManagement',
    years: [2025, 2025],
    of: cms128,
  },
  cms159: {
    title: 'Depression Remission at Twelve Months',
    named: 'DepressionRemissionatTwelveMonths',
    of: cms159,
  },
  cms161: {
    title: 'Adult Major Depressive Disorder: Suicide Risk Assessment',
    named: 'AdultMajorDepressiveDisorderMDDSuicideRiskAssessment',
    years: [2024, 2024],
    of: cms161,
  },
}

export type MeasureName = 'cms2' | 'cms128' | 'cms159' | 'cms161'

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
