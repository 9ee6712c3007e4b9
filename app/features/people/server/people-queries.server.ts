import type { Scope } from '#app/platform/in-organization.ts'
import { open, openMaybe } from '#app/platform/sealed.ts'
import type { Discipline, Role } from '#app/shared/disciplines.ts'
import type { PersonId, TeamId } from '#app/shared/ids.ts'

/** A staff member as others see them. */
export interface Person {
  readonly personId: PersonId
  readonly name: string
  readonly discipline: Discipline
  readonly zone: string
  readonly admin: boolean
  readonly state: 'invited' | 'active' | 'ended'
  readonly version: number
}

/** A person with the address their letters go to. */
export interface Addressee extends Person {
  readonly mail: string
}

/** A person with their role in one team. */
export interface Member extends Person {
  readonly role: Role
}

export interface Team {
  readonly teamId: TeamId
  readonly name: string
  readonly zone: string
  readonly defaultMinutes: number
  readonly setupMinutes: number
  readonly videoUrl: string | null
  /** A programme under 42 CFR Part 2: what is written about its cases is labelled part2. */
  readonly part2Programme: boolean
  readonly version: number
}

export interface Organization {
  readonly name: string
  readonly zone: string
  readonly crisisInstruction: string | null
  readonly sample: boolean
  readonly idleMinutes: number
  readonly onCallPersonId: PersonId | null
  /** The same for the whole organization. */
  readonly part2Programme: boolean
  /** Labels that bind here by the law of the state, besides those that always do. */
  readonly boundLabels: readonly string[]
  readonly version: number
}

/** Weekly hours as stored: wall clocks in the person's own zone, minutes since midnight, Monday is 1. */
export interface WorkingHours {
  readonly weekdays: readonly number[]
  readonly fromMinute: number
  readonly toMinute: number
}

/** The organization of the scope. */
export async function findOrganization(scope: Scope): Promise<Organization> {
  const row = await scope.trx
    .selectFrom('organization')
    .where('organization.organization_id', '=', scope.organizationId)
    .selectAll('organization')
    .executeTakeFirstOrThrow()
  return {
    name: open(scope, 'organization.name', scope.organizationId, row.name_sealed),
    zone: row.zone,
    crisisInstruction: openMaybe(
      scope,
      'organization.crisis_instruction',
      scope.organizationId,
      row.crisis_instruction_sealed,
    ),
    sample: row.sample,
    idleMinutes: row.idle_minutes,
    onCallPersonId: row.on_call_person_id as PersonId | null,
    part2Programme: row.part2_programme,
    boundLabels: row.bound_labels,
    version: row.version,
  }
}

/** One person of the organization, whatever their state. */
export async function findPerson(scope: Scope, personId: PersonId): Promise<Addressee | undefined> {
  const row = await persons(scope)
    .where('person.person_id', '=', personId)
    .select('person.mail_sealed')
    .executeTakeFirst()
  return row && { ...toPerson(scope, row), mail: open(scope, 'person.mail', personId, row.mail_sealed) }
}

/** Everybody of the organization, by name. */
export async function listPersons(scope: Scope): Promise<Person[]> {
  const rows = await persons(scope).execute()
  return byName(rows.map((row) => toPerson(scope, row)))
}

/** The mail addresses of everybody of the organization, by person. */
export async function listMails(scope: Scope): Promise<Map<PersonId, string>> {
  const rows = await persons(scope).select('person.mail_sealed').execute()
  return new Map(
    rows.map((row) => [
      row.person_id as PersonId,
      open(scope, 'person.mail', row.person_id, row.mail_sealed),
    ]),
  )
}

/** Says who somebody is by id. */
export interface NameOf {
  (personId: string): string
  (personId: string | null | undefined): string | null
}

