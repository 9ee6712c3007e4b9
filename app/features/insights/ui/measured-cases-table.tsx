import { StateMark } from '#app/ui/badge.tsx'
import { Day } from '#app/ui/moment.tsx'
import { RowPatient } from '#app/ui/patient-banner.tsx'
import { Cell, ColumnHead, DataTable, Row, RowHead } from '#app/ui/table.tsx'
import { sayState, type TeamMeasureCode } from '../core/team-measures.ts'
import type { MeasureCasesPage } from '../server/read-measures.ts'

type Line = MeasureCasesPage['rows'][number]

interface MeasuredCasesTableProps {
  measure: TeamMeasureCode
  rows: readonly Line[]
}

/** The cases behind a number: who, by which scores, and how they stand. */
export function MeasuredCasesTable({ measure, rows }: MeasuredCasesTableProps) {
  const withScores = measure !== 'contact-4-weeks'
  return (
    <DataTable
      caption="The cases that are counted"
      columns={
        <>
          <ColumnHead>Patient</ColumnHead>
          <ColumnHead>Stands</ColumnHead>
          <ColumnHead>Episode began</ColumnHead>
          {withScores && <ColumnHead>Baseline PHQ-9</ColumnHead>}
          {withScores && <ColumnHead>Last PHQ-9 in the time</ColumnHead>}
          <ColumnHead>Time closes</ColumnHead>
        </>
      }
    >
      {rows.map((row) => (
        <Row key={row.caseId}>
          <RowHead>
            <RowPatient patient={row.patient} to={`/cases/${row.caseId}`} similar={row.patient.similar} />
          </RowHead>
          <Cell label="Stands">
            <StateMark state={marks[row.state]}>{sayState(measure, row.state)}</StateMark>
          </Cell>
          <Cell label="Episode began" nowrap>
            <Day date={row.episodeStart} />
          </Cell>
          {withScores && (
            <Cell label="Baseline PHQ-9">
              <Score score={row.baseline} />
            </Cell>
          )}
          {withScores && (
            <Cell label="Last PHQ-9 in the time">
              <Score score={row.last} />
            </Cell>
          )}
          <Cell label="Time closes" nowrap>
            <Day date={row.closesOn} />
          </Cell>
        </Row>
      ))}
    </DataTable>
  )
}

const marks = {
  met: 'done',
  'not-met': 'open',
  'not-measured': 'stopped',
  improved: 'done',
  pending: 'waiting',
} as const

function Score({ score }: { score: Line['baseline'] }) {
  if (!score) return <span className="text-ink-soft">None</span>
  return (
    <>
      <span className="font-semibold">{score.total}</span>
      <span className="text-ink-soft block text-sm">
        <Day date={score.on} />
      </span>
    </>
  )
}
