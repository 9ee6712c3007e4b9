import type { DateTime } from 'luxon'
import { namesOfPeople } from '#app/features/people/server/people-queries.server.ts'
import { broke, type Caller, inOrganization } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId, PersonId } from '#app/shared/ids.ts'
import type { Result } from '#app/shared/result.ts'
import { listAttendees, listHolds } from './attendee-queries.server.ts'
import { findHuddle, listTeamHuddlesDuring } from './huddle-queries.server.ts'

/** What keeps a time from being taken: the team's own other huddle, or somebody who is held by another one. */
type InTheWay =
  | {
      readonly kind: 'team'
      readonly huddleId: HuddleId
      readonly startsAt: DateTime
      readonly endsAt: DateTime
    }
  | {
      readonly kind: 'person'
      readonly personId: PersonId
      readonly name: string
      readonly startsAt: DateTime
      readonly endsAt: DateTime
    }

/** A refusal by one of the two constraints of the diary, naming who and when. */
export interface Clash {
  readonly ok: false
  readonly problem: 'team-already-meets' | 'held-elsewhere'
  readonly inTheWay: readonly InTheWay[]
}

/** The time that is wanted: the huddle's own, unless it is to get another. */
interface Wanted {
  readonly huddleId: HuddleId
  readonly startsAt?: DateTime
  readonly minutes?: number
  /** Whose time is wanted; everybody's who is required, when left out. */
  readonly personIds?: readonly PersonId[]
}

/**
 * Does a work that takes time in the diary; a broken constraint becomes a refusal that names what is in the way.
 *
 * Only the database can tell who was first, so nothing is looked up before: what is in the way is read when it was in the way.
 */
export async function orClash<Value, Problem extends string>(
  world: World,
  caller: Caller,
  wanted: Wanted,
  work: () => Promise<Result<Value, Problem>>,
): Promise<Result<Value, Problem> | Clash> {
  try {
    return await work()
  } catch (error) {
    const problem = broke('huddle_one_at_a_time_per_team', error)
      ? 'team-already-meets'
      : broke('attendee_not_held_twice', error)
        ? 'held-elsewhere'
        : undefined
    if (!problem) throw error
    return { ok: false, problem, inTheWay: await findInTheWay(world, caller, wanted) }
  }
}

async function findInTheWay(
  world: World,
  caller: Caller,
  { huddleId, startsAt, minutes, personIds }: Wanted,
): Promise<InTheWay[]> {
  // In the organization's own name: a personal link sees no team, and only times and the asked people's names are told.
  return inOrganization(world, { ...caller, teams: 'every' }, async (scope) => {
    const huddle = await findHuddle(scope, huddleId)
    const start = startsAt ?? huddle?.startsAt
    if (!huddle || !start) return []
    const span = { startsAt: start, endsAt: start.plus({ minutes: minutes ?? huddle.minutes }) }
    const found: InTheWay[] = []
    const [meets] = await listTeamHuddlesDuring(scope, huddle.teamId, span, huddleId)
    if (meets && !personIds)
      found.push({ kind: 'team', huddleId: meets.huddleId, startsAt: meets.startsAt, endsAt: meets.endsAt })
    const asked =
      personIds ??
      (await listAttendees(scope, huddleId))
        .filter((attendee) => attendee.required)
        .map((attendee) => attendee.personId)
    const nameOf = await namesOfPeople(scope)
    for (const hold of await listHolds(scope, asked, span, huddleId)) {
      if (hold.huddleId === meets?.huddleId && !personIds) continue
      found.push({
        kind: 'person',
        personId: hold.personId,
        name: nameOf(hold.personId),
        startsAt: hold.startsAt,
        endsAt: hold.endsAt,
      })
    }
    return found
  })
}
