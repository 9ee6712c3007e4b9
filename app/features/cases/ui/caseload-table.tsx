import { Day, Moment } from '#app/ui/moment.tsx'
import { RowPatient } from '#app/ui/patient-banner.tsx'
import { Cell, ColumnHead, DataTable, Row, RowHead } from '#app/ui/table.tsx'
import { type CaseloadOrder, type CaseloadQuery, caseloadSearch } from '../core/caseload.ts'
import type { CaseloadLine } from '../server/caseload-page.server.ts'

interface CaseloadTableProps {
  /** With the team where they are of several. */
  lines: readonly (CaseloadLine & { readonly team?: string })[]
  zone: string
  /** How the table is asked for now; its heads then sort it. Left out for what a search has found. */
  query?: CaseloadQuery
  /** The team has too many cases for their names to be opened. */
  canSortByName?: boolean
}

/** Cases in a table: who, where they stand, when somebody last spoke to them. */
export function CaseloadTable({ lines, zone, query, canSortByName }: CaseloadTableProps) {
  const sortBy = (order: CaseloadOrder) => query && sortOf(query, order)
  return (
    <DataTable
      caption={query ? 'The cases of the team' : 'Cases found'}
      columns={
        <>
          <ColumnHead sort={canSortByName ? sortBy('name') : undefined}>Patient</ColumnHead>
          {!query && <ColumnHead>Team</ColumnHead>}
          <ColumnHead sort={sortBy('phase')}>Phase</ColumnHead>
          <ColumnHead>Care manager</ColumnHead>
          <ColumnHead sort={sortBy('start')} align="right">
            Weeks
          </ColumnHead>
          <ColumnHead sort={sortBy('contact')}>Last contact</ColumnHead>
          <ColumnHead sort={sortBy('phq-9')}>PHQ-9</ColumnHead>
          <ColumnHead sort={sortBy('gad-7')}>GAD-7</ColumnHead>
          <ColumnHead sort={sortBy('review')}>Next review</ColumnHead>
        </>
      }
    >
      {lines.map((line) => (
        <Row key={line.caseId}>
          <RowHead>
            <RowPatient patient={line.patient} to={`/cases/${line.caseId}`} similar={line.patient.similar} />
          </RowHead>
          {!query && <Cell label="Team">{line.team}</Cell>}
          <Cell label="Phase">{line.phase}</Cell>
          <Cell label="Care manager">{line.careManager ?? 'Nobody yet'}</Cell>
          <Cell label="Weeks" align="right" nowrap>
            {line.weeks}
          </Cell>
          <Cell label="Last contact">
            <LastContact contact={line.lastContact} zone={zone} />
          </Cell>
          <Cell label="PHQ-9">
            <Course course={line.phq9} named="PHQ-9" />
          </Cell>
          <Cell label="GAD-7">
            <Course course={line.gad7} named="GAD-7" />
          </Cell>
          <Cell label="Next review">
            <Review review={line.review} late={line.reviewLate} />
          </Cell>
        </Row>
      ))}
    </DataTable>
  )
}

// A second press on the same head turns the order round; another head begins with the most telling end.
function sortOf(query: CaseloadQuery, order: CaseloadOrder) {
  const now = query.order === order
  const descending = now ? !query.descending : order === 'phq-9' || order === 'gad-7'
  return {
    to: caseloadSearch({ ...query, order, descending, page: 1 }) || '?',
    direction: now ? (query.descending ? ('descending' as const) : ('ascending' as const)) : undefined,
  }
}

function LastContact({ contact, zone }: { contact: CaseloadLine['lastContact']; zone: string }) {
  if (!contact) return <span className="text-ink-soft">None yet</span>
  return (
    <>
      <Moment iso={contact.at} zone={zone} form="date" />
      {!contact.reached && <span className="text-warn block text-sm font-medium">Not reached</span>}
    </>
  )
}

function Course({ course, named }: { course: CaseloadLine['phq9']; named: string }) {
  if (!course) return <span className="text-ink-soft">None yet</span>
  const { first, last, points, on } = course
  return (
    <>
      <span className="whitespace-nowrap tabular-nums">
        {points !== null && first !== null && (
          <>
            {first}
            <span aria-hidden="true"> → </span>
            <span className="sr-only"> to </span>
          </>
        )}
        <strong className="font-semibold">{last}</strong>
        {points !== null && <span className="text-ink-soft"> ({sayPoints(points)})</span>}
      </span>
      <span className="text-ink-soft block text-sm">
        {course.name !== named && `${course.name}, `}
        <Day date={on} />
      </span>
    </>
  )
}

function sayPoints(points: number): string {
  if (points === 0) return 'same'
  return points > 0 ? `+${points}` : `−${-points}`
}

function Review({ review, late }: { review: string | null; late: boolean }) {
  if (!review) return <span className="text-ink-soft">None</span>
  return (
    <>
      <Day date={review} />
      {late && <span className="text-warn block text-sm font-semibold">Overdue</span>}
    </>
  )
}