/** The names of the organization's people, also of those who have left. Each is opened only when it is asked for. */
export async function namesOfPeople(scope: Scope): Promise<NameOf> {
  const rows = await scope.trx
    .selectFrom('person')
    .where('person.organization_id', '=', scope.organizationId)
    .select(['person.person_id', 'person.name_sealed'])
    .execute()
  const sealed = new Map(rows.map((row) => [row.person_id, row.name_sealed]))
  const opened = new Map<string, string>()
  function nameOf(personId: string): string
  function nameOf(personId: string | null | undefined): string | null
  function nameOf(personId: string | null | undefined): string | null {
    if (!personId) return null
    const bytes = sealed.get(personId)
    const name =
      opened.get(personId) ?? (bytes ? open(scope, 'person.name', personId, bytes) : 'Somebody who has left')
    opened.set(personId, name)
    return name
  }
  return nameOf
}

/** A team's members who have access or are invited, by name. */
export async function listMembers(scope: Scope, teamId: TeamId): Promise<Member[]> {
  const rows = await persons(scope)
    .innerJoin('member', (join) =>
      join
        .onRef('member.organization_id', '=', 'person.organization_id')
        .onRef('member.person_id', '=', 'person.person_id'),
    )
    .where('member.team_id', '=', teamId)
    .where('person.state', '<>', 'ended')
    .select('member.role')
    .execute()
  return byName(rows.map((row) => ({ ...toPerson(scope, row), role: row.role as Role })))
}

/** Every place anyone has in a team, whatever the person's state: one entry for each. */
export async function listMemberships(
  scope: Scope,
): Promise<{ personId: PersonId; teamId: TeamId; role: Role; admin: boolean; state: Person['state'] }[]> {
  const rows = await scope.trx
    .selectFrom('member')
    .innerJoin('person', (join) =>
      join
        .onRef('person.organization_id', '=', 'member.organization_id')
        .onRef('person.person_id', '=', 'member.person_id'),
    )
    .where('member.organization_id', '=', scope.organizationId)
    .select(['member.person_id', 'member.team_id', 'member.role', 'person.admin', 'person.state'])
    .orderBy('member.person_id')
    .orderBy('member.team_id')
    .execute()
  return rows.map((row) => ({
    personId: row.person_id as PersonId,
    teamId: row.team_id as TeamId,
    role: row.role as Role,
    admin: row.admin,
    state: row.state as Person['state'],
  }))
}

/** A person's teams and roles. */
export async function listRoles(scope: Scope, personId: PersonId): Promise<Map<TeamId, Role>> {
  const rows = await scope.trx
    .selectFrom('member')
    .where('member.organization_id', '=', scope.organizationId)
    .where('member.person_id', '=', personId)
    .select(['member.team_id', 'member.role'])
    .execute()
  return new Map(rows.map((row) => [row.team_id as TeamId, row.role as Role]))
}

/** A team of the organization. */
export async function findTeam(scope: Scope, teamId: TeamId): Promise<Team | undefined> {
  const row = await teams(scope).where('team.team_id', '=', teamId).executeTakeFirst()
  return row && toTeam(scope, row)
}

/** All teams of the organization, by name. */
export async function listTeams(scope: Scope): Promise<Team[]> {
  const rows = await teams(scope).execute()
  return byName(rows.map((row) => toTeam(scope, row)))
}

/** How many of each discipline a team's huddle needs. */
export async function listQuorum(
  scope: Scope,
  teamId: TeamId,
): Promise<{ discipline: Discipline; count: number }[]> {
  const rows = await scope.trx
    .selectFrom('team_quorum')
    .where('team_quorum.organization_id', '=', scope.organizationId)
    .where('team_quorum.team_id', '=', teamId)
    .select(['team_quorum.discipline', 'team_quorum.count'])
    .orderBy('team_quorum.discipline')
    .execute()
  return rows.map((row) => ({ discipline: row.discipline as Discipline, count: row.count }))
}

