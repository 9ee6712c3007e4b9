import { type SubmissionResult, useForm } from '@conform-to/react'
import { Form, useFetcher, useNavigation } from '@remix-run/react'
import { Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { LabelField } from '#app/features/cases/ui/label-field.tsx'
import { taskKinds } from '#app/features/tasks/core/task.ts'
import { disciplines } from '#app/shared/disciplines.ts'
import { Button } from '#app/ui/button.tsx'
import { SelectField, TextArea, TextField } from '#app/ui/field.tsx'
import { RadioCards } from '#app/ui/field-choice.tsx'
import { DateField } from '#app/ui/field-time.tsx'
import { ErrorSummary, FieldRow, FormActions, FormFields, FormKey } from '#app/ui/form.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { CurrentCase } from '../server/current-case.ts'

interface DecisionFormProps {
  current: CurrentCase
  formKey: string
  /** The day a task is due unless somebody says otherwise, `2026-12-08`. */
  usualDue: string
  sentBack: SubmissionResult | undefined
}

const MOST_TASKS = 5
const KEEP_AFTER_MS = 900

/**
 * What was decided, typed in place, with its tasks. Three rows of tasks work without JavaScript; with it they are added one by one,
 * and what is typed is kept on the server while it is typed.
 */
export function DecisionForm({ current, formKey, usualDue, sentBack }: DecisionFormProps) {
  const [form, fields] = useForm<Record<string, string>>({
    lastResult: sentBack ?? null,
    id: `decide-${current.itemId}`,
  })
  const typed = sentBack?.initialValue as
    | ({ tasks?: Record<string, string>[] } & Record<string, unknown>)
    | undefined
  const rowsTyped = typed?.tasks?.length ?? 0
  const [rows, setRows] = useState(3)
  const hydrated = useHydrated()
  useEffect(() => setRows(Math.max(1, rowsTyped)), [rowsTyped])
  const busy = useNavigation().formData?.get('intent') === 'decide'
  const draft = useDraft(current)
  const text = (name: string) => (typeof typed?.[name] === 'string' ? typed[name] : undefined)
  const owners = current.owners.map((owner) => ({
    value: owner.personId,
    label: `${owner.name}, ${disciplines[owner.discipline as keyof typeof disciplines] ?? owner.discipline}`,
  }))

  return (
    <Form
      method="post"
      replace
      preventScrollReset
      id={form.id}
      noValidate
      aria-label="Record a decision"
      className="group/decide"
    >
      <input type="hidden" name="intent" value="decide" />
      <input type="hidden" name="itemId" value={current.itemId} />
      <FormKey value={`${formKey}.decide`} />
      <FormFields>
        <ErrorSummary errors={sentBack?.error ?? undefined} />
        <TextArea
          name="text"
          label="Decision"
          hint="What, how much, by whom, and what if it fails."
          rows={3}
          defaultValue={text('text') ?? current.draft?.text ?? ''}
          errors={fields.text?.errors}
          onChange={(event) => draft.keep(event.currentTarget.value)}
        />
        {draft.other && (
          <Notice tone="info" title={`${draft.other.by} is writing about this case too`}>
            <p className="whitespace-pre-line">{draft.other.text}</p>
          </Notice>
        )}
        <RadioCards
          name="outcome"
          label="What follows from it"
          shape="pair"
          defaultValue={text('outcome') ?? 'tasks'}
          choices={[
            { value: 'tasks', label: 'Tasks' },
            { value: 'no-action', label: 'No action' },
          ]}
        />
        <div className="flex flex-col gap-5 group-has-[[value=no-action]:checked]/decide:hidden">
          {Array.from({ length: rows }, (_, index) => (
            <TaskRow
              key={index}
              index={index}
              owners={owners}
              usualDue={usualDue}
              typed={typed?.tasks?.[index]}
              errors={sentBack?.error ?? undefined}
            />
          ))}
          {hydrated && rows < MOST_TASKS && (
            <div>
              <Button
                type="button"
                variant="quiet"
                size="small"
                icon={Plus}
                onClick={() => setRows(rows + 1)}
              >
                Another task
              </Button>
            </div>
          )}
        </div>
        <div className="hidden group-has-[[value=no-action]:checked]/decide:block">
          <TextField
            name="noActionReason"
            label="Why nothing is to be done"
            defaultValue={text('noActionReason')}
            errors={fields.noActionReason?.errors}
          />
        </div>
        <LabelField defaultValue={listIn(typed?.labels)} />
        <details className="group">
          <summary className="text-accent cursor-pointer py-2 font-semibold">Why, and who disagreed</summary>
          <div className="mt-2">
            <FormFields>
              <TextArea
                name="rationale"
                label="Why"
                optional
                rows={2}
                defaultValue={text('rationale')}
                errors={fields.rationale?.errors}
              />
              <TextArea
                name="dissent"
                label="Dissent"
                optional
                rows={2}
                defaultValue={text('dissent')}
                errors={fields.dissent?.errors}
              />
            </FormFields>
          </div>
        </details>
      </FormFields>
      <FormActions aside={draft.words}>
        <Button variant="primary" pending={busy}>
          Record decision
        </Button>
      </FormActions>
    </Form>
  )
}

function listIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []
}

