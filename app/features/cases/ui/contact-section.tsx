import { Form } from '@remix-run/react'
import { PhoneMissed } from 'lucide-react'
import { Button, ButtonLink, TextLink } from '#app/ui/button.tsx'
import { FormKey } from '#app/ui/form.tsx'
import { Duration, Moment } from '#app/ui/moment.tsx'
import { Card, Section } from '#app/ui/page.tsx'
import type { CasePage } from '../server/case-page.server.ts'
import type { ShownContact } from '../server/say-contact.ts'

interface ContactSectionProps {
  page: CasePage
  mayWrite: boolean
}

/** Who reached out to the patient, when and how, the newest first; and the try that failed in one tap. */
export function ContactSection({ page: { caseId, contacts, zone }, mayWrite }: ContactSectionProps) {
  const { shown, total } = contacts
  return (
    <Section
      id="contacts"
      title="Contacts"
      aside={total > 0 && `${total}`}
      actions={
        mayWrite && (
          <>
            <TriedForm caseId={caseId} />
            <ButtonLink to={`/cases/${caseId}/contacts/new`} variant="secondary">
              Record a contact
            </ButtonLink>
          </>
        )
      }
    >
      <Card>
        {total === 0 ? (
          <p className="text-ink-soft">Nobody has reached out yet.</p>
        ) : (
          <ContactList contacts={shown} zone={zone} />
        )}
        {total > shown.length && (
          <p className="mt-3">
            <TextLink to={`/cases/${caseId}/contacts`}>All {total} contacts</TextLink>
          </p>
        )}
      </Card>
    </Section>
  )
}

/** Somebody rang and nobody answered: that counts, and takes one tap. */
export function TriedForm({ caseId }: { caseId: string }) {
  return (
    <Form method="post" action={`/cases/${caseId}/contacts`} className="contents">
      <FormKey />
      <Button variant="secondary" icon={PhoneMissed}>
        Tried, not reached
      </Button>
    </Form>
  )
}

/** Contacts, the newest first. */
export function ContactList({ contacts, zone }: { contacts: readonly ShownContact[]; zone: string }) {
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
