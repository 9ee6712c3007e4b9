import { Form } from '@remix-run/react'
import { Search, SlidersHorizontal } from 'lucide-react'
import { Button } from '#app/ui/button.tsx'
import { SelectField, TextField } from '#app/ui/field.tsx'
import { type CaseloadQuery, caseloadFilters, type FilterName } from '../core/caseload.ts'

/** Finds a patient. Sent as a form and not as an address, since a name in an address stays in histories and logs. */
export function SearchForm({ words }: { words?: string | undefined }) {
  return (
    <Form method="post" role="search" className="flex flex-wrap items-end gap-3">
      <div className="min-w-48 grow">
        <TextField
          name="words"
          label="Find a patient"
          hint="Name (from 3 letters), birth date, or whole record number; closed cases too"
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

const names = Object.keys(caseloadFilters) as FilterName[]

const anyWords: Partial<Record<FilterName, string>> = {
  phase: 'All open cases',
  measured: 'PHQ-9 and GAD-7 shown',
}

/** Which cases the table shows: everything it can be narrowed to, folded away. The chips beside it say what is in force. */
export function FilterForm({ query }: { query: CaseloadQuery }) {
  const inForce = names.filter((name) => query.filters[name]).length
  return (
    <details className="border-line bg-surface rounded-lg border print:hidden" key={inForce}>
      <summary className="flex min-h-11 list-none items-center gap-2 px-4 font-semibold">
        <SlidersHorizontal aria-hidden="true" className="size-[1.15rem]" />
        Narrow down
        {inForce > 0 && <span className="text-ink-soft font-normal">{inForce} in force</span>}
      </summary>
      <Form
        method="get"
        className="border-line grid grid-cols-[repeat(auto-fill,minmax(min(100%,13rem),1fr))] items-end gap-x-4 gap-y-4 border-t p-4"
      >
        {query.order !== 'review' && <input type="hidden" name="sort" value={query.order} />}
        {query.descending && <input type="hidden" name="dir" value="desc" />}
        {names.map((name) => (
          <SelectField
            key={`${name} ${query.filters[name] ?? ''}`}
            name={name}
            label={caseloadFilters[name].label}
            emptyLabel={anyWords[name] ?? 'Any'}
            defaultValue={query.filters[name] ?? ''}
            options={Object.entries(caseloadFilters[name].words).map(([value, label]) => ({ value, label }))}
          />
        ))}
        <Button variant="secondary">Show</Button>
      </Form>
    </details>
  )
}
