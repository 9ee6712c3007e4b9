import type { ReactNode } from 'react'
import { ButtonLink, TextLink } from '#app/ui/button.tsx'
import { PartialDay } from '#app/ui/moment.tsx'
import { Card, Section } from '#app/ui/page.tsx'
import type { CasePage } from '../server/case-page.server.ts'
import { Withheld } from './withheld.tsx'

interface MedicationSectionProps {
  page: CasePage
  mayWrite: boolean
}

/** What the patient takes now, and what they took. */
export function MedicationSection({
  page: {
    caseId,
    medications: { shown, withheld },
  },
  mayWrite,
}: MedicationSectionProps) {
  const address = `/cases/${caseId}/medications`
  const lines = shown.map((one) => ({
    key: one.medicationId,
    now: one.active,
    text: one.text,
    aside: (one.startedOn || one.endedOn) && (
      <>
        {one.startedOn && (
          <>
            since <PartialDay date={one.startedOn} />
          </>
        )}
        {one.endedOn && (
          <>
            {one.startedOn && ', '}until <PartialDay date={one.endedOn} />
            {one.stopReason && `: ${one.stopReason}`}
          </>
        )}
      </>
    ),
    action: mayWrite && one.active && (
      <TextLink to={`${address}/${one.medicationId}`} className="text-sm print:hidden">
        Change or stop<span className="sr-only"> {one.text}</span>
      </TextLink>
    ),
  }))
  return (
    <Section
      id="medication"
      title="Medication"
      actions={
        mayWrite && (
          <ButtonLink to={`${address}/new`} variant="secondary">
            Start a medication
          </ButtonLink>
        )
      }
    >
      <NowAndBefore
        lines={lines}
        none="No medication is recorded."
        before="taken before"
        withheld={withheld}
      />
    </Section>
  )
}

/** What the patient has been diagnosed with. */
export function ConditionSection({ conditions: { shown, withheld } }: Pick<CasePage, 'conditions'>) {
  const lines = shown.map((one) => ({
    key: one.conditionId,
    now: one.active,
    text: one.text,
    aside: one.onset && (
      <>
        since <PartialDay date={one.onset} />
      </>
    ),
  }))
  return (
    <Section id="conditions" title="Conditions">
      <NowAndBefore
        lines={lines}
        none="No condition is recorded."
        before="no longer present"
        withheld={withheld}
      />
    </Section>
  )
}

interface Line {
  readonly key: string
  readonly now: boolean
  readonly text: string
  readonly aside: ReactNode
  readonly action?: ReactNode
}

function NowAndBefore({
  lines,
  none,
  before,
  withheld,
}: {
  lines: readonly Line[]
  none: string
  before: string
  withheld: number
}) {
  const past = lines.filter(({ now }) => !now)
  const present = lines.filter(({ now }) => now)
  return (
    <Card>
      {present.length > 0 ? <Lines lines={present} /> : <p className="text-ink-soft">{none}</p>}
      {past.length > 0 && (
        <details className="mt-3">
          <summary className="text-accent inline-flex min-h-8 items-center font-medium underline underline-offset-[0.2em]">
            {past.length} {before}
          </summary>
          <Lines lines={past} />
        </details>
      )}
      <Withheld count={withheld} />
    </Card>
  )
}

function Lines({ lines }: { lines: readonly Line[] }) {
  return (
    <ul className="flex flex-col gap-2">
      {lines.map(({ key, text, aside, action }) => (
        <li key={key}>
          {text}
          {(aside || action) && (
            <span className="text-ink-soft flex flex-wrap gap-x-3 text-sm">
              {aside && <span>{aside}</span>}
              {action}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
