import { Form } from '@remix-run/react'
import { urgencies } from '#app/shared/urgency.ts'
import { Button, TextLink } from '#app/ui/button.tsx'
import { DialogButton } from '#app/ui/dialog.tsx'
import { SelectField } from '#app/ui/field.tsx'
import { KeyList } from '#app/ui/help-key.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { type InboxQuery, type InboxView, inboxSearch, inboxViews, isFiltered } from '../core/inbox-query.ts'

interface ViewsProps {
  query: InboxQuery
  counts: Readonly<Record<InboxView, number>>
}

/** The lists of the inbox, each with how much is in it. An empty list has no tab, but for the first and the one that is open. */
export function Views({ query, counts }: ViewsProps) {
  const views = (Object.keys(inboxViews) as InboxView[]).filter(
    (view) => view === 'to-decide' || view === query.show || counts[view] > 0,
  )
  return (
    <Tabs
      label="Lists of the inbox"
      tabs={views.map((view) => ({
        to: inboxSearch({ ...query, show: view, page: 1 }) || '?',
        label: inboxViews[view],
        count: view === 'recent' ? 0 : counts[view],
        current: view === query.show,
      }))}
    />
  )
}

interface FilterProps {
  query: InboxQuery
  people: readonly { value: string; label: string }[]
}

/** Which flags are shown: an address of its own for each choice. */
export function Filter({ query, people }: FilterProps) {
  return (
    <Form method="get" className="grid grid-cols-2 items-end gap-2 sm:flex sm:flex-wrap print:hidden">
      {query.show !== 'to-decide' && <input type="hidden" name="show" value={query.show} />}
      <SelectField
        name="urgency"
        label="Urgency"
        labelHidden
        defaultValue={query.urgency ?? ''}
        emptyLabel="Every urgency"
        options={Object.entries(urgencies).map(([value, label]) => ({ value, label }))}
      />
      <SelectField
        name="by"
        label="Raised by"
        labelHidden
        defaultValue={query.by ?? ''}
        emptyLabel="Rules and people"
        options={[
          { value: 'rule', label: 'Rules' },
          { value: 'person', label: 'People' },
        ]}
      />
      <SelectField
        name="manager"
        label="Care manager"
        labelHidden
        defaultValue={query.manager ?? ''}
        emptyLabel="Every care manager"
        options={[{ value: 'me', label: 'My own cases' }, ...people]}
      />
      <Button variant="secondary">Show</Button>
      {isFiltered(query) && (
        <TextLink
          to={inboxSearch({ show: query.show, urgency: null, by: null, manager: null, page: 1 }) || '?'}
          className="inline-flex min-h-11 items-center"
        >
          Show all
        </TextLink>
      )}
    </Form>
  )
}

/** The dialog that `?` opens. */
export const keysDialog = 'inbox-keys'

/** What the keys do, and the switch that turns them off. Opens with ? too. */
export function Keys({ on, turn }: { on: boolean; turn(on: boolean): void }) {
  return (
    <DialogButton id={keysDialog} label="Keys" title="Keys of the inbox" variant="quiet">
      <KeyList
        items={[
          { keys: ['J', '↓'], does: 'To the next flag' },
          { keys: ['K', '↑'], does: 'To the one before' },
          { keys: ['1'], does: 'Discuss' },
          { keys: ['2'], does: 'List only' },
          { keys: ['3'], does: 'Not ready: say what is missing' },
          { keys: ['4'], does: 'Same-day task: say who and what' },
          { keys: ['H'], does: 'Snooze: say until when and why' },
          { keys: ['Z'], does: 'Undo your latest' },
          { keys: ['?'], does: 'This list' },
        ]}
      />
      <p className="text-ink-soft mt-4">
        {on ? 'They work while nobody is typing.' : 'They are off on this device.'}
      </p>
      <div className="mt-3">
        <Button type="button" variant="secondary" aria-pressed={on} onClick={() => turn(!on)}>
          {on ? 'Switch them off' : 'Switch them on'}
        </Button>
      </div>
    </DialogButton>
  )
}
