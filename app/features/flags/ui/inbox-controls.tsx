import { Form } from '@remix-run/react'
import { urgencies } from '#app/shared/urgency.ts'
import { Button } from '#app/ui/button.tsx'
import { SelectField } from '#app/ui/field.tsx'
import { KeyList } from '#app/ui/help-key.tsx'
import { Section } from '#app/ui/page.tsx'

/** Which flags are shown: an address of its own for each choice. */
export function Filter({ filter }: { filter: { urgency: string | null; by: string | null } }) {
  return (
    <Form method="get" className="flex flex-wrap items-end gap-2">
      <SelectField
        name="urgency"
        label="Urgency"
        labelHidden
        defaultValue={filter.urgency ?? ''}
        emptyLabel="Every urgency"
        options={Object.entries(urgencies).map(([value, label]) => ({ value, label }))}
      />
      <SelectField
        name="by"
        label="Raised by"
        labelHidden
        defaultValue={filter.by ?? ''}
        emptyLabel="Rules and people"
        options={[
          { value: 'rule', label: 'Rules' },
          { value: 'person', label: 'People' },
        ]}
      />
      <Button variant="secondary">Show</Button>
    </Form>
  )
}

/** What the keys do, and the switch that turns them off. */
export function Keys({ on, turn }: { on: boolean; turn(on: boolean): void }) {
  return (
    <Section
      title="Keys"
      actions={
        <Button type="button" variant="secondary" size="small" aria-pressed={on} onClick={() => turn(!on)}>
          {on ? 'Switch them off' : 'Switch them on'}
        </Button>
      }
    >
      {on ? (
        <KeyList
          items={[
            { keys: ['J'], does: 'To the next flag' },
            { keys: ['K'], does: 'To the one before' },
            { keys: ['1'], does: 'Discuss' },
            { keys: ['2'], does: 'List only' },
            { keys: ['3'], does: 'Not ready: say what is missing' },
            { keys: ['4'], does: 'Same-day task: say who and what' },
            { keys: ['Z'], does: 'Undo the latest' },
          ]}
        />
      ) : (
        <p className="text-ink-soft">They are off on this device.</p>
      )}
    </Section>
  )
}
