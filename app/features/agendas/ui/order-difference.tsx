import { ArrowDown, ArrowUp } from 'lucide-react'
import { RowPatient } from '#app/ui/patient-banner.tsx'
import { Cell, ColumnHead, DataTable, Row, RowHead } from '#app/ui/table.tsx'
import type { ShownPatient } from '../server/shown-patients.server.ts'
import { cutWords } from './agenda-words.ts'

export interface OrderChange {
  readonly itemId: string
  readonly patient: ShownPatient
  /** Places counted from 1. */
  readonly before: number
  readonly after: number
  /** Why it is not reached; null when it is. */
  readonly cutBefore: 'no-room' | 'needs-absent' | null
  readonly cutAfter: 'no-room' | 'needs-absent' | null
}

/** What a suggested order would change, case by case in that order: the place before and after, and whether there is room. */
export function OrderDifference({ changes }: { changes: readonly OrderChange[] }) {
  return (
    <DataTable
      caption="What the suggested order would change"
      columns={
        <>
          <ColumnHead>Case</ColumnHead>
          <ColumnHead align="right">Place now</ColumnHead>
          <ColumnHead align="right">Place then</ColumnHead>
          <ColumnHead>Difference</ColumnHead>
        </>
      }
    >
      {changes.map((change) => (
        <Row key={change.itemId}>
          <RowHead>
            <RowPatient patient={change.patient} similar={change.patient.similar} />
          </RowHead>
          <Cell label="Place now" align="right">
            {change.before}
          </Cell>
          <Cell label="Place then" align="right">
            {change.after}
          </Cell>
          <Cell label="Difference">
            <Difference change={change} />
          </Cell>
        </Row>
      ))}
    </DataTable>
  )
}

function Difference({ change: { before, after, cutBefore, cutAfter } }: { change: OrderChange }) {
  const Arrow = after < before ? ArrowUp : ArrowDown
  const room = cutAfter
    ? cutBefore
      ? `${cutWords[cutAfter]}, as now`
      : 'Then there is no room for it'
    : cutBefore
      ? 'Then there is room for it'
      : undefined
  return (
    <span className="flex flex-col">
      <span className={after === before ? 'text-ink-soft' : 'flex items-center gap-1 font-semibold'}>
        {after !== before && <Arrow aria-hidden="true" className="size-4" />}
        {after === before ? 'Stays' : `${Math.abs(after - before)} ${after < before ? 'up' : 'down'}`}
      </span>
      {room && <span className={cutAfter ? 'text-warn' : ''}>{room}</span>}
    </span>
  )
}
