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
 * A team without either has its task with whoever is on call, else with any member, else with an admin: it never lacks an owner.
 */
export async function firstInLine(
  scope: Scope,
  teamId: TeamId,
  careManagerId: PersonId | null,
): Promise<Person> {
  const members = await listMembers(scope, teamId)
  const careManager = careManagerId && members.find((member) => member.personId === careManagerId)
  if (careManager) return careManager
  const lead = await findLead(scope, teamId)
  const last = lead ?? (await findOnCall(scope)) ?? members[0]
  if (last) return last
  const admin = (await listPersons(scope)).find((person) => person.admin && person.state !== 'ended')
  if (!admin) throw new Error('An organization without anybody cannot be given a task.')
  return admin
}

/** The team's first lead by name, other than `besides` where there is another. Active leads come before invited ones. */
export async function findLead(
  scope: Scope,
  teamId: TeamId,
  besides?: PersonId,
): Promise<Person | undefined> {
  const leads = (await listMembers(scope, teamId))
    .filter((member) => member.role === 'lead')
    .sort((one, other) => Number(other.state === 'active') - Number(one.state === 'active'))
  return leads.find((lead) => lead.personId !== besides) ?? leads[0]
}

/** Whoever the organization has on call, if that person still has access. */
export async function findOnCall(scope: Scope): Promise<Person | undefined> {
  const { onCallPersonId } = await findOrganization(scope)
  const person = onCallPersonId && (await findPerson(scope, onCallPersonId))
  return person && person.state !== 'ended' ? person : undefined
}
