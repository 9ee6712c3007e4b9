import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { Badge, UrgencyMark } from '#app/ui/badge.tsx'
import { Button, TextLink } from '#app/ui/button.tsx'
import { FormKey } from '#app/ui/form.tsx'
import { Ago, DueIn, Moment } from '#app/ui/moment.tsx'
import { UndoNotice } from '#app/ui/notice.tsx'
import { RowPatient } from '#app/ui/patient-banner.tsx'
import type { ShownFlag } from '../server/shown-flags.ts'
import { FlagWhy } from './flag-why.tsx'
import { verdictWords } from './sayings.ts'

interface FlagRowProps {
  flag: ShownFlag
  now: string
  zone: string
  /** What can be done about it. */
  children?: ReactNode
}

/** One flag among others: whose, how urgent, until when, why, and what is asked. It can hold the focus, for its keys. */
export function FlagRow({ flag, now, zone, children }: FlagRowProps) {
  return (
    <li
      id={`flag-${flag.flagId}`}
      data-flag={flag.flagId}
      tabIndex={-1}
      className={
        flag.safety
          ? 'border-safety-line border-l-safety bg-surface rounded-lg border border-l-4 p-4 sm:p-5'
          : 'border-line bg-surface rounded-lg border p-4 sm:p-5'
      }
    >
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <RowPatient patient={flag.patient} to={`/cases/${flag.caseId}`} similar={flag.patient.similar} />
        <div className="sm:text-right">
          <UrgencyMark urgency={flag.urgency} />
          <p>
            <DueIn due={flag.respondBy} now={now} zone={zone} />
          </p>
          <p className="text-ink-soft text-sm">
            Answer by <Moment iso={flag.respondBy} zone={zone} form="weekday" />
          </p>
        </div>
      </div>
      <p className="text-md mt-3 font-semibold whitespace-pre-line">{flag.question}</p>
      <div className="mt-1 max-w-[46rem]">
        <FlagWhy why={flag.why} raisedBy={flag.raisedBy} />
      </div>
      <p className="text-ink-soft mt-1 text-sm">
        Raised <Ago iso={flag.raisedAt} now={now} />
      </p>
      {flag.missing.length > 0 && !flag.safety && (
        <p className="text-warn mt-2">Brief still lacks {joined(flag.missing)}.</p>
      )}
      {flag.task && (
        <p className="mt-2">
          <TextLink to={`/tasks/${flag.task.taskId}`}>Task</TextLink> with {flag.task.owner},{' '}
          {flag.task.accepted ? (
            'accepted'
          ) : (
            <Badge tone={flag.safety ? 'safety' : 'warn'}>not accepted yet</Badge>
          )}
        </p>
      )}
      {children}
    </li>
  )
}

/** What was just decided, in the place where the row was, with the way back. */
export function TriagedRow({ flag }: { flag: ShownFlag }) {
  if (!flag.verdict) return null
  return (
    <li id={`flag-${flag.flagId}`} data-triaged={flag.flagId} tabIndex={-1}>
      <UndoNotice undo={<UndoForm flag={flag} />}>
        <TriagedWords flag={flag} />
      </UndoNotice>
    </li>
  )
}

/** Who was triaged how: "OKAFOR, Ada will be discussed". */
export function TriagedWords({ flag }: { flag: ShownFlag }) {
  return (
    <span>
      <strong className="font-semibold">
        {flag.patient.family.toLocaleUpperCase('en')}, {flag.patient.given}
      </strong>{' '}
      {flag.verdict && verdictWords[flag.verdict]}
      {flag.verdictNote && <span className="text-ink-soft">: {flag.verdictNote.split('\n').join('; ')}</span>}
    </span>
  )
}

/** Takes a verdict back. */
export function UndoForm({ flag }: { flag: ShownFlag }) {
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="intent" value="undo" />
      <input type="hidden" name="flagId" value={flag.flagId} />
      <input type="hidden" name="version" value={flag.version} />
      <FormKey />
      <Button variant="quiet" size="small" aria-label={`Undo: ${flag.patient.family}, ${flag.patient.given}`}>
        Undo
      </Button>
    </Form>
  )
}

function joined(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${last}` : last
}
