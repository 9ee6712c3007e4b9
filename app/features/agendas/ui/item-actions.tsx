import { Form } from '@remix-run/react'
import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { Button, IconButton } from '#app/ui/button.tsx'
import { NumberField } from '#app/ui/field.tsx'
import { FormKey } from '#app/ui/form.tsx'
import type { AgendaRow } from '../server/agenda-page.server.ts'

interface ItemActionsProps {
  row: AgendaRow
  /** Whether there is a case above or below it to change places with. */
  up: boolean
  down: boolean
  /** What was typed and refused: it stays in its field. */
  typed?: string | undefined
  errors?: readonly string[] | undefined
}

/** What a lead can do with one case of the agenda: each a form of its own that works by itself. */
export function ItemActions({ row, up, down, typed, errors }: ItemActionsProps) {
  const name = `${row.patient.family}, ${row.patient.given}`
  return (
    <div className="flex flex-wrap items-start gap-1.5 xl:flex-nowrap">
      <Form method="post" preventScrollReset className="flex">
        <ItemFields row={row} />
        <IconButton
          icon={ArrowUp}
          label={`Move ${name} up`}
          name="intent"
          value="move-up"
          variant="secondary"
          disabled={!up}
        />
      </Form>
      <Form method="post" preventScrollReset className="flex">
        <ItemFields row={row} />
        <IconButton
          icon={ArrowDown}
          label={`Move ${name} down`}
          name="intent"
          value="move-down"
          variant="secondary"
          disabled={!down}
        />
      </Form>
      <Form method="post" preventScrollReset className="flex items-start gap-1.5">
        <ItemFields row={row} />
        <NumberField
          key={`${row.version} ${typed ?? ''}`}
          name="minutes"
          id={`minutes-${row.itemId}`}
          label={`Minutes for ${name}`}
          labelHidden
          unit="min"
          className="w-14! px-2!"
          defaultValue={typed ?? row.minutes}
          errors={errors}
        />
        <Button variant="secondary" name="intent" value="minutes" aria-label={`Save the minutes for ${name}`}>
          Save
        </Button>
      </Form>
      <Form method="post" preventScrollReset className="flex">
        <ItemFields row={row} />
        <IconButton icon={X} label={`Take ${name} off the agenda`} name="intent" value="remove" />
      </Form>
    </div>
  )
}

function ItemFields({ row }: { row: AgendaRow }) {
  return (
    <>
      <FormKey />
      <input type="hidden" name="itemId" value={row.itemId} />
      <input type="hidden" name="version" value={row.version} />
    </>
  )
}
