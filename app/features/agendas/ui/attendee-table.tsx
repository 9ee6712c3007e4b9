import { Form } from '@remix-run/react'
import { Badge, PersonMark, StateMark } from '#app/ui/badge.tsx'
import { Button } from '#app/ui/button.tsx'
import { FormKey } from '#app/ui/form.tsx'
import { Cell, ColumnHead, DataTable, Row, RowHead } from '#app/ui/table.tsx'
import type { AskedPerson } from '../server/huddle-page.server.ts'
import { casesWords } from './agenda-words.ts'

interface AttendeeTableProps {
  asked: readonly AskedPerson[]
  state: 'draft' | 'scheduled' | 'live' | 'ended' | 'cancelled'
  /** Whether people can be required, made optional and taken off here. */
  edits: boolean
}

/** Everybody who is asked: what they said, whether they must come, and what a lead can change about it. */
export function AttendeeTable({ asked, state, edits }: AttendeeTableProps) {
  return (
    <DataTable
      caption="Everybody who is invited"
      columns={
        <>
          <ColumnHead>Person</ColumnHead>
          <ColumnHead>Invited as</ColumnHead>
          {state !== 'draft' && <ColumnHead>Answer</ColumnHead>}
          {edits && <ColumnHead hidden>Change</ColumnHead>}
        </>
      }
    >
      {asked.map((person) => (
        <Row key={person.personId}>
          <RowHead>
            <PersonMark name={person.name} detail={person.discipline} />
          </RowHead>
          <Cell label="Invited as">
            <span className={person.required ? 'font-semibold' : undefined}>
              {person.required ? 'Required' : 'Optional'}
            </span>
            {person.neededBy > 0 && (
              <span className="text-ink-soft block text-sm">Needed for {casesWords(person.neededBy)}</span>
            )}
          </Cell>
          {state !== 'draft' && (
            <Cell label="Answer">
              <AnswerMark person={person} state={state} />
            </Cell>
          )}
          {edits && (
            <Cell>
              <span className="flex flex-wrap gap-2">
                <PersonForm person={person} intent={person.required ? 'make-optional' : 'require'}>
                  {person.required ? 'Make optional' : 'Require'}
                </PersonForm>
                <PersonForm person={person} intent="remove">
                  Take off
                </PersonForm>
              </span>
            </Cell>
          )}
        </Row>
      ))}
    </DataTable>
  )
}

interface PersonFormProps {
  person: AskedPerson
  intent: 'require' | 'make-optional' | 'remove'
  children: string
}

function PersonForm({ person, intent, children }: PersonFormProps) {
  return (
    <Form method="post" preventScrollReset>
      <FormKey />
      <input type="hidden" name="personId" value={person.personId} />
      <Button variant="secondary" name="intent" value={intent} aria-label={`${children}: ${person.name}`}>
        {children}
      </Button>
    </Form>
  )
}

const answers = {
  none: { mark: 'open', words: 'No answer yet' },
  yes: { mark: 'done', words: 'Yes' },
  maybe: { mark: 'waiting', words: 'Maybe' },
  no: { mark: 'stopped', words: 'No' },
} as const

function AnswerMark({ person, state }: { person: AskedPerson; state: AttendeeTableProps['state'] }) {
  if (state === 'ended')
    return person.attended ? (
      <StateMark state="done">Was there</StateMark>
    ) : (
      <StateMark state="stopped">Was not there</StateMark>
    )
  const { mark, words } = answers[person.answer]
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <StateMark state={mark}>{words}</StateMark>
      {person.required && person.answer === 'no' && <Badge tone="warn">Required</Badge>}
      {state === 'scheduled' && !person.holds && person.answer !== 'no' && (
        <Badge tone="warn">Held by another huddle then</Badge>
      )}
    </span>
  )
}
