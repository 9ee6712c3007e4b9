import type { ReactNode } from 'react'
import { Badge } from '#app/ui/badge.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { RowPatient } from '#app/ui/patient-banner.tsx'
import { Cell, ColumnHead, DataTable, Row, RowHead } from '#app/ui/table.tsx'
import type { AgendaRow } from '../server/agenda-page.server.ts'
import { cutWords, minuteMark } from './agenda-words.ts'
import { ItemWhy } from './item-why.tsx'

interface AgendaTableProps {
  rows: readonly AgendaRow[]
  /** Whose clock times are on. */
  zone: string
  /** What can be done with a row, for whoever may. */
  actions?: (row: AgendaRow, index: number) => ReactNode
}

/** An agenda in its order, with the line below which there is no room. */
export function AgendaTable({ rows, zone, actions }: AgendaTableProps) {
  const fitting = rows.findIndex((row) => row.line)
  const below = fitting === -1 ? [] : rows.slice(fitting)
  const above = fitting === -1 ? rows : rows.slice(0, fitting)
  return (
    <div className="flex flex-col gap-4">
      <Part
        caption="What the huddle talks about, in order"
        rows={above}
        first={0}
        zone={zone}
        actions={actions}
      />
      {below.length > 0 && (
        <section aria-labelledby="cut-line" className="flex flex-col gap-3">
          <div className="border-warn-mark flex flex-wrap items-baseline gap-x-3 border-t-2 border-dashed pt-2">
            <h3 id="cut-line" className="text-warn font-semibold">
              No room below this line
            </h3>
            <p className="text-ink-soft">
              These are carried over unless they move up, take fewer minutes, or the huddle gets longer.
            </p>
          </div>
          <Part
            caption="What there is no room for"
            rows={below}
            first={above.length}
            zone={zone}
            actions={actions}
          />
        </section>
      )}
    </div>
  )
}

function Part({
  caption,
  rows,
  first,
  zone,
  actions,
}: AgendaTableProps & { caption: string; first: number }) {
  if (rows.length === 0) return <p className="text-ink-soft">There is room for none of them.</p>
  return (
    <DataTable
      caption={caption}
      columns={
        <>
          <ColumnHead>Case</ColumnHead>
          <ColumnHead>Time</ColumnHead>
          <ColumnHead>Why it is here</ColumnHead>
          {actions && <ColumnHead>Minutes and place</ColumnHead>}
        </>
      }
    >
      {rows.map((row, index) => (
        <Row key={row.itemId} id={`item-${row.itemId}`}>
          <RowHead>
            <span className="flex gap-3">
              <span className="text-ink-soft min-w-5 text-right tabular-nums">{first + index + 1}</span>
              <span className="min-w-0">
                <RowPatient patient={row.patient} to={`/cases/${row.caseId}`} similar={row.patient.similar} />
                <span className="mt-1 flex flex-wrap gap-1.5">
                  {row.fresh && <Badge tone="accent">New</Badge>}
                  {row.state === 'current' && <Badge tone="accent">Talked about now</Badge>}
                  {row.state === 'discussed' && <Badge>Discussed</Badge>}
                  {row.state === 'carried' && <Badge>Carried over</Badge>}
                </span>
              </span>
            </span>
          </RowHead>
          <Cell label="Time" nowrap>
            <ItemTime row={row} zone={zone} />
          </Cell>
          <Cell label="Why">
            <ItemWhy item={row} zone={zone} />
          </Cell>
          {actions && <Cell>{actions(row, first + index)}</Cell>}
        </Row>
      ))}
    </DataTable>
  )
}

function ItemTime({ row, zone }: { row: AgendaRow; zone: string }) {
  if (row.cut) return <span className="text-warn font-medium whitespace-normal">{cutWords[row.cut]}</span>
  if (row.start === null || row.end === null) return null
  return (
    <span className="tabular-nums">
      {row.startsAt ? (
        <>
          <Moment iso={row.startsAt} zone={zone} form="time" />
          <span className="text-ink-soft block text-sm">{row.minutes} min</span>
        </>
      ) : (
        <>
          {minuteMark(row.start)}–{minuteMark(row.end)}
          <span className="text-ink-soft block text-sm">from the start</span>
        </>
      )}
    </span>
  )
}
