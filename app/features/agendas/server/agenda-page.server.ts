import { listUncovered } from '#app/features/cases/server/cover.ts'
import { showPatients } from '#app/features/cases/server/show-patients.ts'
import type { Attendee } from '#app/features/huddles/server/attendee-queries.server.ts'
import type { Huddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { listMembers } from '#app/features/people/server/people-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { PersonId } from '#app/shared/ids.ts'
import { layOut } from '../core/lay-out.ts'
import { neededFor } from './put-item.ts'
import { type Agenda, isExpected, readAgenda } from './read-agenda.ts'

/** The rows of an agenda as its pages show them: plain fields, in order. Questions are opened only for a page that shows them. */
export async function showAgenda(
  scope: Scope,
  huddle: Huddle,
  read?: Agenda,
  { questions = true }: { readonly questions?: boolean } = {},
) {
  const agenda = read ?? (await readAgenda(scope, huddle))
  const patientOf = await showPatients(
    scope,
    agenda.topics.map(({ item }) => item.caseId),
    'case.listed',
  )
  const nameOf = await namesIn(scope, huddle)
  const asked = agenda.attendees.filter(({ answer }) => answer !== 'no').map(({ personId }) => personId)
  const uncovered = await listUncovered(
    scope,
    agenda.topics.map(({ entry }) => entry),
    asked,
  )
  const attendeeOf = new Map(agenda.attendees.map((attendee) => [attendee.personId, attendee]))
  const { rows, until } = layOut(agenda.request)
  return {
    until,
    rows: agenda.topics.map(({ item, entry }, index) => {
      const place = rows[index]
      const start = place && 'start' in place ? place.start : null
      return {
        itemId: item.itemId,
        caseId: item.caseId,
        version: item.version,
        state: item.state,
        fresh: item.fresh,
        minutes: item.minutes,
        start,
        end: start === null ? null : start + item.minutes,
        cut: place && 'cut' in place ? place.cut : null,
        // Whether this is the first below the line.
        line: Boolean(
          place &&
            'cut' in place &&
            place.cut === 'no-room' &&
            !rows.slice(0, index).some((before) => 'cut' in before && before.cut === 'no-room'),
        ),
        startsAt:
          huddle.startsAt && start !== null
            ? (huddle.startsAt.plus({ minutes: start }).toISO() ?? null)
            : null,
        patient: patientOf(item.caseId),
        urgency: entry.urgency,
        safety: entry.safety,
        question: questions ? entry.question : '',
        respondBy: entry.respondBy,
        overdue: Date.parse(entry.respondBy) < scope.now.toMillis(),
        late: agenda.request.cases[index]?.late ?? false,
        carried: entry.carried,
        // Who is asked and not covered by the patient's consent: the lead sees to it before the case is opened.
        uncovered: (uncovered[index] ?? []).map(nameOf),
        needs: neededFor(entry).map((personId) => ({
          name: nameOf(personId),
          standing: standingOf(attendeeOf.get(personId)),
        })),
      }
    }),
  }
}

export type AgendaRow = Awaited<ReturnType<typeof showAgenda>>['rows'][number]

function standingOf(attendee: Attendee | undefined): 'counted-on' | 'declined' | 'optional' | 'not-asked' {
  if (!attendee) return 'not-asked'
  if (isExpected(attendee)) return 'counted-on'
  return attendee.answer === 'no' ? 'declined' : 'optional'
}

/** The names of the team's people, by id. */
export async function namesIn(
  scope: Scope,
  { teamId }: Pick<Huddle, 'teamId'>,
): Promise<(personId: PersonId) => string> {
  const names = new Map((await listMembers(scope, teamId)).map((member) => [member.personId, member.name]))
  return (personId) => names.get(personId) ?? 'Somebody who has left'
}
