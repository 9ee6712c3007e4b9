import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { Badge, UrgencyMark } from '#app/ui/badge.tsx'
import { Button, TextLink } from '#app/ui/button.tsx'
import { classes } from '#app/ui/classes.ts'
import { FormKey } from '#app/ui/form.tsx'
import { Ago, Moment } from '#app/ui/moment.tsx'
import { UndoNotice } from '#app/ui/notice.tsx'
import { RowPatient } from '#app/ui/patient-banner.tsx'
import type { ShownFlag } from '../server/shown-flags.ts'
import { FlagWhy } from './flag-why.tsx'
import { RespondClock } from './respond-clock.tsx'
import { verdictWords } from './sayings.ts'

interface FlagRowProps {
  flag: ShownFlag
  now: string
  /** The team's zone. */
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
      className={classes(
        'bg-surface scroll-mt-24 rounded-lg border p-4 sm:px-5 xl:grid xl:grid-cols-[minmax(0,1fr)_34rem] xl:gap-x-8',
        flag.safety ? 'border-safety-line border-l-safety border-l-4' : 'border-line',
      )}
    >
      <RowPatient patient={flag.patient} to={`/cases/${flag.caseId}`} similar={flag.patient.similar} />
      <p className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 max-xl:mt-1 xl:justify-end">
        <UrgencyMark urgency={flag.urgency} />
        <RespondClock clock={flag.clock} respondBy={flag.respondBy} zone={zone} />
      </p>
      <div className="min-w-0">
        <p className="text-md mt-2 max-w-[60rem] font-semibold whitespace-pre-line">{flag.question}</p>
        <div className="mt-0.5 max-w-[60rem]">
          <FlagWhy
            why={flag.why}
            caseId={flag.caseId}
            raisedBy={flag.raisedBy}
            raised={<Ago iso={flag.raisedAt} now={now} />}
          />
        </div>
        <Escalated flag={flag} zone={zone} />
        {flag.snooze && flag.state === 'open' && (
          <p className="text-ink-soft mt-1 text-sm">
            Was snoozed by {flag.snooze.by} until{' '}
            <Moment iso={flag.snooze.until} zone={zone} form="weekday" />: {flag.snooze.reason}
          </p>
        )}
        {flag.lapsedAt && (
          <p className="text-ink-soft mt-1 text-sm">
            No longer so since <Moment iso={flag.lapsedAt} zone={zone} form="weekday" />: the rule would not
            ask today.
          </p>
        )}
        {flag.queued && (
          <p className="mt-1 text-sm">
            {flag.queued === 'waiting'
              ? 'The case waits in the queue already: discussed, this joins it.'
              : 'The case is on an agenda already: discussed, this joins it.'}
          </p>
        )}
        {flag.missing.length > 0 && !flag.safety && (
          <p className="text-warn mt-1 text-sm">Brief lacks {joined(flag.missing)}.</p>
        )}
        {flag.task && (
          <p className="mt-1">
            <TextLink to={`/tasks/${flag.task.taskId}`}>Task</TextLink> with {flag.task.owner},{' '}
            {flag.task.accepted ? (
              'accepted'
            ) : (
              <Badge tone={flag.safety ? 'safety' : 'warn'}>not accepted yet</Badge>
            )}
          </p>
        )}
      </div>
      <div className="min-w-0">{children}</div>
    </li>
  )
}

// Who was told that nobody answered in time, and when it goes on.
function Escalated({ flag, zone }: { flag: ShownFlag; zone: string }) {
  const { escalated } = flag
  if (!escalated) return null
  return (
    <p className="mt-1 text-sm">
      <Badge tone="warn">Escalated</Badge> to{' '}
      {escalated.to.length > 0 ? joined(escalated.to) : 'nobody: there is no lead'} on{' '}
      <Moment iso={escalated.at} zone={zone} />
      {escalated.goesOnAt && flag.state !== 'triaged' && (
        <>
          ; to whoever is on call after <Moment iso={escalated.goesOnAt} zone={zone} form="weekday" />
        </>
      )}
      .
    </p>
  )
}

/** What was just decided, in the place where the row was, with the way back. */
export function TriagedRow({ flag, zone, mayTriage }: { flag: ShownFlag; zone: string; mayTriage: boolean }) {
  return (
    <li id={`flag-${flag.flagId}`} data-triaged={flag.flagId} tabIndex={-1}>
      <UndoNotice undo={mayTriage && <UndoOrWhyNot flag={flag} />}>
        <span>
          <TriagedWords flag={flag} zone={zone} />
          {flag.decided && !flag.decided.byMe && (
            <span className="text-ink-soft"> ({flag.decided.by}, just now)</span>
          )}
        </span>
      </UndoNotice>
    </li>
  )
}

/** A row that somebody else has closed or settled since the page was opened. It keeps its place until the list is read anew. */
export function GoneRow({ flag }: { flag: ShownFlag }) {
  return (
    <li
      data-triaged={flag.flagId}
      tabIndex={-1}
      className="text-ink-soft border-line rounded-md border px-4 py-3"
    >
      <PatientName flag={flag} /> no longer waits: somebody settled it meanwhile.
    </li>
  )
}

/** Who was triaged how: "OKAFOR, Ada will be discussed". */
export function TriagedWords({ flag, zone }: { flag: ShownFlag; zone: string }) {
  const said =
    flag.verdictNote?.split('\n').join('; ') ?? (flag.state === 'snoozed' ? flag.snooze?.reason : null)
  return (
    <>
      <PatientName flag={flag} />{' '}
      {flag.state === 'snoozed' && flag.snooze ? (
        <>
          is snoozed until <Moment iso={flag.snooze.until} zone={zone} form="weekday" />
        </>
      ) : (
        flag.verdict && verdictWords[flag.verdict]
      )}
      {said && <span className="text-ink-soft">: {said}</span>}
    </>
  )
}

function PatientName({ flag }: { flag: ShownFlag }) {
  return (
    <strong className="font-semibold">
      {flag.patient.family.toLocaleUpperCase('en')}, {flag.patient.given}
    </strong>
  )
}

/** The way back, or why there is none and where to go instead. */
export function UndoOrWhyNot({ flag }: { flag: ShownFlag }) {
  if (flag.undo === 'possible') return <UndoForm flag={flag} />
  const { why, to, who } = flag.undo
  return (
    <span data-no-undo="" className="text-sm">
      {why === 'on-agenda' && (
        <>
          On an agenda. <TextLink to={to}>Take it off there first</TextLink>
        </>
      )}
      {why === 'task-answered' && (
        <>
          {who} has answered. <TextLink to={to}>Call the task off first</TextLink>
        </>
      )}
      {why === 'safety' && 'A safety flag is closed, not undone.'}
    </span>
  )
}

function UndoForm({ flag }: { flag: ShownFlag }) {
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="intent" value="undo" />
      <input type="hidden" name="flagId" value={flag.flagId} />
      <input type="hidden" name="version" value={flag.version} />
      <FormKey />
      <Button variant="quiet" aria-label={`Undo: ${flag.patient.family}, ${flag.patient.given}`}>
        Undo
      </Button>
    </Form>
  )
}

function joined(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${last}` : last
}
