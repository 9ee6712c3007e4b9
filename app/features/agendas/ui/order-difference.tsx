import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ShownPatient } from '#app/features/cases/server/show-patients.ts'
import { RowPatient } from '#app/ui/patient-banner.tsx'
import { Cell, ColumnHead, DataTable, Row, RowHead } from '#app/ui/table.tsx'
import type { ItemChange } from '../core/difference.ts'
import { cutWords } from './agenda-words.ts'

interface OrderChange {
  readonly itemId: string
  readonly patient: ShownPatient
  readonly change: ItemChange['change']
  /** The place it has now, counted from 1, when it moves. */
  readonly before: number | null
  /** Why it is not reached; null when it is. */
  readonly cutBefore: 'no-room' | 'needs-absent' | null
  readonly cutAfter: 'no-room' | 'needs-absent' | null
}

/** What a suggested order would change, case by case in that order: which move, and for which there is room. */
export function OrderDifference({ changes }: { changes: readonly OrderChange[] }) {
  return (
    <DataTable
      caption="The suggested order, and what would change"
      columns={
        <>
          <ColumnHead>Case</ColumnHead>
          <ColumnHead>Difference</ColumnHead>
          <ColumnHead>Room</ColumnHead>
        </>
      }
    >
      {changes.map((change, index) => (
        <Row key={change.itemId}>
          <RowHead>
            <span className="flex gap-3">
              <span className="text-ink-soft min-w-5 text-right tabular-nums">{index + 1}</span>
              <RowPatient patient={change.patient} similar={change.patient.similar} />
            </span>
          </RowHead>
          <Cell label="Difference">
            <Move change={change} />
          </Cell>
          <Cell label="Room">
            <Room change={change} />
          </Cell>
        </Row>
      ))}
    </DataTable>
  )
}

function Move({ change: { change, before } }: { change: OrderChange }) {
  if (change !== 'moved-up' && change !== 'moved-down') return <span className="text-ink-soft">Stays</span>
  const Arrow = change === 'moved-up' ? ArrowUp : ArrowDown
  return (
    <span className="flex items-center gap-1 font-semibold">
      <Arrow aria-hidden="true" className="size-4" />
      {change === 'moved-up' ? 'Up' : 'Down'} from place {before}
    </span>
  )
}

function Room({ change: { cutBefore, cutAfter } }: { change: OrderChange }) {
  if (cutAfter)
    return (
      <span className="text-warn font-medium">
        {cutWords[cutAfter]}
        {cutBefore ? ', as now' : ' then'}
      </span>
    )
  return cutBefore ? (
    <span className="font-semibold">Then there is</span>
  ) : (
    <span className="text-ink-soft">As now</span>
  )
}
