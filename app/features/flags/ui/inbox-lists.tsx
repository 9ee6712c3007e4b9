import { Form } from '@remix-run/react'
import { urgencies } from '#app/shared/urgency.ts'
import { Badge, UrgencyMark } from '#app/ui/badge.tsx'
import { Button } from '#app/ui/button.tsx'
import { TextArea } from '#app/ui/field.tsx'
import { RadioCards } from '#app/ui/field-choice.tsx'
import { FormFields, FormKey } from '#app/ui/form.tsx'
import { Ago, Day } from '#app/ui/moment.tsx'
import { RowPatient } from '#app/ui/patient-banner.tsx'
import type { CarriedRow, EarlierRow } from '../server/read-inbox.ts'
import type { ShownFlag } from '../server/shown-flags.ts'
import { TriagedWords, UndoOrWhyNot } from './flag-row.tsx'
import { RespondClock } from './respond-clock.tsx'
import type { SentBack } from './sent-back.ts'
import { More } from './triage-form.tsx'

interface CarriedListProps {
  rows: readonly CarriedRow[]
  mayTriage: boolean
  /** The team's zone. */
  zone: string
  sentBack: SentBack | undefined
}

/** Cases that three huddles did not reach: a lead raises them, or says why they may wait. */
export function CarriedList({ rows, mayTriage, zone, sentBack }: CarriedListProps) {
  return (
    <ul aria-label="Carried over three times or more" className="flex flex-col gap-3">
      {rows.map((row) => {
        const sent = sentBack?.typed.queueEntryId === row.queueEntryId ? sentBack : undefined
        return (
          <li key={row.queueEntryId} className="border-line bg-surface rounded-lg border p-4 sm:p-5">
            <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
              <RowPatient patient={row.patient} to={`/cases/${row.caseId}`} />
              <div className="sm:text-right">
                <UrgencyMark urgency={row.urgency} />
                <p>
                  <RespondClock clock={row.clock} respondBy={row.respondBy} zone={zone} />
                </p>
                <Badge tone="warn">Carried over {row.carried} times</Badge>
              </div>
            </div>
            <p className="mt-2 font-semibold">{row.question}</p>
            {mayTriage && (
              <Form method="post" preventScrollReset noValidate className="mt-3 max-w-[46rem]">
                <input type="hidden" name="intent" value="carried" />
                <input type="hidden" name="queueEntryId" value={row.queueEntryId} />
                <input type="hidden" name="version" value={row.version} />
                <FormKey />
                <FormFields>
                  {row.raiseTo.length > 0 && (
                    <RadioCards
                      name="raiseTo"
                      id={`raiseTo-${row.queueEntryId}`}
                      label="Raise its urgency"
                      optional
                      shape="row"
                      choices={row.raiseTo.map((urgency) => ({
                        value: urgency,
                        label: `To ${urgencies[urgency].toLowerCase()}`,
                      }))}
                      errors={sent?.errors.raiseTo ?? undefined}
                    />
                  )}
                  <TextArea
                    name="mayWait"
                    id={`mayWait-${row.queueEntryId}`}
                    label={row.raiseTo.length > 0 ? 'Or why it may wait' : 'Why it may wait'}
                    rows={2}
                    maxLength={1000}
                    defaultValue={typeof sent?.typed.mayWait === 'string' ? sent.typed.mayWait : undefined}
                    errors={sent?.errors.mayWait ?? undefined}
                  />
                </FormFields>
                <div className="mt-3">
                  <Button variant="secondary">Answer</Button>
                </div>
              </Form>
            )}
          </li>
        )
      })}
    </ul>
  )
}

interface EarlierListProps {
  rows: readonly EarlierRow[]
  sentBack: SentBack | undefined
}

/** Older positive answers: somebody looks whether they were followed up, and says so. */
export function EarlierList({ rows, sentBack }: EarlierListProps) {
  return (
    <ul aria-label="Earlier positive answers" className="flex flex-col gap-3">
      {rows.map((row) => {
        const id = `${row.scoreId}-${row.caseId}`
        const sent =
          sentBack?.typed.scoreId === row.scoreId && sentBack.typed.caseId === row.caseId
            ? sentBack
            : undefined
        return (
          <li key={id} className="border-line bg-surface rounded-lg border p-4 sm:p-5">
            <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
              <RowPatient patient={row.patient} to={`/cases/${row.caseId}`} />
              <p>
                {row.instrument} safety item answered {row.value} on <Day date={row.on} weekday />
              </p>
            </div>
            <div className="mt-3">
              <More intent="checked" label="Checked" open={sent !== undefined}>
                <Form method="post" preventScrollReset noValidate>
                  <input type="hidden" name="intent" value="checked" />
                  <input type="hidden" name="caseId" value={row.caseId} />
                  <input type="hidden" name="scoreId" value={row.scoreId} />
                  <FormKey />
                  <TextArea
                    name="found"
                    id={`found-${id}`}
                    label="How it was followed up"
                    rows={2}
                    maxLength={2000}
                    defaultValue={typeof sent?.typed.found === 'string' ? sent.typed.found : undefined}
                    errors={sent?.errors.found ?? undefined}
                  />
                  <div className="mt-3">
                    <Button variant="secondary">Take off the list</Button>
                  </div>
                </Form>
              </More>
            </div>
          </li>
        )
      })}
    </ul>
  )
}

interface RecentListProps {
  flags: readonly ShownFlag[]
  mayTriage: boolean
  now: string
  /** The team's zone. */
  zone: string
}

/** What was triaged in the last days, each with the way back, or why there is none any more and what to do instead. */
export function RecentList({ flags, mayTriage, now, zone }: RecentListProps) {
  return (
    <ul
      aria-label="Recently triaged"
      data-recent=""
      className="bg-surface border-line divide-line divide-y rounded-lg border"
    >
      {flags.map((flag) => (
        <li
          key={flag.flagId}
          data-mine={flag.decided?.byMe ? '' : undefined}
          className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-1"
        >
          <span>
            <TriagedWords flag={flag} zone={zone} />
            <span className="text-ink-soft block text-sm">
              {flag.decided && (
                <>
                  {flag.decided.by}, <Ago iso={flag.decided.at} now={now} />
                </>
              )}
            </span>
          </span>
          {mayTriage && <UndoOrWhyNot flag={flag} />}
        </li>
      ))}
    </ul>
  )
}
