import type { Scope } from '#app/platform/in-organization.ts'
import { seal, sealMaybe } from '#app/platform/sealed.ts'
import type { Discipline, Role } from '#app/shared/disciplines.ts'
import type { PersonId, TeamId } from '#app/shared/ids.ts'
import type { WorkingHours } from './people-queries.server.ts'

/** What is kept about an organization. */
export interface OrganizationFacts {
  readonly name: string
  readonly zone: string
  readonly crisisInstruction: string | null
}

/** What is kept about a person, besides roles and hours. */
export interface PersonFacts {
  readonly name: string
  readonly discipline: Discipline
  readonly zone: string
  readonly admin: boolean
}

/** What is kept about a team. */
export interface TeamFacts {
  readonly name: string
  readonly zone: string
  readonly defaultMinutes: number
  readonly setupMinutes: number
  readonly videoUrl: string | null
  /** Left out it stays as it is; a new team is none. */
  readonly part2Programme?: boolean
}

/** How many of a discipline a team's huddle needs. */
export interface Quorum {
  readonly discipline: Discipline
  readonly count: number
}

/** Begins the organization of the scope. */
export async function insertOrganization(
  scope: Scope,
  facts: OrganizationFacts & { readonly sample?: boolean },
): Promise<void> {
  const id = scope.organizationId
  await scope.trx
    .insertInto('organization')
    .values({
      organization_id: id,
      name_sealed: seal(scope, 'organization.name', id, facts.name),
      zone: facts.zone,
      crisis_instruction_sealed: sealMaybe(
        scope,
        'organization.crisis_instruction',
        id,
        facts.crisisInstruction,
      ),
      sample: facts.sample ?? false,
      created_at: scope.now.toJSDate(),
    })
    .execute()
}

/** Changes the organization if it is still at `version`; false when someone else changed it meanwhile. */
export async function updateOrganization(
  scope: Scope,
  version: number,
  facts: OrganizationFacts & {
    readonly idleMinutes: number
    readonly onCallPersonId: PersonId | null
    readonly part2Programme?: boolean
    readonly boundLabels?: readonly string[]
  },
): Promise<boolean> {
  const id = scope.organizationId
  const row = await scope.trx
    .updateTable('organization')
    .set((eb) => ({
      name_sealed: seal(scope, 'organization.name', id, facts.name),
      zone: facts.zone,
      crisis_instruction_sealed: sealMaybe(
        scope,
        'organization.crisis_instruction',
        id,
        facts.crisisInstruction,
      ),
      idle_minutes: facts.idleMinutes,
      on_call_person_id: facts.onCallPersonId,
      ...(facts.part2Programme !== undefined && { part2_programme: facts.part2Programme }),
      ...(facts.boundLabels && { bound_labels: [...facts.boundLabels] }),
      version: eb('organization.version', '+', 1),
    }))
    .where('organization.organization_id', '=', id)
    .where('organization.version', '=', version)
    .returning('organization.version')
    .executeTakeFirst()
  return row !== undefined
}

/** Holds the organization's row until the work is done, so that two who take away rights at once are one after the other. */
export async function lockOrganization(scope: Scope): Promise<void> {
  await scope.trx
    .selectFrom('organization')
    .where('organization.organization_id', '=', scope.organizationId)
    .select('organization.version')
    .forUpdate()
    .execute()
}

/** Takes a person off being on call, if they are. */
export async function clearOnCall(scope: Scope, personId: PersonId): Promise<void> {
  await scope.trx
    .updateTable('organization')
    .set((eb) => ({ on_call_person_id: null, version: eb('organization.version', '+', 1) }))
    .where('organization.organization_id', '=', scope.organizationId)
    .where('organization.on_call_person_id', '=', personId)
    .execute()
}

/** Adds a person, invited and not yet here. */
export async function insertPerson(
  scope: Scope,
  personId: PersonId,
  facts: PersonFacts & { readonly mail: string },
): Promise<void> {
  await scope.trx
    .insertInto('person')
    .values({
      organization_id: scope.organizationId,
      person_id: personId,
      name_sealed: seal(scope, 'person.name', personId, facts.name),
      mail_sealed: seal(scope, 'person.mail', personId, facts.mail),
      discipline: facts.discipline,
      zone: facts.zone,
      admin: facts.admin,
      state: 'invited',
      created_at: scope.now.toJSDate(),
    })
    .execute()
}

/** Changes a person if they are still at `version`; false when someone else changed them meanwhile. */
export async function updatePerson(
  scope: Scope,
  personId: PersonId,
  version: number,
  facts: PersonFacts,
): Promise<boolean> {
  const row = await scope.trx
    .updateTable('person')
    .set((eb) => ({
      name_sealed: seal(scope, 'person.name', personId, facts.name),
      discipline: facts.discipline,
      zone: facts.zone,
      admin: facts.admin,
      version: eb('person.version', '+', 1),
    }))
    .where('person.organization_id', '=', scope.organizationId)
    .where('person.person_id', '=', personId)
    .where('person.version', '=', version)
    .returning('person.version')
    .executeTakeFirst()
  return row !== undefined
}

