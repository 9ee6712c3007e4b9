import { listPatientNames } from '#app/features/cases/server/patient-queries.server.ts'
import { findQueueEntries } from '#app/features/flags/server/queue-queries.server.ts'
import { listAttendees } from '#app/features/huddles/server/attendee-queries.server.ts'
import type { Huddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { may } from '#app/features/people/core/rights.ts'
import {
  findTeam,
  listPersons,
  listTeamWeekdays,
  namesOfPeople,
} from '#app/features/people/server/people-queries.server.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { defaultDueOn } from '#app/features/tasks/core/due.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { Discipline } from '#app/shared/disciplines.ts'
import type { PersonId } from '#app/shared/ids.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import { doorsOf } from '../core/doors.ts'
import { shortName } from '../core/short-name.ts'
import { courseOf } from './course-of.ts'
import { type CurrentCase, readCurrentCase } from './current-case.ts'
import { findLastSeq } from './live-queries.server.ts'

/** A person in a huddle, as the live views show them. */
export interface LivePerson {
  readonly personId: PersonId
  readonly name: string
  readonly discipline: Discipline
  readonly required: boolean
  readonly answer: 'none' | 'yes' | 'maybe' | 'no'
  readonly there: boolean
}

/** A case on the rail: never a name, since the rail stands beside another patient's banner. */
export interface RailItem {
  readonly itemId: string
  readonly label: string
  readonly minutes: number
  readonly spentSeconds: number
  readonly state: 'planned' | 'current' | 'discussed' | 'carried'
  readonly decided: boolean
  readonly urgency: Urgency
  readonly safety: boolean
  readonly carried: number
}

/** Everything a screen of a huddle shows to one viewer. Instants are ISO texts. */
export interface LiveState {
  readonly seq: number
  readonly serverNow: string
  readonly zone: string
  /** Today where the viewer is, and the day a task is due unless somebody says otherwise. */
  readonly today: string
  readonly usualDue: string
  readonly huddle: {
    readonly huddleId: string
    readonly teamId: string
    readonly state: Huddle['state']
    readonly startsAt: string | null
    readonly endsAt: string | null
    readonly startedAt: string | null
    readonly endedAt: string | null
    readonly canStart: boolean
    readonly opensAt: string | null
    readonly videoUrl: string | null
  }
  readonly facilitator: { readonly personId: string; readonly name: string } | null
  readonly may: { readonly facilitate: boolean; readonly record: boolean }
  /** Who looks. */
  readonly you: string
  readonly isFacilitator: boolean
  readonly isThere: boolean
  readonly people: readonly LivePerson[]
  readonly items: readonly RailItem[]
  readonly current: CurrentCase | null
}

/**
 * What the viewer sees of a huddle at this moment. The case that is open is read in full; of the others only what the rail shows.
 * The video link is given to those who have joined a running huddle.
 */
export async function readLiveState(scope: Scope, viewer: Viewer, huddle: Huddle): Promise<LiveState> {
  const [items, attendees, persons, team] = [
    await courseOf(scope, huddle.huddleId),
    await listAttendees(scope, huddle.huddleId),
    new Map((await listPersons(scope)).map((person) => [person.personId, person])),
    await findTeam(scope, huddle.teamId),
  ]
  const names = await listPatientNames(
    scope,
    items.map((item) => item.caseId),
  )
  const entries = new Map(
    (
      await findQueueEntries(
        scope,
        items.map((item) => item.queueEntryId),
      )
    ).map((entry) => [entry.queueEntryId, entry]),
  )
  const current = items.find((item) => item.state === 'current')
  const facilitator = huddle.facilitatorId ? persons.get(huddle.facilitatorId) : undefined
  const mine = attendees.find((attendee) => attendee.personId === viewer.personId)
  const doors = huddle.startsAt && huddle.endsAt ? doorsOf(huddle.startsAt, huddle.endsAt) : undefined
  const facilitate = may(viewer, 'huddle.facilitate', huddle.teamId)
  const here = scope.now.setZone(viewer.zone)
  return {
    seq: await findLastSeq(scope, huddle.huddleId),
    serverNow: scope.now.toISO() ?? '',
    zone: viewer.zone,
    today: here.toISODate() ?? '',
    usualDue: defaultDueOn(
      'other',
      'routine',
      scope.now,
      viewer.zone,
      await listTeamWeekdays(scope, huddle.teamId),
    ),
    huddle: {
      huddleId: huddle.huddleId,
      teamId: huddle.teamId,
      state: huddle.state,
      startsAt: huddle.startsAt?.toISO() ?? null,
      endsAt: huddle.endsAt?.toISO() ?? null,
      startedAt: huddle.startedAt?.toISO() ?? null,
      endedAt: huddle.endedAt?.toISO() ?? null,
      canStart:
        facilitate &&
        huddle.state === 'scheduled' &&
        !!doors &&
        scope.now >= doors.open &&
        scope.now < doors.close,
      opensAt: doors?.open.toISO() ?? null,
      videoUrl: huddle.state === 'live' && mine?.attended ? (team?.videoUrl ?? null) : null,
    },
    facilitator: facilitator ? { personId: facilitator.personId, name: facilitator.name } : null,
    may: { facilitate, record: may(viewer, 'decision.record', huddle.teamId) },
    you: viewer.personId,
    isFacilitator: huddle.facilitatorId === viewer.personId,
    isThere: mine?.attended === true,
    people: attendees.flatMap((attendee) => {
      const person = persons.get(attendee.personId)
      if (!person) return []
      const { personId, name, discipline } = person
      return [
        {
          personId,
          name,
          discipline,
          required: attendee.required,
          answer: attendee.answer,
          there: attendee.attended === true,
        },
      ]
    }),
    items: items.map((item) => {
      const entry = entries.get(item.queueEntryId)
      return {
        itemId: item.itemId,
        label: shortName(names.get(item.caseId)),
        minutes: item.minutes + item.extraMinutes,
        spentSeconds: item.spentSeconds,
        state: item.state,
        decided: item.decided,
        urgency: entry?.urgency ?? 'routine',
        safety: entry?.safety ?? false,
        carried: entry?.carried ?? 0,
      }
    }),
    current: current
      ? await readCurrentCase(
          scope,
          viewer,
          huddle.teamId,
          current,
          entries.get(current.queueEntryId),
          await namesOfPeople(scope),
        )
      : null,
  }
}
