import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ShownPatient } from '#app/features/cases/server/show-patients.ts'
import { RowPatient } from '#app/ui/patient-banner.tsx'
import { Cell, ColumnHead, DataTable, Row, RowHead } from '#app/ui/table.tsx'
import { cutWords } from './agenda-words.ts'

interface OrderChange {
  readonly itemId: string
  readonly patient: ShownPatient
  /** The place it has now among those to come, counted from 1. */
  readonly before: number
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
          <ColumnHead>Place now</ColumnHead>
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
          <Cell label="Place now">
            <Move before={change.before} after={index + 1} />
          </Cell>
          <Cell label="Room">
            <Room change={change} />
          </Cell>
        </Row>
      ))}
    </DataTable>
  )
}

function Move({ before, after }: { before: number; after: number }) {
  if (before === after) return <span className="text-ink-soft">{before}, stays</span>
  const Arrow = after < before ? ArrowUp : ArrowDown
  return (
    <span className="flex items-center gap-1 font-semibold">
      <Arrow aria-hidden="true" className="size-4" />
      {before}, goes {after < before ? 'up' : 'down'}
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
