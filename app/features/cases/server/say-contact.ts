import type { NameOf } from '#app/features/people/server/people-queries.server.ts'
import { contactWays } from '../core/phases.ts'
import type { Contact } from './clinical-queries.server.ts'

/** A contact as pages show it. Instants are ISO texts. */
export function sayContact(contact: Contact, names: NameOf) {
  return {
    id: contact.contactId,
    at: contact.at.toISOString(),
    by: names(contact.byPersonId),
    way: contactWays[contact.way],
    reached: contact.reached,
    minutes: contact.minutes,
    note: contact.note,
  }
}

export type ShownContact = ReturnType<typeof sayContact>
