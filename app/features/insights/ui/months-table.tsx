import { Badge } from '#app/ui/badge.tsx'
import { TextLink } from '#app/ui/button.tsx'
import { Month } from '#app/ui/moment.tsx'
import { Cell, ColumnHead, DataTable, Row, RowHead } from '#app/ui/table.tsx'
import { type Rate, sayRate, type TeamMeasureCode, teamMeasures } from '../core/team-measures.ts'
import type { MeasuresPage } from '../server/read-measures.ts'

interface MonthsTableProps {
  measures: MeasuresPage['measures']
  /** The page of measures; the rows of a number lie below it. */
  address: string
}

/** Every measure in every month that has a case, the latest first. Each number leads to the cases it counts. */
export function MonthsTable({ measures, address }: MonthsTableProps) {
  const months = (measures[0]?.months ?? [])
    .map(({ month }, index) => ({ month, index }))
    .filter(({ index }) => measures.some((measure) => hasCases(measure.months[index])))
    .toReversed()
  return (
    <DataTable
      caption="The measures of each month"
      columns={
        <>
          <ColumnHead>Month</ColumnHead>
          {measures.map(({ code }) => (
            <ColumnHead key={code}>{teamMeasures[code].short}</ColumnHead>
          ))}
        </>
      }
    >
      {months.map(({ month, index }) => (
        <Row key={month}>
          <RowHead>
            <span className="font-semibold">
              <Month month={month} />
            </span>
          </RowHead>
          {measures.map(({ code, months: theirs }) => {
            const rate = theirs[index]
            return (
              <Cell key={code} label={teamMeasures[code].short}>
                {rate && <RateCell code={code} rate={rate} to={`${address}/${code}/${month}`} />}
              </Cell>
            )
          })}
        </Row>
      ))}
    </DataTable>
  )
}

function RateCell({ code, rate, to }: { code: TeamMeasureCode; rate: Rate; to: string }) {
  const { of, measured, pending, small } = rate
  if (!hasCases(rate)) return <span className="text-ink-soft">No case</span>
  return (
    <>
      <TextLink to={to}>{sayRate(code, rate)}</TextLink>
      {small && (
        <span className="ml-1.5 inline-block">
          <Badge>Few cases</Badge>
        </span>
      )}
      {measured && measured.of > 0 && (
        <span className="text-ink-soft block text-sm">
          Measured {measured.met} of {measured.of}
        </span>
      )}
      {pending > 0 && of > 0 && <span className="text-ink-soft block text-sm">{pending} still open</span>}
    </>
  )
}

function hasCases(rate: Rate | undefined): boolean {
  return rate !== undefined && rate.of + rate.pending + (rate.measured?.of ?? 0) > 0
}
