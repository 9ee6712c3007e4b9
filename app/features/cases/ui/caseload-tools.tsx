import { Form } from '@remix-run/react'
import { Search } from 'lucide-react'
import { Button } from '#app/ui/button.tsx'
import { SelectField, TextField } from '#app/ui/field.tsx'
import type { CaseloadQuery } from '../core/caseload.ts'
import { phases } from '../core/phases.ts'

/** Finds a patient. Sent as a form and not as an address, since a name in an address stays in histories and logs. */
export function SearchForm({ words }: { words?: string | undefined }) {
  return (
    <Form method="post" role="search" className="flex flex-wrap items-end gap-3">
      <div className="min-w-48 grow">
        <TextField
          name="words"
          label="Find a patient"
          hint="Name (from 3 letters), birth date, or whole record number"
          type="search"
          autoComplete="off"
          maxLength={200}
          defaultValue={words}
        />
      </div>
      <Button variant="secondary" icon={Search}>
        Find
      </Button>
    </Form>
  )
}

/** Which cases the table shows. */
export function FilterForm({ query }: { query: CaseloadQuery }) {
  return (
    <Form method="get" className="flex flex-wrap items-end gap-3">
      {query.order !== 'review' && <input type="hidden" name="sort" value={query.order} />}
      {query.descending && <input type="hidden" name="dir" value="desc" />}
      <div className="w-52">
        <SelectField
          key={query.phase}
          name="phase"
          label="Phase"
          emptyLabel="All open cases"
          defaultValue={query.phase ?? ''}
          options={Object.entries(phases).map(([value, label]) => ({ value, label }))}
        />
      </div>
      <div className="w-48">
        <SelectField
          key={query.mine ? 'mine' : 'all'}
          name="mine"
          label="Care manager"
          emptyLabel="Anybody"
          defaultValue={query.mine ? '1' : ''}
          options={[{ value: '1', label: 'Me' }]}
        />
      </div>
      <Button variant="secondary">Show</Button>
    </Form>
  )
}
