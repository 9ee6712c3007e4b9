import { sql } from 'kysely'
import { DateTime } from 'luxon'
import type { Scope } from '#app/platform/in-organization.ts'
import { within } from '#app/platform/within.ts'
import type { HuddleId, PersonId, TeamId } from '#app/shared/ids.ts'

export type HuddleState = 'draft' | 'scheduled' | 'live' | 'ended' | 'cancelled'

/** One meeting of a team. A draft has no time yet; a cancelled one keeps the time it had. */
export interface Huddle {
  readonly huddleId: HuddleId
  readonly teamId: TeamId
  readonly state: HuddleState
  readonly minutes: number
  readonly setupMinutes: number
  readonly startsAt: DateTime | null
  readonly endsAt: DateTime | null
  readonly facilitatorId: PersonId | null
  readonly scribeId: PersonId | null
  readonly createdBy: PersonId
  readonly createdAt: DateTime
  /** When it really began and ended. */
  readonly startedAt: DateTime | null
  readonly endedAt: DateTime | null
  readonly version: number
}

/** A huddle with the time it was given. */
export interface TimedHuddle extends Huddle {
  readonly startsAt: DateTime
  readonly endsAt: DateTime
}

/** A huddle of one of the scope's teams, or undefined. */
export async function findHuddle(scope: Scope, huddleId: HuddleId): Promise<Huddle | undefined> {
  const row = await huddles(scope)
    .where('huddle.huddle_id', '=', huddleId)
    .where(within(scope, 'huddle.team_id'))
    .executeTakeFirst()
  return row && toHuddle(row)
}

/** The same, kept from changing under this work until it is committed: everything that changes a huddle or its agenda begins here. */
export async function holdHuddle(scope: Scope, huddleId: HuddleId): Promise<Huddle | undefined> {
  const row = await huddles(scope)
    .where('huddle.huddle_id', '=', huddleId)
    .where(within(scope, 'huddle.team_id'))
    .forUpdate()
    .executeTakeFirst()
  return row && toHuddle(row)
}

/** A huddle that this person is asked to, whatever their teams: for whoever holds a personal link. */
export async function findHuddleOfAttendee(
  scope: Scope,
  huddleId: HuddleId,
  personId: PersonId,
): Promise<Huddle | undefined> {
  const row = await huddles(scope)
    .where('huddle.huddle_id', '=', huddleId)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('attendee')
          .whereRef('attendee.organization_id', '=', 'huddle.organization_id')
          .whereRef('attendee.huddle_id', '=', 'huddle.huddle_id')
          .where('attendee.person_id', '=', personId)
          .select('attendee.person_id'),
      ),
    )
    .executeTakeFirst()
  return row && toHuddle(row)
}

/** What is wanted of a team's huddles. `coming` and `past` are told apart by their end; drafts have no time. */
export type HuddleTense = 'coming' | 'draft' | 'past'

/** A team's huddles: those coming soonest first, drafts and past ones latest first. */
export async function listHuddles(
  scope: Scope,
  teamId: TeamId,
  tense: HuddleTense,
  most = 50,
): Promise<Huddle[]> {
  const now = scope.now.toJSDate()
  const ofTeam = huddles(scope)
    .where('huddle.team_id', '=', teamId)
    .where(within(scope, 'huddle.team_id'))
    .limit(most)
  switch (tense) {
    case 'coming': {
      const rows = await ofTeam
        .where(({ or, and, eb }) =>
          or([
            eb('huddle.state', '=', 'live'),
            and([eb('huddle.state', '=', 'scheduled'), eb('huddle.ends_at', '>', now)]),
          ]),
        )
        .orderBy('huddle.starts_at')
        .execute()
      return rows.map(toHuddle)
    }
    case 'draft': {
      const rows = await ofTeam
        .where('huddle.state', '=', 'draft')
        .orderBy('huddle.created_at', 'desc')
        .execute()
      return rows.map(toHuddle)
    }
    case 'past': {
      const rows = await ofTeam
        .where(({ or, and, eb }) =>
          or([
            eb('huddle.state', '=', 'ended'),
            and([eb('huddle.state', '=', 'cancelled'), eb('huddle.starts_at', 'is not', null)]),
            and([eb('huddle.state', '=', 'scheduled'), eb('huddle.ends_at', '<=', now)]),
          ]),
        )
        .orderBy('huddle.starts_at', 'desc')
        .execute()
      return rows.map(toHuddle)
    }
  }
  tense satisfies never
}

/** The huddles with a time that somebody is asked to, in any team of theirs, soonest first, from those that end after `after`. */
export async function listHuddlesOfPerson(
  scope: Scope,
  personId: PersonId,
  after: DateTime,
  most = 20,
): Promise<TimedHuddle[]> {
  const rows = await huddles(scope)
    .innerJoin('attendee', (join) =>
      join
        .onRef('attendee.organization_id', '=', 'huddle.organization_id')
        .onRef('attendee.huddle_id', '=', 'huddle.huddle_id'),
    )
    .where('attendee.person_id', '=', personId)
    .where(within(scope, 'huddle.team_id'))
    .where('huddle.state', 'in', ['scheduled', 'live'])
    .where('huddle.ends_at', '>', after.toJSDate())
    .orderBy('huddle.starts_at')
    .limit(most)
    .execute()
  return rows.map(toHuddle).filter(hasTime)
}

