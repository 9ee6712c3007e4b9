import { sql } from 'kysely'
import { DateTime } from 'luxon'
import type { Scope } from '#app/platform/in-organization.ts'
import type { HuddleId, PersonId } from '#app/shared/ids.ts'

export type Answer = 'none' | 'yes' | 'maybe' | 'no'

/** A person asked to a huddle. */
export interface Attendee {
  readonly personId: PersonId
  readonly required: boolean
  readonly answer: Answer
  readonly answeredAt: DateTime | null
  /** Whether they were there; null while nobody has said so. */
  readonly attended: boolean | null
  /** Whether the huddle keeps their time: it has one, and they have neither declined nor been held elsewhere. */
  readonly holds: boolean
}

/** Time that a huddle keeps of a person. */
export interface Hold {
  readonly personId: PersonId
  readonly huddleId: HuddleId
  readonly startsAt: DateTime
  readonly endsAt: DateTime
}

interface Times {
  readonly startsAt: DateTime
  readonly endsAt: DateTime
}

/** Everybody asked to a huddle, required people first. Whether the huddle may be seen is the caller's to have asked. */
export async function listAttendees(scope: Scope, huddleId: HuddleId): Promise<Attendee[]> {
  const rows = await attendees(scope)
    .where('attendee.huddle_id', '=', huddleId)
    .orderBy('attendee.required', 'desc')
    .orderBy('attendee.person_id')
    .execute()
  return rows.map(toAttendee)
}

/** How one person is asked to a huddle, if at all. */
export async function findAttendee(
  scope: Scope,
  huddleId: HuddleId,
  personId: PersonId,
): Promise<Attendee | undefined> {
  const row = await attendees(scope)
    .where('attendee.huddle_id', '=', huddleId)
    .where('attendee.person_id', '=', personId)
    .executeTakeFirst()
  return row && toAttendee(row)
}

/** How many are asked to each of these huddles, and how many said no although they are required. */
export async function countAttendees(
  scope: Scope,
  huddleIds: readonly HuddleId[],
): Promise<Map<HuddleId, { asked: number; yes: number; requiredNo: number }>> {
  if (huddleIds.length === 0) return new Map()
  const rows = await scope.trx
    .selectFrom('attendee')
    .where('attendee.organization_id', '=', scope.organizationId)
    .where('attendee.huddle_id', 'in', [...huddleIds])
    .groupBy('attendee.huddle_id')
    .select(({ fn }) => [
      'attendee.huddle_id',
      fn.countAll<number>().as('asked'),
      fn.countAll<number>().filterWhere('attendee.answer', '=', 'yes').as('yes'),
      fn
        .countAll<number>()
        .filterWhere('attendee.answer', '=', 'no')
        .filterWhere('attendee.required', '=', true)
        .as('required_no'),
    ])
    .execute()
  return new Map(
    rows.map((row) => [
      row.huddle_id as HuddleId,
      { asked: row.asked, yes: row.yes, requiredNo: row.required_no },
    ]),
  )
}

/** What somebody said to each of these huddles they are asked to. */
export async function listAnswers(
  scope: Scope,
  personId: PersonId,
  huddleIds: readonly HuddleId[],
): Promise<Map<HuddleId, Answer>> {
  if (huddleIds.length === 0) return new Map()
  const rows = await scope.trx
    .selectFrom('attendee')
    .where('attendee.organization_id', '=', scope.organizationId)
    .where('attendee.person_id', '=', personId)
    .where('attendee.huddle_id', 'in', [...huddleIds])
    .select(['attendee.huddle_id', 'attendee.answer'])
    .execute()
  return new Map(rows.map((row) => [row.huddle_id as HuddleId, row.answer as Answer]))
}

/** The time that other huddles, of any team, keep of these people and that touches the span. */
export async function listHolds(
  scope: Scope,
  personIds: readonly PersonId[],
  span: Times,
  except: HuddleId,
): Promise<Hold[]> {
  if (personIds.length === 0) return []
  const rows = await scope.trx
    .selectFrom('attendee')
    .where('attendee.organization_id', '=', scope.organizationId)
    .where('attendee.person_id', 'in', [...personIds])
    .where('attendee.huddle_id', '<>', except)
    .where('attendee.holds', '=', true)
    .where(sql<boolean>`attendee.during && ${range(span)}`)
    .select([
      'attendee.person_id',
      'attendee.huddle_id',
      sql<Date>`lower(attendee.during)`.as('starts_at'),
      sql<Date>`upper(attendee.during)`.as('ends_at'),
    ])
    .orderBy('starts_at')
    .orderBy('attendee.person_id')
    .execute()
  return rows.map((row) => ({
    personId: row.person_id as PersonId,
    huddleId: row.huddle_id as HuddleId,
    startsAt: DateTime.fromJSDate(row.starts_at, { zone: 'utc' }),
    endsAt: DateTime.fromJSDate(row.ends_at, { zone: 'utc' }),
  }))
}