/** Changes a person's zone, whatever else is being changed. */
export async function updateZone(scope: Scope, personId: PersonId, zone: string): Promise<void> {
  await scope.trx
    .updateTable('person')
    .set((eb) => ({ zone, version: eb('person.version', '+', 1) }))
    .where('person.organization_id', '=', scope.organizationId)
    .where('person.person_id', '=', personId)
    .execute()
}

/** Moves a person from one state to another; false when they were in none of `from`. */
export async function updatePersonState(
  scope: Scope,
  personId: PersonId,
  from: readonly ('invited' | 'active' | 'ended')[],
  to: 'invited' | 'active' | 'ended',
): Promise<boolean> {
  const row = await scope.trx
    .updateTable('person')
    .set((eb) => ({
      state: to,
      ended_at: to === 'ended' ? scope.now.toJSDate() : null,
      version: eb('person.version', '+', 1),
    }))
    .where('person.organization_id', '=', scope.organizationId)
    .where('person.person_id', '=', personId)
    .where('person.state', 'in', [...from])
    .returning('person.version')
    .executeTakeFirst()
  return row !== undefined
}

/** Makes these the person's roles, and no others. */
export async function replaceRoles(
  scope: Scope,
  personId: PersonId,
  roles: ReadonlyMap<TeamId, Role>,
): Promise<void> {
  await scope.trx
    .deleteFrom('member')
    .where('member.organization_id', '=', scope.organizationId)
    .where('member.person_id', '=', personId)
    .execute()
  if (roles.size === 0) return
  await scope.trx
    .insertInto('member')
    .values(
      [...roles].map(([teamId, role]) => ({
        organization_id: scope.organizationId,
        team_id: teamId,
        person_id: personId,
        role,
      })),
    )
    .execute()
}

/** Makes these the person's working hours, and no others. */
export async function replaceWorkingHours(
  scope: Scope,
  personId: PersonId,
  hours: readonly WorkingHours[],
): Promise<void> {
  await scope.trx
    .deleteFrom('working_hours')
    .where('working_hours.organization_id', '=', scope.organizationId)
    .where('working_hours.person_id', '=', personId)
    .execute()
  if (hours.length === 0) return
  await scope.trx
    .insertInto('working_hours')
    .values(
      hours.map((range) => ({
        organization_id: scope.organizationId,
        person_id: personId,
        working_hours_id: scope.world.newId(),
        weekdays: [...range.weekdays],
        from_minute: range.fromMinute,
        to_minute: range.toMinute,
      })),
    )
    .execute()
}

/** Adds a team. */
export async function insertTeam(scope: Scope, teamId: TeamId, facts: TeamFacts): Promise<void> {
  await scope.trx
    .insertInto('team')
    .values({
      organization_id: scope.organizationId,
      team_id: teamId,
      created_at: scope.now.toJSDate(),
      ...teamRow(scope, teamId, facts),
    })
    .execute()
}

/** Changes a team if it is still at `version`; false when someone else changed it meanwhile. */
export async function updateTeam(
  scope: Scope,
  teamId: TeamId,
  version: number,
  facts: TeamFacts,
): Promise<boolean> {
  const row = await scope.trx
    .updateTable('team')
    .set((eb) => ({ ...teamRow(scope, teamId, facts), version: eb('team.version', '+', 1) }))
    .where('team.organization_id', '=', scope.organizationId)
    .where('team.team_id', '=', teamId)
    .where('team.version', '=', version)
    .returning('team.version')
    .executeTakeFirst()
  return row !== undefined
}

/** Makes this the team's quorum, and nothing else. */
export async function replaceQuorum(scope: Scope, teamId: TeamId, quorum: readonly Quorum[]): Promise<void> {
  await scope.trx
    .deleteFrom('team_quorum')
    .where('team_quorum.organization_id', '=', scope.organizationId)
    .where('team_quorum.team_id', '=', teamId)
    .execute()
  const needed = quorum.filter(({ count }) => count > 0)
  if (needed.length === 0) return
  await scope.trx
    .insertInto('team_quorum')
    .values(
      needed.map(({ discipline, count }) => ({
        organization_id: scope.organizationId,
        team_id: teamId,
        discipline,
        count,
      })),
    )
    .execute()
}

function teamRow(scope: Scope, teamId: TeamId, facts: TeamFacts) {
  return {
    name_sealed: seal(scope, 'team.name', teamId, facts.name),
    zone: facts.zone,
    default_minutes: facts.defaultMinutes,
    setup_minutes: facts.setupMinutes,
    video_url_sealed: sealMaybe(scope, 'team.video_url', teamId, facts.videoUrl),
    ...(facts.part2Programme !== undefined && { part2_programme: facts.part2Programme }),
  }
}
