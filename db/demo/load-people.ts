import { changeOrganization } from '#app/features/people/server/change-organization.ts'
import { changePerson } from '#app/features/people/server/change-person.ts'
import { createOrganization } from '#app/features/people/server/create-organization.ts'
import { createTeam } from '#app/features/people/server/create-team.ts'
import { invitePerson } from '#app/features/people/server/invite-person.ts'
import { findOrganization, findPerson } from '#app/features/people/server/people-queries.server.ts'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import type { Role } from '#app/shared/disciplines.ts'
import type { TeamId } from '#app/shared/ids.ts'
import type { DemoOrganization, DemoPerson, TeamKey } from './demo.ts'
import { made, of, type Past } from './past.ts'

/** Begins the organization: its teams and its people, the first of them as admin. */
export async function loadPeople(past: Past, demo: DemoOrganization): Promise<void> {
  const { world } = past
  const [first, ...others] = demo.people
  if (!first) throw new Error('Nobody is there to begin with.')
  const begun = made(
    await createOrganization(world, {
      name: demo.name,
      zone: demo.zone,
      crisisInstruction: demo.crisisInstruction,
      adminMail: first.mail,
      adminName: first.name,
      sample: true,
    }),
    'the organization',
  )
  past.organizationId = begun.organizationId
  past.people.set(first.key, begun.adminId)
  const caller = asSystem(begun.organizationId)

  for (const { key, minutes, ...team } of demo.teams) {
    const teamId = await createTeam(world, caller, { ...team, defaultMinutes: minutes, videoUrl: null })
    past.teams.set(key, made(teamId, team.name))
  }
  await giveAdminTheirPlace(past, first)
  for (const person of others) {
    const { name, mail, discipline, zone, hours } = person
    const invited = await invitePerson(world, caller, {
      name,
      mail,
      discipline,
      zone,
      hours,
      admin: false,
      roles: rolesOf(past, person),
    })
    past.people.set(person.key, made(invited, person.name))
  }
  // The invitations go out before anybody comes in: to whoever is in, none is sent.
  await past.workOff()
  for (const person of demo.people) await past.as(person.key)

  const { version, idleMinutes } = await inOrganization(world, caller, findOrganization)
  const onCallPersonId = of(past.people, demo.onCall)
  made(
    await changeOrganization(world, caller, { ...demo, version, idleMinutes, onCallPersonId }),
    'who is on call',
  )
}

async function giveAdminTheirPlace(past: Past, person: DemoPerson): Promise<void> {
  const caller = asSystem(past.organizationId)
  const personId = of(past.people, person.key)
  const before = await inOrganization(past.world, caller, (scope) => findPerson(scope, personId))
  const { name, discipline, zone, hours } = person
  const roles = rolesOf(past, person)
  const changed = await changePerson(past.world, caller, {
    personId,
    version: before?.version ?? 0,
    name,
    discipline,
    zone,
    hours,
    roles,
    admin: true,
  })
  made(changed, name)
}

function rolesOf(past: Past, person: DemoPerson): Map<TeamId, Role> {
  const roles = Object.entries(person.roles) as [TeamKey, Role][]
  return new Map(roles.map(([key, role]) => [of(past.teams, key), role]))
}
