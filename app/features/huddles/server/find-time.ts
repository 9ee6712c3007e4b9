import type { DateTime } from 'luxon'
import {
  findTeam,
  listMembers,
  listQuorum,
  listWorkingHours,
  type WorkingHours,
} from '#app/features/people/server/people-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { Discipline } from '#app/shared/disciplines.ts'
import type { PersonId } from '#app/shared/ids.ts'
import type { WeeklyHours } from '#app/time/weekly.ts'
import { findOpenings } from '../core/openings.ts'
import type { CaseToServe, OpeningsAnswer, OpeningsRequest, PersonToMeet } from '../core/openings-request.ts'
import { listAttendees, listHolds } from './attendee-queries.server.ts'
import { type Huddle, listTeamHuddlesDuring } from './huddle-queries.server.ts'

const STEP_MINUTES = 5

/** What is asked: from when to when, and how long. */
export interface TimeWish {
  readonly from: DateTime
  readonly to: DateTime
  readonly minutes: number
  readonly limit: number
}

/** Somebody who is asked, as the page names them. */
interface AskedPerson {
  readonly personId: PersonId
  readonly name: string
  readonly discipline: Discipline
  readonly zone: string
  readonly required: boolean
  /** Whether anybody has said when they work; whoever has no hours is never free. */
  readonly hasHours: boolean
}

export interface FoundTime {
  readonly request: OpeningsRequest
  readonly answer: OpeningsAnswer
  readonly people: readonly AskedPerson[]
}

/**
 * When this huddle can be held, from the working hours of everybody who is asked and what other huddles keep of their time.
 *
 * The huddle's own time stands in nobody's way, so that it can be moved by a little. The team's other huddles stand in everybody's,
 * since a team meets once at a time.
 */
export async function findTime(
  scope: Scope,
  huddle: Huddle,
  cases: readonly CaseToServe[],
  wish: TimeWish,
): Promise<FoundTime> {
  const people = await listAsked(scope, huddle)
  const request = await requestOf(scope, huddle, people, cases, wish)
  return { request, answer: findOpenings(request), people }
}

/** The one opening that begins at `startsAt`, whatever its place among others; undefined when the huddle cannot begin then. */
export function openingAt(request: OpeningsRequest, startsAt: DateTime) {
  const from = startsAt.toMillis()
  const to = startsAt.plus({ minutes: request.minutes }).toMillis()
  return findOpenings({ ...request, from, to, limit: 1 }).openings[0]
}

async function listAsked(scope: Scope, huddle: Huddle): Promise<AskedPerson[]> {
  const members = new Map(
    (await listMembers(scope, huddle.teamId)).map((member) => [member.personId, member]),
  )
  const attendees = await listAttendees(scope, huddle.huddleId)
  const hours = await listWorkingHours(
    scope,
    attendees.map((attendee) => attendee.personId),
  )
  return attendees
    .flatMap(({ personId, required }) => {
      const member = members.get(personId)
      if (!member) return []
      const { name, discipline, zone } = member
      return [{ personId, name, discipline, zone, required, hasHours: hours.has(personId) }]
    })
    .sort((a, b) => Number(b.required) - Number(a.required) || a.name.localeCompare(b.name, 'en'))
}

async function requestOf(
  scope: Scope,
  huddle: Huddle,
  asked: readonly AskedPerson[],
  cases: readonly CaseToServe[],
  wish: TimeWish,
): Promise<OpeningsRequest> {
  const team = await findTeam(scope, huddle.teamId)
  const ids = asked.map((person) => person.personId)
  const span = { startsAt: wish.from, endsAt: wish.to }
  const hours = await listWorkingHours(scope, ids)
  const holds = await listHolds(scope, ids, span, huddle.huddleId)
  const teams = (await listTeamHuddlesDuring(scope, huddle.teamId, span, huddle.huddleId)).map((other) => ({
    start: other.startsAt.toMillis(),
    end: other.endsAt.toMillis(),
    type: 'busy' as const,
  }))
  const people: PersonToMeet[] = asked.map(({ personId, discipline, zone }) => ({
    id: personId,
    discipline,
    zone,
    hours: (hours.get(personId) ?? []).map(toWeekly),
    busy: [
      ...teams,
      ...holds
        .filter((hold) => hold.personId === personId)
        .map((hold) => ({
          start: hold.startsAt.toMillis(),
          end: hold.endsAt.toMillis(),
          type: 'busy' as const,
        })),
    ],
    bufferMinutes: 0,
  }))
  return {
    now: scope.now.toMillis(),
    zone: team?.zone ?? 'UTC',
    from: wish.from.toMillis(),
    to: wish.to.toMillis(),
    minutes: wish.minutes,
    step: STEP_MINUTES,
    setup: Math.min(huddle.setupMinutes, wish.minutes - 1),
    limit: wish.limit,
    people,
    required: asked.filter((person) => person.required).map((person) => person.personId),
    optional: asked.filter((person) => !person.required).map((person) => person.personId),
    quorum: await listQuorum(scope, huddle.teamId),
    cases,
  }
}

function toWeekly({ weekdays, fromMinute, toMinute }: WorkingHours): WeeklyHours {
  return { days: weekdays, from: clock(fromMinute), to: clock(toMinute) }
}

function clock(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
