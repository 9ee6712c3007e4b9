import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { activatePerson } from '#app/features/people/server/activate-person.ts'
import { createOrganization } from '#app/features/people/server/create-organization.ts'
import { createTeam } from '#app/features/people/server/create-team.ts'
import { invitePerson } from '#app/features/people/server/invite-person.ts'
import { findPerson, type WorkingHours } from '#app/features/people/server/people-queries.server.ts'
import { readViewer, type Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { Discipline, Role } from '#app/shared/disciplines.ts'
import type { OrganizationId, PersonId, TeamId } from '#app/shared/ids.ts'

/** The zone of everyone and everything that names no other. In winter its clocks show UTC. */
const ZONE = 'Europe/London'

/** Monday to Friday from 9 to 17. */
const OFFICE_HOURS: readonly WorkingHours[] = [
  { weekdays: [1, 2, 3, 4, 5], fromMinute: 9 * 60, toMinute: 17 * 60 },
]

/** An organization with an active admin who is in no team. */
export async function anOrganization(
  world: World,
  { name = 'Northern Clinic', zone = ZONE }: { name?: string; zone?: string } = {},
): Promise<OrganizationId> {
  const created = await createOrganization(world, {
    name,
    zone,
    crisisInstruction: 'Call 112. Then call the person on call.',
    adminMail: newMail('admin'),
    adminName: 'Ada Admin',
  })
  if (!created.ok) throw new Error(created.problem)
  const { organizationId, adminId } = created.value
  await inOrganization(world, asSystem(organizationId), (scope) => activatePerson(scope, adminId))
  return organizationId
}

/** A team without members. */
export async function aTeam(
  world: World,
  organizationId: OrganizationId,
  { name = 'Team North', zone = ZONE }: { name?: string; zone?: string } = {},
): Promise<TeamId> {
  const created = await createTeam(world, asSystem(organizationId), {
    name,
    zone,
    defaultMinutes: 30,
    setupMinutes: 2,
    videoUrl: null,
    quorum: [],
  })
  if (!created.ok) throw new Error(created.problem)
  return created.value
}

/** A person who has signed in before: active, with a mail address of their own. Without `hours` they work Monday to Friday, 9 to 17. */
export async function aPerson(
  world: World,
  organizationId: OrganizationId,
  {
    name = 'Robin Example',
    mail = newMail('person'),
    discipline = 'care-manager',
    zone = ZONE,
    admin = false,
    roles = {},
    hours = OFFICE_HOURS,
  }: {
    name?: string
    mail?: string
    discipline?: Discipline
    zone?: string
    admin?: boolean
    roles?: Readonly<Record<TeamId, Role>>
    hours?: readonly WorkingHours[]
  } = {},
): Promise<PersonId> {
  const invited = await invitePerson(world, asSystem(organizationId), {
    name,
    mail,
    discipline,
    zone,
    admin,
    roles: new Map(Object.entries(roles) as [TeamId, Role][]),
    hours,
  })
  if (!invited.ok) throw new Error(invited.problem)
  await inOrganization(world, asSystem(organizationId), (scope) => activatePerson(scope, invited.value))
  return invited.value
}

/** The person as `requireViewer` would give them now, signed in with a passkey. */
export async function viewerOf(world: World, personId: PersonId): Promise<Viewer> {
  const organizationId = await organizationOf(world, personId)
  const hash = randomBytes(32)
  const viewer = await inOrganization(world, asSystem(organizationId), (scope) =>
    readViewer(scope, {
      organizationId,
      personId,
      level: 'passkey',
      hash,
      ref: hash.toString('hex').slice(0, 12),
      idleUntil: scope.now.plus({ minutes: 15 }).toJSDate(),
    }),
  )
  if (!viewer) throw new Error('This person may not come in.')
  return viewer
}

/** The mail address of a person. */
export async function mailOf(world: World, personId: PersonId): Promise<string> {
  const organizationId = await organizationOf(world, personId)
  const person = await inOrganization(world, asSystem(organizationId), (scope) => findPerson(scope, personId))
  if (!person) throw new Error('There is no such person.')
  return person.mail
}

/** The organization a person belongs to. */
export async function organizationOf(world: World, personId: PersonId): Promise<OrganizationId> {
  const { rows } = await sql<{
    id: OrganizationId
  }>`select control.list_organizations() as id`.execute(world.db)
  for (const { id } of rows) {
    if (await inOrganization(world, asSystem(id), (scope) => findPerson(scope, personId))) return id
  }
  throw new Error('There is no such person.')
}

function newMail(name: string): string {
  return `${name}-${randomBytes(5).toString('hex')}@clinic.test`
}
