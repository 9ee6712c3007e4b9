import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventClass,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator'
import type { DateTime } from 'luxon'

/** One attendee's calendar entry, in one edition of it. */
export interface CalendarEntry {
  readonly method: 'REQUEST' | 'CANCEL'
  /** Never changes, and says nothing: an opaque id at our own domain. */
  readonly uid: string
  /** Rises with each edition; a calendar ignores an edition that is not newer than the one it has. */
  readonly sequence: number
  /** When this edition was made: the same each time it is sent. */
  readonly changedAt: DateTime
  readonly startsAt: DateTime
  readonly endsAt: DateTime
  /** For a CANCEL: whether the huddle is off, or goes on without this attendee. */
  readonly huddleOff: boolean
  /** The mailbox the mail comes from. Answers go there, and calendars refuse a copy in which the two differ. */
  readonly organizer: string
  /** The one address this copy is for. */
  readonly attendee: string
  /** The attendee's personal page: the only thing a calendar learns beside the time. */
  readonly link: string
}

/**
 * A calendar object for one attendee, as text: CRLF at every line's end, folded, the same bytes for the same entry.
 *
 * The title is always "Huddle". There is nothing in it about a patient, a team or anybody else who is asked. Times are UTC, which no
 * calendar reads wrongly; an alarm is left out, since it would stand where Outlook refuses it.
 */
export function calendarObject(entry: CalendarEntry): string {
  const cancels = entry.method === 'CANCEL'
  const calendar = ical({
    prodId: { company: 'Huddle', product: 'Huddle', language: 'EN' },
    scale: 'GREGORIAN',
    method: cancels ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
  })
  calendar.createEvent({
    id: entry.uid,
    sequence: entry.sequence,
    stamp: entry.changedAt.toJSDate(),
    start: entry.startsAt.toJSDate(),
    end: entry.endsAt.toJSDate(),
    summary: 'Huddle',
    location: entry.link,
    description: entry.link,
    url: entry.link,
    organizer: { name: 'Huddle', email: entry.organizer },
    attendees: [
      {
        name: entry.attendee,
        email: entry.attendee,
        type: ICalAttendeeType.INDIVIDUAL,
        role: ICalAttendeeRole.REQ,
        status: ICalAttendeeStatus.NEEDSACTION,
        rsvp: !cancels,
      },
    ],
    // Taking one attendee off must not read as if the whole huddle were off (RFC 5546, 3.2.5).
    status: cancels ? (entry.huddleOff ? ICalEventStatus.CANCELLED : null) : ICalEventStatus.CONFIRMED,
    class: ICalEventClass.PRIVATE,
    transparency: ICalEventTransparency.OPAQUE,
    busystatus: ICalEventBusyStatus.BUSY,
    x: [{ key: 'X-MICROSOFT-DISALLOW-COUNTER', value: 'TRUE' }],
  })
  const text = calendar.toString()
  // The generator leaves the last line without its end.
  return text.endsWith('\r\n') ? text : `${text}\r\n`
}