interface TaskRowProps {
  index: number
  owners: readonly { value: string; label: string }[]
  usualDue: string
  typed: Record<string, string> | undefined
  errors: Record<string, string[] | null> | undefined
}

function TaskRow({ index, owners, usualDue, typed, errors }: TaskRowProps) {
  const name = (field: string) => `tasks[${index}].${field}`
  const said = (field: string) => errors?.[name(field)] ?? undefined
  return (
    <fieldset className="border-line rounded-md border p-4">
      <legend className="px-1 font-semibold">Task {index + 1}</legend>
      <FormFields>
        <TextField
          name={name('title')}
          label="What is to be done"
          optional={index > 0}
          defaultValue={typed?.title}
          errors={said('title')}
          maxLength={300}
        />
        <FieldRow>
          <SelectField
            name={name('ownerId')}
            label="One owner"
            emptyLabel="Choose"
            options={[...owners]}
            defaultValue={typed?.ownerId}
            errors={said('ownerId')}
          />
          <DateField
            name={name('dueOn')}
            label="Due"
            defaultValue={typed?.dueOn ?? usualDue}
            errors={said('dueOn')}
          />
          <SelectField
            name={name('kind')}
            label="Kind"
            defaultValue={typed?.kind ?? 'other'}
            options={Object.entries(taskKinds).map(([value, label]) => ({ value, label }))}
          />
        </FieldRow>
      </FormFields>
    </fieldset>
  )
}

// Keeps what is typed on the server a moment after the last key, one save at a time; the newest text always goes last.
function useDraft(current: CurrentCase) {
  const fetcher = useFetcher<{ saved: { version: number } | { problem: string } }>()
  const version = useRef(current.draft?.version ?? 0)
  const waiting = useRef<string | undefined>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const saved = fetcher.data?.saved
  const lost = saved !== undefined && 'problem' in saved
  if (saved && 'version' in saved) version.current = Math.max(version.current, saved.version)

  const send = useRef(() => {})
  send.current = () => {
    if (waiting.current === undefined || fetcher.state !== 'idle') return
    const text = waiting.current
    waiting.current = undefined
    fetcher.submit(
      { intent: 'draft', itemId: current.itemId, text, version: String(version.current) },
      { method: 'post' },
    )
  }
  useEffect(() => {
    if (fetcher.state === 'idle') send.current()
  }, [fetcher.state])
  useEffect(() => () => clearTimeout(timer.current), [])

  const theirs = current.draft && !current.draft.mine && current.draft.version > 0 ? current.draft : undefined
  return {
    keep(text: string) {
      waiting.current = text
      clearTimeout(timer.current)
      timer.current = setTimeout(() => send.current(), KEEP_AFTER_MS)
    },
    other: theirs ? { by: theirs.writtenBy, text: theirs.text } : undefined,
    words: lost
      ? 'Not kept: somebody else is writing here too.'
      : saved
        ? 'What you typed is kept.'
        : undefined,
  }
}

// Without JavaScript three rows of tasks are there from the start; with it one, and more on demand.
function useHydrated(): boolean {
  const [hydrated, setHydrated] = useState(false)
  useEffect(() => setHydrated(true), [])
  return hydrated
}
