import { sql } from 'kysely'
import { DateTime } from 'luxon'
import type { Scope } from '#app/platform/in-organization.ts'
import { within } from '#app/platform/within.ts'
import type { PersonId, TeamId } from '#app/shared/ids.ts'
import type { OnAgenda } from '../core/escalation.ts'
import type { RaisedFlag } from '../core/flag.ts'

/** The huddle that is to answer a flag: the one whose agenda its case is on, if it has a time and was not held or called off. */
export async function findAgendaOf(
  scope: Scope,
  flag: Pick<RaisedFlag, 'queueEntryId'>,
): Promise<OnAgenda | null> {
  if (!flag.queueEntryId) return null
  const row = await scope.trx
    .selectFrom('queue_entry')
    .innerJoin('huddle', (join) =>
      join
        .onRef('huddle.organization_id', '=', 'queue_entry.organization_id')
        .onRef('huddle.huddle_id', '=', 'queue_entry.huddle_id'),
    )
    .where('queue_entry.organization_id', '=', scope.organizationId)
    .where(within(scope, 'queue_entry.team_id'))
    .where('queue_entry.queue_entry_id', '=', flag.queueEntryId)
    .where('queue_entry.state', '=', 'on-agenda')
    .where('huddle.state', 'in', ['scheduled', 'live'])
    .select('huddle.starts_at')
    .executeTakeFirst()
  return row?.starts_at ? { startsAt: DateTime.fromJSDate(row.starts_at) } : null
}

/** The beginning of a team's next huddle, if one has a time. */
export async function findNextHuddle(scope: Scope, teamId: TeamId): Promise<DateTime | undefined> {
  const row = await scope.trx
    .selectFrom('huddle')
    .where('huddle.organization_id', '=', scope.organizationId)
    .where(within(scope, 'huddle.team_id'))
    .where('huddle.team_id', '=', teamId)
    .where('huddle.state', '=', 'scheduled')
    .where('huddle.starts_at', '>', scope.now.toJSDate())
    .orderBy('huddle.starts_at')
    .select('huddle.starts_at')
    .limit(1)
    .executeTakeFirst()
  return row?.starts_at ? DateTime.fromJSDate(row.starts_at) : undefined
}

/** How many flags of a team nobody answered in time, and since when it is known. */
export interface MissedOfTeam {
  readonly teamId: TeamId
  readonly flags: number
  readonly since: string
}

/**
 * What was missed and still waits for an answer, by team: in these teams, and wherever this person was told themselves. Whoever is on
 * call learns the count of a team they are not in, and nothing about its cases.
 */
export async function listMissed(
  scope: Scope,
  teamIds: readonly TeamId[],
  personId: PersonId,
): Promise<MissedOfTeam[]> {
  const rows = await scope.trx
    .selectFrom('flag')
    .leftJoin('queue_entry', (join) =>
      join
        .onRef('queue_entry.organization_id', '=', 'flag.organization_id')
        .onRef('queue_entry.queue_entry_id', '=', 'flag.queue_entry_id'),
    )
    .where('flag.organization_id', '=', scope.organizationId)
    .where('flag.escalated', '>', 0)
    .where('flag.state', '<>', 'closed')
    .where((eb) =>
      eb.or([
        ...(teamIds.length > 0 ? [eb('flag.team_id', 'in', [...teamIds])] : []),
        sql<boolean>`${personId}::uuid = any(flag.escalated_to)`,
      ]),
    )
    .where((eb) =>
      eb.or([
        eb('flag.safety', '=', true),
        eb('flag.state', '=', 'open'),
        eb.and([
          eb('flag.verdict', 'in', ['discuss', 'not-ready']),
          eb('flag.triaged_at', '<', eb.ref('flag.escalated_at')),
          eb.or([eb('queue_entry.state', 'is', null), eb('queue_entry.state', '<>', 'on-agenda')]),
        ]),
      ]),
    )
    .groupBy('flag.team_id')
    .orderBy('flag.team_id')
    .select((eb) => [
      'flag.team_id',
      eb.fn.countAll<number>().as('flags'),
      eb.fn.min('flag.escalated_at').as('since'),
    ])
    .execute()
  return rows.map((row) => ({
    teamId: row.team_id as TeamId,
    flags: Number(row.flags),
    since: row.since?.toISOString() ?? '',
  }))
}
