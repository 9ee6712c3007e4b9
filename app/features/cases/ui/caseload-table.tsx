import { UrgencyMark } from '#app/ui/badge.tsx'
import { formatCount } from '#app/ui/count-words.ts'
import { Day } from '#app/ui/moment.tsx'
import { RowPatient } from '#app/ui/patient-banner.tsx'
import { Cell, ColumnHead, DataTable, Row, RowHead } from '#app/ui/table.tsx'
import {
  type CaseloadInstrument,
  type CaseloadOrder,
  type CaseloadQuery,
  caseloadSearch,
} from '../core/caseload.ts'
import { consentStates } from '../core/phases.ts'
import type { CaseloadLine } from '../server/caseload-page.server.ts'
import { SeverityBars } from './severity-bars.tsx'

interface CaseloadTableProps {
  /** With the team where they are of several. */
  lines: readonly (CaseloadLine & { readonly team?: string })[]
  /** The instruments whose courses are shown, in the order of each line's. */
  courses: readonly { readonly code: CaseloadInstrument; readonly name: string }[]
  /** How the table is asked for now; its heads then sort it. Left out for what a search has found. */
  query?: CaseloadQuery
  /** False: too many cases for their names to be opened. */
  canSortByName?: boolean
}

/** Cases in a table: who, where they stand, what is due. */
export function CaseloadTable({ lines, courses, query, canSortByName }: CaseloadTableProps) {
  const sortBy = (order: CaseloadOrder) => query && sortOf(query, order)
  return (
    <DataTable
      caption={query ? 'The cases of the team' : 'Cases found'}
      columns={
        <>
          <ColumnHead sort={canSortByName ? sortBy('name') : undefined}>Patient</ColumnHead>
          {!query && <ColumnHead>Team</ColumnHead>}
          <ColumnHead sort={sortBy('phase')}>Phase</ColumnHead>
          <ColumnHead sort={sortBy('manager')}>Care manager</ColumnHead>
          <ColumnHead sort={sortBy('weeks')} align="right">
            Weeks
          </ColumnHead>
          <ColumnHead sort={sortBy('contact')}>Last contact</ColumnHead>
          {courses.map(({ code, name }) => [
            <ColumnHead key={code} sort={sortBy(code)}>
              {name}
            </ColumnHead>,
            <ColumnHead key={`${code} change`} sort={sortBy(`${code}-change`)}>
              <span className="sr-only">{name} </span>Change
            </ColumnHead>,
          ])}
          <ColumnHead sort={sortBy('review')}>Next review</ColumnHead>
          <ColumnHead sort={sortBy('flags')}>Flags</ColumnHead>
          <ColumnHead sort={sortBy('tasks')}>Tasks</ColumnHead>
          <ColumnHead sort={sortBy('consent')}>Consent</ColumnHead>
        </>
      }
    >
      {lines.map((line) => (
        <Row key={line.caseId}>
          <RowHead>
            <RowPatient patient={line.patient} to={`/cases/${line.caseId}`} similar={line.patient.similar} />
          </RowHead>
          {!query && <Cell label="Team">{line.team}</Cell>}
          <Cell label="Phase">{line.closed ? <strong>Closed</strong> : line.phase}</Cell>
          <Cell label="Care manager">{line.careManager ?? 'Nobody yet'}</Cell>
          <Cell label="Weeks" align="right" nowrap>
            {line.weeks}
          </Cell>
          <Cell label="Last contact" nowrap>
            {lastContact(line.contacts)}
          </Cell>
          {courses.map(({ code, name }, place) => [
            <Cell key={code} label={name}>
              {course(line.courses[place])}
            </Cell>,
            <Cell key={`${code} change`} label={`${name} change`} nowrap>
              {change(line.courses[place])}
            </Cell>,
          ])}
          <Cell label="Next review" nowrap>
            {review(line)}
          </Cell>
          <Cell label="Flags">{flags(line)}</Cell>
          <Cell label="Tasks" nowrap>
            {tasks(line)}
          </Cell>
          <Cell label="Consent" nowrap>
            {line.consent === 'given' ? 'Given' : <strong>{consentStates[line.consent]}</strong>}
          </Cell>
        </Row>
      ))}
    </DataTable>
  )
}

// A second press on the same head turns the order round; another head begins with the most telling end.
function sortOf(query: CaseloadQuery, order: CaseloadOrder) {
  const now = query.order === order
  const worstIsMost = ![
    'review',
    'name',
    'phase',
    'manager',
    'contact',
    'flags',
    'tasks',
    'consent',
  ].includes(order)
  const descending = now ? !query.descending : worstIsMost
  return {
    to: caseloadSearch({ ...query, order, descending, page: 1 }),
    direction: now ? (query.descending ? ('descending' as const) : ('ascending' as const)) : undefined,
  }
}

/*
 * What stands in a cell. Functions and no components: there are hundreds of cells, and each component of them would be paid for
 * on the server and once more in the browser.
 */

const none = <span className="text-ink-soft">None yet</span>

function lastContact({ tried, reached, reachedOn, triedOn }: CaseloadLine['contacts']) {
  if (tried === 0) return none
  return (
    <>
      {reachedOn ? <Day date={reachedOn} /> : 'Never reached'}
      {triedOn && (
        <span className="text-warn block text-sm font-medium">
          Not reached <Day date={triedOn} />
        </span>
      )}
      <small className="below">
        {reached === tried ? `${tried} in all` : `${reached} of ${tried} reached`}
      </small>
    </>
  )
}

function course(standing: CaseloadLine['courses'][number] | undefined) {
  if (!standing) return <span className="text-ink-soft">Not measured yet</span>
  const { first, last, band, on, name, old } = standing
  return (
    <>
      <span className="whitespace-nowrap">
        {first !== null && (
          <>
            {first}
            <span aria-hidden="true"> → </span>
            <span className="sr-only"> to </span>
          </>
        )}
        <strong>{last}</strong>
        {band && (
          <>
            {' '}
            <SeverityBars {...band} />
          </>
        )}
      </span>
      {old ? (
        <span className="text-warn block text-sm font-medium">
          Not measured since <Day date={on} />
        </span>
      ) : (
        <small className="below">
          {name && `${name}, `}
          <Day date={on} />
        </small>
      )}
    </>
  )
}

function change(standing: CaseloadLine['courses'][number] | undefined) {
  if (!standing?.change) return none
  const { points, percent } = standing.change
  return (
    <>
      {points}
      {percent && <small className="below">{percent}</small>}
    </>
  )
}

function review({ review: next, reviewLate, reviewed, closed }: CaseloadLine) {
  return (
    <>
      {next ? <Day date={next} /> : <span className="text-ink-soft">None</span>}
      {reviewLate && <span className="text-warn block text-sm font-semibold">Overdue</span>}
      <small className="below">
        {reviewed ? (
          <>
            Last <Day date={reviewed} />
          </>
        ) : (
          !closed && 'Never reviewed'
        )}
      </small>
    </>
  )
}

function flags({ flags: open, urgency }: CaseloadLine) {
  if (!urgency) return <span className="text-ink-soft">None</span>
  return (
    <>
      <UrgencyMark urgency={urgency} />
      {open > 1 && <small className="below">{formatCount(open)} in all</small>}
    </>
  )
}

function tasks({ tasks: open, tasksLate }: CaseloadLine) {
  if (open === 0) return <span className="text-ink-soft">None</span>
  return (
    <>
      {formatCount(open)} open
      {tasksLate > 0 && (
        <span className="text-warn block text-sm font-semibold">{formatCount(tasksLate)} overdue</span>
      )}
    </>
  )
}
