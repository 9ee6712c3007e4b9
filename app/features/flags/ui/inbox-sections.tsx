import { useEffect, useState } from 'react'
import { Button, TextLink } from '#app/ui/button.tsx'
import { TextArea } from '#app/ui/field.tsx'
import type { InboxPage } from '../server/read-inbox.ts'
import type { ShownFlag } from '../server/shown-flags.ts'
import { FlagRow, GoneRow, TriagedRow, UndoOrWhyNot } from './flag-row.tsx'
import { fieldsOf, type SentBack } from './sent-back.ts'
import { deedsLook, More, TriageForms, Verdict, VerdictFields } from './triage-form.tsx'
import { useSteadyRows } from './use-steady-rows.ts'

interface RowsProps {
  page: Pick<InboxPage, 'mayTriage' | 'people' | 'snoozeDays' | 'zone'>
  rows: readonly ShownFlag[]
  now: string
  sentBack: SentBack | undefined
  /** Shows which key does what. */
  keys: boolean
  label: string
}

/** What waits for a verdict. Rows keep their places; what has been raised since is shown when the reader says so. */
export function WaitingRows({ page, rows, now, sentBack, keys, label }: RowsProps) {
  const steady = useSteadyRows(rows, now)
  const { zone, mayTriage } = page
  // In the browser only: without JavaScript the page is new each time it is looked at.
  const [ready, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  return (
    <>
      <div role="status" className={steady.fresh > 0 ? 'mb-3' : undefined}>
        {ready && steady.fresh > 0 && (
          <Button type="button" variant="secondary" wide onClick={steady.show}>
            {steady.fresh === 1 ? '1 new flag: show it' : `${steady.fresh} new flags: show them`}
          </Button>
        )}
      </div>
      <ul aria-label={label} className="flex flex-col gap-3">
        {steady.rows.map(({ flag, gone }) => {
          if (gone && flag.state === 'open') return <GoneRow key={flag.flagId} flag={flag} />
          if (flag.state !== 'open')
            return <TriagedRow key={flag.flagId} flag={flag} zone={zone} mayTriage={mayTriage && !gone} />
          return (
            <FlagRow key={flag.flagId} flag={flag} now={now} zone={zone}>
              {mayTriage && (
                <TriageForms
                  flag={flag}
                  people={page.people}
                  snoozeDays={page.snoozeDays}
                  sentBack={sentFor(flag, sentBack)}
                  keys={keys}
                />
              )}
            </FlagRow>
          )
        })}
      </ul>
    </>
  )
}

/** Flags of the other lists, each with what can be done about it where it stands. */
export function SettledRows({ page, rows, now, sentBack, keys, label }: RowsProps) {
  const { zone, mayTriage } = page
  return (
    <ul aria-label={label} className="flex flex-col gap-3">
      {rows.map((flag) => (
        <FlagRow key={flag.flagId} flag={flag} now={now} zone={zone}>
          <SettledWords flag={flag} />
          {mayTriage && !flag.safety && flag.state === 'open' && (
            <TriageForms
              flag={flag}
              people={page.people}
              snoozeDays={page.snoozeDays}
              sentBack={sentFor(flag, sentBack)}
              keys={keys}
            />
          )}
          {mayTriage && (flag.safety || flag.state !== 'open') && (
            <div className={deedsLook}>
              <SettledDeeds flag={flag} sentBack={sentFor(flag, sentBack)} />
            </div>
          )}
        </FlagRow>
      ))}
    </ul>
  )
}

// What was decided about it, and by whom.
function SettledWords({ flag }: { flag: ShownFlag }) {
  if (flag.safety || flag.state === 'open') return null
  const words = flag.verdictNote?.split('\n').join('; ') ?? flag.snooze?.reason
  return (
    <p className="mt-1">
      <span className="text-ink-soft">
        {flag.state === 'snoozed' ? 'Snoozed' : flag.verdict && settledWords[flag.verdict]} by{' '}
        {flag.decided?.by ?? 'somebody'}
        {words && ': '}
      </span>
      {words}
    </p>
  )
}

const settledWords = {
  discuss: 'To be discussed; triaged',
  'list-only': 'Listed only',
  'not-ready': 'Sent back as not ready',
  'same-day-task': 'Task for today given',
} as const

function SettledDeeds({ flag, sentBack }: { flag: ShownFlag; sentBack: SentBack | undefined }) {
  if (flag.safety)
    return (
      <>
        {flag.verdict !== 'discuss' && <Verdict flag={flag} intent="discuss" label="Discuss it too" />}
        <Close
          flag={flag}
          sentBack={sentBack}
          label="Close with what was found"
          submit="Close the flag and its task"
        />
      </>
    )
  if (flag.state === 'snoozed')
    return (
      <>
        <Verdict flag={flag} intent="wake" label="Wake now" />
        <Verdict flag={flag} intent="discuss" label="Discuss" />
      </>
    )
  switch (flag.verdict) {
    case 'not-ready':
      return (
        <>
          <Verdict flag={flag} intent="discuss" label="It is ready: discuss" />
          <TextLink to={`/cases/${flag.caseId}/brief`} className="inline-flex min-h-11 items-center">
            Open the brief
          </TextLink>
          {flag.lapsedAt && <CloseLapsed flag={flag} />}
        </>
      )
    case 'list-only':
      return (
        <>
          <Verdict flag={flag} intent="discuss" label="Discuss after all" />
          {flag.lapsedAt ? (
            <CloseLapsed flag={flag} />
          ) : (
            <Close flag={flag} sentBack={sentBack} label="Close" submit="Close the flag" />
          )}
        </>
      )
    default:
      return <UndoOrWhyNot flag={flag} />
  }
}

// What was found is known already: the reason has gone.
function CloseLapsed({ flag }: { flag: ShownFlag }) {
  return <Verdict flag={flag} intent="close" label="Close: no longer so" found="No longer so." />
}

interface CloseProps {
  flag: ShownFlag
  sentBack: SentBack | undefined
  label: string
  submit: string
}

function Close({ flag, sentBack, label, submit }: CloseProps) {
  return (
    <More intent="close" label={label} open={sentBack?.intent === 'close'}>
      <VerdictFields flag={flag} intent="close" submit={submit}>
        <TextArea
          {...fieldsOf(flag, sentBack).of('found', 'close')}
          label="What was found and done"
          rows={2}
          maxLength={2000}
        />
      </VerdictFields>
    </More>
  )
}

function sentFor(flag: ShownFlag, sentBack: SentBack | undefined): SentBack | undefined {
  return sentBack?.typed.flagId === flag.flagId ? sentBack : undefined
}
