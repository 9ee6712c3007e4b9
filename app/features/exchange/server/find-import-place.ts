import { findOrganization, listTeams } from '#app/features/people/server/people-queries.server.ts'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import { listOrganizations } from '#app/platform/organizations.server.ts'
import type { World } from '#app/platform/world.ts'
import type { OrganizationId, TeamId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'

export type PlaceProblem = 'no-such-organization' | 'no-such-team' | 'several-organizations' | 'several-teams'

/**
 * The organization and team an operator means, by id or by name, capitals aside. Of a name that two share neither is taken: records
 * must not land with the wrong one.
 */
export async function findImportPlace(
  world: World,
  organizationWords: string,
  teamWords: string,
): Promise<Result<{ readonly organizationId: OrganizationId; readonly teamId: TeamId }, PlaceProblem>> {
  const organization = await findOrganizationNamed(world, organizationWords)
  if (!organization.ok) return organization
  const teams = await inOrganization(world, asSystem(organization.value), listTeams)
  const [team, ...otherTeams] = meant(
    teams.map(({ teamId, name }) => ({ id: teamId, name })),
    teamWords,
  )
  if (!team) return refused('no-such-team')
  if (otherTeams.length > 0) return refused('several-teams')
  return done({ organizationId: organization.value, teamId: team.id })
}

/** The organization an operator means. */
export async function findOrganizationNamed(
  world: World,
  words: string,
): Promise<Result<OrganizationId, 'no-such-organization' | 'several-organizations'>> {
  const organizations = await Promise.all(
    (await listOrganizations(world)).map(async (id) =>
      inOrganization(world, asSystem(id), async (scope) => ({
        id,
        name: (await findOrganization(scope)).name,
      })),
    ),
  )
  const [organization, ...others] = meant(organizations, words)
  if (!organization) return refused('no-such-organization')
  if (others.length > 0) return refused('several-organizations')
  return done(organization.id)
}

function meant<One extends { readonly id: string; readonly name: string }>(
  all: readonly One[],
  words: string,
): One[] {
  const folded = words.trim().toLowerCase()
  const byId = all.filter(({ id }) => id === folded)
  return byId.length > 0 ? byId : all.filter(({ name }) => name.trim().toLowerCase() === folded)
}
