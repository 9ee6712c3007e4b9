import {
  findOrganization,
  findPerson,
  listMembers,
  listPersons,
  type Person,
} from '#app/features/people/server/people-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { PersonId, TeamId } from '#app/shared/ids.ts'

/**
 * Who a safety task of a team is given to first: the case's care manager, else the team's first lead.
 *
 * Who is only invited, was taken off the team or has left is passed over, since nobody would see it. A team without either has its
 * task with whoever is on call, else with any member, else with an admin: it never lacks an owner.
 */
export async function firstInLine(
  scope: Scope,
  teamId: TeamId,
  careManagerId: PersonId | null,
): Promise<Person> {
  const members = await listMembers(scope, teamId)
  const present = members.filter(isPresent)
  const careManager = present.find((member) => member.personId === careManagerId)
  const first = careManager ?? (await findLead(scope, teamId)) ?? (await findOnCall(scope)) ?? present[0]
  if (first) return first
  const admins = (await listPersons(scope)).filter((person) => person.admin)
  const last = admins.find(isPresent) ?? members[0] ?? admins.find((person) => person.state !== 'ended')
  if (!last) throw new Error('An organization without anybody cannot be given a task.')
  return last
}

/** The team's first lead by name who can come in, other than `besides`. */
export async function findLead(
  scope: Scope,
  teamId: TeamId,
  besides?: PersonId,
): Promise<Person | undefined> {
  const members = await listMembers(scope, teamId)
  return members.find((member) => member.role === 'lead' && isPresent(member) && member.personId !== besides)
}

/** Whoever the organization has on call, if that person can come in. */
export async function findOnCall(scope: Scope): Promise<Person | undefined> {
  const { onCallPersonId } = await findOrganization(scope)
  const person = onCallPersonId && (await findPerson(scope, onCallPersonId))
  return person && isPresent(person) ? person : undefined
}

function isPresent(person: Person): boolean {
  return person.state === 'active'
}
