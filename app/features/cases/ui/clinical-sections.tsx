import type { ReactNode } from 'react'
import { ButtonLink } from '#app/ui/button.tsx'
import { Duration, Moment } from '#app/ui/moment.tsx'
import { Card, Section } from '#app/ui/page.tsx'
import type { CasePage } from '../server/case-page.server.ts'
import { PartialDay } from './partial-day.tsx'

/** What the patient takes now, and what they took. */
export function MedicationSection({ medications: { shown, withheld } }: Pick<CasePage, 'medications'>) {
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
          </>
        )}
      </>
    ),
  }))
  return (
    <Section id="medication" title="Medication">
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
      {withheld > 0 && (
        <p className="text-warn mt-3 font-medium">
          {withheld === 1 ? 'One item is' : `${withheld} items are`} withheld: the patient's consent does not
          cover you.
        </p>
      )}
    </Card>
  )
}

function Lines({ lines }: { lines: readonly Line[] }) {
  return (
    <ul className="flex flex-col gap-2">
      {lines.map(({ key, text, aside }) => (
        <li key={key}>
          {text}
          {aside && <span className="text-ink-soft block text-sm">{aside}</span>}
        </li>
      ))}
    </ul>
  )
}

const shownAtOnce = 6

interface ContactSectionProps {
  page: CasePage
  mayWrite: boolean
}

/** Who reached out to the patient, when and how, the newest first. */
export function ContactSection({ page: { caseId, contacts, zone }, mayWrite }: ContactSectionProps) {
  const { shown, total } = contacts
  const rest = shown.slice(shownAtOnce)
  return (
    <Section
      id="contacts"
      title="Contacts"
      aside={total > 0 && `${total}`}
      actions={
        mayWrite && (
          <ButtonLink to={`/cases/${caseId}/contacts/new`} variant="secondary">
            Record a contact
          </ButtonLink>
        )
      }
    >
      <Card>
        {total === 0 ? (
          <p className="text-ink-soft">Nobody has reached out yet.</p>
        ) : (
          <Contacts contacts={shown.slice(0, shownAtOnce)} zone={zone} />
        )}
        {rest.length > 0 && (
          <details className="mt-3">
            <summary className="text-accent inline-flex min-h-8 items-center font-medium underline underline-offset-[0.2em]">
              {rest.length} earlier
            </summary>
            <Contacts contacts={rest} zone={zone} />
          </details>
        )}
        {total > shown.length && (
          <p className="text-ink-soft mt-3 text-sm">
            The newest {shown.length} of {total} are listed.
          </p>
        )}
      </Card>
    </Section>
  )
}

function Contacts({ contacts, zone }: { contacts: CasePage['contacts']['shown']; zone: string }) {
  return (
    <ul className="flex flex-col gap-3">
      {contacts.map((contact) => (
        <li key={contact.id}>
          <span className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="font-medium">
              {contact.way}
              {!contact.reached && <span className="text-warn">, not reached</span>}
            </span>
            <span className="text-ink-soft text-sm">
              <Moment iso={contact.at} zone={zone} />
              {contact.minutes !== null && contact.minutes > 0 && (
                <>
                  , <Duration minutes={contact.minutes} />
                </>
              )}
              {contact.by && `, ${contact.by}`}
            </span>
          </span>
          {contact.note && <span className="block whitespace-pre-line">{contact.note}</span>}
        </li>
      ))}
    </ul>
  )
}