/** Asks somebody to a huddle. With times, their time is kept at once: the named constraint is thrown when it is already. */
export async function insertAttendee(
  scope: Scope,
  attendee: {
    readonly huddleId: HuddleId
    readonly personId: PersonId
    readonly required: boolean
    readonly times: Times | null
    readonly holds: boolean
  },
): Promise<void> {
  await scope.trx
    .insertInto('attendee')
    .values({
      organization_id: scope.organizationId,
      huddle_id: attendee.huddleId,
      person_id: attendee.personId,
      required: attendee.required,
      during: attendee.times && range(attendee.times),
      holds: attendee.holds,
    })
    .execute()
}

/** Gives everybody who is asked the huddle's new time and asks them anew; keeps the time of all but `free`. */
export async function holdAttendees(
  scope: Scope,
  huddleId: HuddleId,
  times: Times,
  free: ReadonlySet<PersonId>,
): Promise<void> {
  await scope.trx
    .updateTable('attendee')
    .set((eb) => ({
      during: range(times),
      answer: 'none',
      answered_at: null,
      holds: free.size === 0 ? true : eb('attendee.person_id', 'not in', [...free]).$castTo<boolean>(),
    }))
    .where('attendee.organization_id', '=', scope.organizationId)
    .where('attendee.huddle_id', '=', huddleId)
    .execute()
}

/** Gives everybody's time back: the huddle is off, or over. */
export async function releaseAttendees(scope: Scope, huddleId: HuddleId): Promise<void> {
  await scope.trx
    .updateTable('attendee')
    .set({ holds: false })
    .where('attendee.organization_id', '=', scope.organizationId)
    .where('attendee.huddle_id', '=', huddleId)
    .execute()
}

/** Changes how one person is asked, or what they said. */
export async function updateAttendee(
  scope: Scope,
  huddleId: HuddleId,
  personId: PersonId,
  change: Partial<{
    required: boolean
    answer: Answer
    answeredAt: DateTime
    holds: boolean
    attended: boolean
  }>,
): Promise<void> {
  await scope.trx
    .updateTable('attendee')
    .set({
      required: change.required,
      answer: change.answer,
      answered_at: change.answeredAt?.toJSDate(),
      holds: change.holds,
      attended: change.attended,
    })
    .where('attendee.organization_id', '=', scope.organizationId)
    .where('attendee.huddle_id', '=', huddleId)
    .where('attendee.person_id', '=', personId)
    .execute()
}

/** Takes somebody off the list; their time is free again. */
export async function deleteAttendee(scope: Scope, huddleId: HuddleId, personId: PersonId): Promise<void> {
  await scope.trx
    .deleteFrom('attendee')
    .where('attendee.organization_id', '=', scope.organizationId)
    .where('attendee.huddle_id', '=', huddleId)
    .where('attendee.person_id', '=', personId)
    .execute()
}

// Half-open, as every span here.
function range({ startsAt, endsAt }: Times) {
  return sql<string>`tstzrange(${startsAt.toJSDate()}, ${endsAt.toJSDate()}, '[)')`
}

function attendees(scope: Scope) {
  return scope.trx
    .selectFrom('attendee')
    .where('attendee.organization_id', '=', scope.organizationId)
    .select([
      'attendee.person_id',
      'attendee.required',
      'attendee.answer',
      'attendee.answered_at',
      'attendee.attended',
      'attendee.holds',
    ])
}

type AttendeeRow = Awaited<ReturnType<ReturnType<typeof attendees>['execute']>>[number]

function toAttendee(row: AttendeeRow): Attendee {
  return {
    personId: row.person_id as PersonId,
    required: row.required,
    answer: row.answer as Answer,
    answeredAt: row.answered_at && DateTime.fromJSDate(row.answered_at, { zone: 'utc' }),
    attended: row.attended,
    holds: row.holds,
  }
}