/** Working hours of several people, by person. A person without hours is not in the answer. */
export async function listWorkingHours(
  scope: Scope,
  personIds: readonly PersonId[],
): Promise<Map<PersonId, WorkingHours[]>> {
  if (personIds.length === 0) return new Map()
  const rows = await scope.trx
    .selectFrom('working_hours')
    .where('working_hours.organization_id', '=', scope.organizationId)
    .where('working_hours.person_id', 'in', [...personIds])
    .select([
      'working_hours.person_id',
      'working_hours.weekdays',
      'working_hours.from_minute',
      'working_hours.to_minute',
    ])
    .orderBy('working_hours.from_minute')
    .execute()
  const hours = new Map<PersonId, WorkingHours[]>()
  for (const row of rows) {
    const personId = row.person_id as PersonId
    const mine = hours.get(personId) ?? []
    mine.push({ weekdays: row.weekdays, fromMinute: row.from_minute, toMinute: row.to_minute })
    hours.set(personId, mine)
  }
  return hours
}

/** The working hours of a team's members, each with the zone its clock is of. */
export async function listTeamHours(
  scope: Scope,
  teamId: TeamId,
): Promise<(WorkingHours & { readonly zone: string })[]> {
  const rows = await scope.trx
    .selectFrom('member')
    .innerJoin('person', (join) =>
      join
        .onRef('person.organization_id', '=', 'member.organization_id')
        .onRef('person.person_id', '=', 'member.person_id'),
    )
    .innerJoin('working_hours', (join) =>
      join
        .onRef('working_hours.organization_id', '=', 'member.organization_id')
        .onRef('working_hours.person_id', '=', 'member.person_id'),
    )
    .where('member.organization_id', '=', scope.organizationId)
    .where('member.team_id', '=', teamId)
    .where('person.state', '<>', 'ended')
    .select(['person.zone', 'working_hours.weekdays'])
    .select(['working_hours.from_minute', 'working_hours.to_minute'])
    .execute()
  return rows.map((row) => ({
    zone: row.zone,
    weekdays: row.weekdays,
    fromMinute: row.from_minute,
    toMinute: row.to_minute,
  }))
}

/** The weekdays (Monday is 1) on which anybody of the team works: the team's working days. */
export async function listTeamWeekdays(scope: Scope, teamId: TeamId): Promise<number[]> {
  const days = new Set((await listTeamHours(scope, teamId)).flatMap((range) => [...range.weekdays]))
  return [...days].sort((one, other) => one - other)
}

// Every read of people starts here, so that none can forget whose people they are.
function persons(scope: Scope) {
  return scope.trx
    .selectFrom('person')
    .where('person.organization_id', '=', scope.organizationId)
    .select([
      'person.person_id',
      'person.name_sealed',
      'person.discipline',
      'person.zone',
      'person.admin',
      'person.state',
      'person.version',
    ])
}

function teams(scope: Scope) {
  return scope.trx
    .selectFrom('team')
    .where('team.organization_id', '=', scope.organizationId)
    .selectAll('team')
}

type PersonRow = Awaited<ReturnType<ReturnType<typeof persons>['execute']>>[number]
type TeamRow = Awaited<ReturnType<ReturnType<typeof teams>['execute']>>[number]

function toPerson(scope: Scope, row: PersonRow): Person {
  return {
    personId: row.person_id as PersonId,
    name: open(scope, 'person.name', row.person_id, row.name_sealed),
    discipline: row.discipline as Discipline,
    zone: row.zone,
    admin: row.admin,
    state: row.state as Person['state'],
    version: row.version,
  }
}

function toTeam(scope: Scope, row: TeamRow): Team {
  return {
    teamId: row.team_id as TeamId,
    name: open(scope, 'team.name', row.team_id, row.name_sealed),
    zone: row.zone,
    defaultMinutes: row.default_minutes,
    setupMinutes: row.setup_minutes,
    videoUrl: openMaybe(scope, 'team.video_url', row.team_id, row.video_url_sealed),
    part2Programme: row.part2_programme,
    version: row.version,
  }
}

function byName<Named extends { readonly name: string }>(list: Named[]): Named[] {
  return list.sort((one, other) => one.name.localeCompare(other.name, 'en'))
}
