import { findQueueEntries, type QueueEntry } from '#app/features/flags/server/queue-queries.server.ts'
import { type Attendee, listAttendees } from '#app/features/huddles/server/attendee-queries.server.ts'
import type { Huddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { AgendaRequest } from '../core/agenda-request.ts'
import { type Item, listItems } from './item-queries.server.ts'

/** An item with the queue entry it came from. */
interface Topic {
  readonly item: Item
  readonly entry: QueueEntry
}

/** An agenda as it stands: its items in order, who is asked, and the same as a request of the calculations. */
export interface Agenda {
  readonly topics: readonly Topic[]
  readonly attendees: readonly Attendee[]
  readonly request: AgendaRequest
}

/** Reads a huddle's agenda. The cases of the request are named by their items. */
export async function readAgenda(scope: Scope, huddle: Huddle): Promise<Agenda> {
  const items = await listItems(scope, huddle.huddleId)
  const entries = new Map(
    (
      await findQueueEntries(
        scope,
        items.map((item) => item.queueEntryId),
      )
    ).map((entry) => [entry.queueEntryId, entry]),
  )
  const topics = items.flatMap((item) => {
    const entry = entries.get(item.queueEntryId)
    return entry ? [{ item, entry }] : []
  })
  const attendees = await listAttendees(scope, huddle.huddleId)
  // Whether an answer comes too late is known when the huddle has a time; before that it is told by the clock.
  const at = (huddle.startsAt ?? scope.now).toMillis()
  return {
    topics,
    attendees,
    request: {
      minutes: huddle.minutes,
      setup: huddle.setupMinutes,
      attendance: attendees
        .filter(isExpected)
        .map(({ personId }) => ({ id: personId, from: 0, to: huddle.minutes })),
      cases: topics.map(({ item, entry }) => ({
        id: item.itemId,
        urgency: entry.urgency,
        late: Date.parse(entry.respondBy) < at,
        carried: Math.min(entry.carried, 3),
        minutes: item.minutes,
        needs: entry.needs,
        // What is talked about, or has been, stays where it is.
        pinned: item.state !== 'planned',
      })),
    },
  }
}

/** Whether somebody is counted on for the whole huddle: they said yes, or are required and have not said no. */
export function isExpected({ answer, required }: Pick<Attendee, 'answer' | 'required'>): boolean {
  return answer === 'yes' || (required && answer !== 'no')
}