/** The team's other huddles that have their time in this span, soonest first. */
export async function listTeamHuddlesDuring(
  scope: Scope,
  teamId: TeamId,
  span: { readonly startsAt: DateTime; readonly endsAt: DateTime },
  except: HuddleId,
): Promise<TimedHuddle[]> {
  const rows = await huddles(scope)
    .where('huddle.team_id', '=', teamId)
    .where(within(scope, 'huddle.team_id'))
    .where('huddle.huddle_id', '<>', except)
    .where('huddle.state', 'in', ['scheduled', 'live'])
    .where('huddle.starts_at', '<', span.endsAt.toJSDate())
    .where('huddle.ends_at', '>', span.startsAt.toJSDate())
    .orderBy('huddle.starts_at')
    .execute()
  return rows.map(toHuddle).filter(hasTime)
}

/** Whether a huddle has a time: told to the compiler. */
export function hasTime(huddle: Huddle): huddle is TimedHuddle {
  return huddle.startsAt !== null && huddle.endsAt !== null
}

/** Puts a new draft down. */
export async function insertDraft(
  scope: Scope,
  draft: {
    readonly teamId: TeamId
    readonly minutes: number
    readonly setupMinutes: number
    readonly facilitatorId: PersonId | null
    readonly createdBy: PersonId
  },
): Promise<HuddleId> {
  const huddleId = scope.world.newId() as HuddleId
  await scope.trx
    .insertInto('huddle')
    .values({
      organization_id: scope.organizationId,
      huddle_id: huddleId,
      team_id: draft.teamId,
      state: 'draft',
      minutes: draft.minutes,
      setup_minutes: draft.setupMinutes,
      facilitator_id: draft.facilitatorId,
      created_by: draft.createdBy,
      created_at: scope.now.toJSDate(),
    })
    .execute()
  return huddleId
}

/** Changes a huddle and raises its version. Throws the named constraint when the team already meets then. */
export async function updateHuddle(
  scope: Scope,
  huddleId: HuddleId,
  change: Partial<{
    state: HuddleState
    minutes: number
    setupMinutes: number
    startsAt: DateTime
    endsAt: DateTime
    facilitatorId: PersonId | null
    scribeId: PersonId | null
    startedAt: DateTime
    endedAt: DateTime
  }>,
): Promise<void> {
  await scope.trx
    .updateTable('huddle')
    .set((eb) => ({
      state: change.state,
      minutes: change.minutes,
      setup_minutes: change.setupMinutes,
      starts_at: change.startsAt?.toJSDate(),
      ends_at: change.endsAt?.toJSDate(),
      facilitator_id: change.facilitatorId,
      scribe_id: change.scribeId,
      started_at: change.startedAt?.toJSDate(),
      ended_at: change.endedAt?.toJSDate(),
      version: eb('version', '+', 1),
    }))
    .where('huddle.organization_id', '=', scope.organizationId)
    .where('huddle.huddle_id', '=', huddleId)
    .execute()
}

/**
 * Lets the organization's diary be changed by one work at a time, until this one is committed.
 *
 * The constraints alone keep it right; but two that wait for each other's row end as a deadlock and not as a refusal.
 */
export async function holdDiary(scope: Scope): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`diary:${scope.organizationId}`}, 0))`.execute(
    scope.trx,
  )
}

// Every read of huddles starts here. Whose teams' they are is said by each, since a personal link sees one huddle and no team.
function huddles(scope: Scope) {
  return scope.trx
    .selectFrom('huddle')
    .where('huddle.organization_id', '=', scope.organizationId)
    .selectAll('huddle')
}

type HuddleRow = Awaited<ReturnType<ReturnType<typeof huddles>['execute']>>[number]

function toHuddle(row: HuddleRow): Huddle {
  return {
    huddleId: row.huddle_id as HuddleId,
    teamId: row.team_id as TeamId,
    state: row.state as HuddleState,
    minutes: row.minutes,
    setupMinutes: row.setup_minutes,
    startsAt: instant(row.starts_at),
    endsAt: instant(row.ends_at),
    facilitatorId: row.facilitator_id as PersonId | null,
    scribeId: row.scribe_id as PersonId | null,
    createdBy: row.created_by as PersonId,
    createdAt: DateTime.fromJSDate(row.created_at, { zone: 'utc' }),
    startedAt: instant(row.started_at),
    endedAt: instant(row.ended_at),
    version: row.version,
  }
}

function instant(date: Date | null): DateTime | null {
  return date && DateTime.fromJSDate(date, { zone: 'utc' })
}
