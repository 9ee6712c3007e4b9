import { Form } from '@remix-run/react'
import { Badge, UrgencyMark } from '#app/ui/badge.tsx'
import { Button, TextLink } from '#app/ui/button.tsx'
import { TextArea } from '#app/ui/field.tsx'
import { FormFields, FormKey } from '#app/ui/form.tsx'
import { Duration } from '#app/ui/moment.tsx'
import { RowPatient } from '#app/ui/patient-banner.tsx'
import type { QueueRow } from '../server/read-queue-page.ts'
import { RespondClock } from './respond-clock.tsx'
import type { SentBack } from './sent-back.ts'
import { HuddleWishes, More } from './triage-form.tsx'

interface QueueEntryRowProps {
  row: QueueRow
  place: number
  people: readonly { value: string; label: string }[]
  mayChange: boolean
  mayPlan: boolean
  /** The team's zone. */
  zone: string
  sentBack: SentBack | undefined
}

/** One case that waits: how pressing, for how long, with whom; and for a lead the forms that change it. */
export function QueueEntryRow({
  row,
  place,
  people,
  mayChange,
  mayPlan,
  zone,
  sentBack,
}: QueueEntryRowProps) {
  const id = (name: string) => `${name}-${row.queueEntryId}`
  const typed = (name: string) => {
    const text = sentBack?.typed[name]
    return typeof text === 'string' ? text : undefined
  }
  const typedNeeds = sentBack?.typed.needs
  return (
    <li
      id={row.queueEntryId}
      className="border-line bg-surface flex gap-3 rounded-lg border p-4 sm:gap-4 sm:p-5"
    >
      <div className="flex w-7 shrink-0 flex-col items-center gap-2">
        <span className="text-ink-soft font-semibold tabular-nums">{place}</span>
        {mayPlan && (
          <input
            type="checkbox"
            form="plan"
            name="entry"
            value={row.queueEntryId}
            defaultChecked
            aria-label={`Plan a huddle with ${row.patient.family}, ${row.patient.given}`}
            className="size-6"
          />
        )}
      </div>
      <div className="min-w-0 grow">
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
          <RowPatient patient={row.patient} to={`/cases/${row.caseId}`} similar={row.patient.similar} />
          <div className="sm:text-right">
            <UrgencyMark urgency={row.urgency} />
            <p>
              <RespondClock clock={row.clock} respondBy={row.respondBy} zone={zone} />
            </p>
          </div>
        </div>
        <p className="mt-2 font-semibold whitespace-pre-line">{row.question}</p>
        <p className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
          <span>
            <Duration minutes={row.minutes} />
          </span>
          <span>
            <span className="text-ink-soft">Needs </span>
            {row.needNames.length > 0 ? row.needNames.join(', ') : 'nobody in particular'}
          </span>
          {row.presenter && (
            <span>
              <span className="text-ink-soft">Presented by </span>
              {row.presenter}
            </span>
          )}
          {row.carried > 0 && (
            <Badge tone={row.asksLead ? 'warn' : 'neutral'}>
              Carried over {row.carried === 1 ? 'once' : `${row.carried} times`}
            </Badge>
          )}
        </p>
        {row.mayWait && (
          <p className="mt-1">
            <span className="text-ink-soft">May wait: </span>
            {row.mayWait}
          </p>
        )}
        {mayChange && (
          <div className="mt-3 flex flex-wrap items-start gap-2 print:hidden">
            <More intent="change" label="Change" open={sentBack?.intent === 'change'}>
              <Form method="post" preventScrollReset noValidate>
                <OfEntry row={row} intent="change" />
                <FormFields>
                  <HuddleWishes
                    people={people}
                    minutes={typed('minutes') ?? String(row.minutes)}
                    needs={Array.isArray(typedNeeds) ? (typedNeeds as string[]) : row.needs}
                    presenterId={typed('presenterId') ?? row.presenterId ?? ''}
                    idSuffix={row.queueEntryId}
                    errors={sentBack?.intent === 'change' ? sentBack.errors : undefined}
                  />
                </FormFields>
                <div className="mt-4">
                  <Button>Save</Button>
                </div>
              </Form>
            </More>
            <More intent="withdraw" label="Withdraw" open={sentBack?.intent === 'withdraw'}>
              <Form method="post" preventScrollReset noValidate>
                <OfEntry row={row} intent="withdraw" />
                <TextArea
                  name="reason"
                  id={id('reason')}
                  label="Why it need not be discussed"
                  hint={
                    row.safety
                      ? 'Its safety flag stays open until somebody says what was found and done.'
                      : 'Its flags are closed with these words.'
                  }
                  rows={2}
                  maxLength={1000}
                  defaultValue={typed('reason')}
                  errors={sentBack?.errors.reason ?? undefined}
                />
                <div className="mt-3">
                  <Button variant="secondary">Withdraw</Button>
                </div>
              </Form>
            </More>
            {row.asksLead && (
              <TextLink to="../inbox" relative="path" className="inline-flex min-h-11 items-center">
                Raise it, or say why it may wait
              </TextLink>
            )}
          </div>
        )}
      </div>
    </li>
  )
}

function OfEntry({ row, intent }: { row: QueueRow; intent: string }) {
  return (
    <>
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="queueEntryId" value={row.queueEntryId} />
      <input type="hidden" name="version" value={row.version} />
      <FormKey />
    </>
  )
}
