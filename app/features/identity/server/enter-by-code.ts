import { findOrganization } from '#app/features/people/server/people-queries.server.ts'
import { asSystem, inOrganization } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { OrganizationId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { type Browser, browserHash } from './browser.ts'
import { listProved, spendProof } from './identity-queries.server.ts'
import { letIn } from './let-in.ts'

export type EnterProblem = 'not-proved'

/** Goes into one organization with what a right code has proved: once, within ten minutes, in the same browser. Gives the session's cookie. */
export async function enterByCode(
  world: World,
  browser: Browser,
  organizationId: OrganizationId,
): Promise<Result<string, EnterProblem>> {
  const personId = await spendProof(world, browserHash(browser), organizationId)
  const cookie = personId && (await letIn(world, browser, { organizationId, personId }, 'code'))
  return cookie ? done(cookie) : refused('not-proved')
}

/** The organizations this browser may go into after a right code, by name. */
export async function listChoices(
  world: World,
  browser: Browser,
): Promise<{ organizationId: OrganizationId; name: string }[]> {
  const choices = []
  for (const { organizationId } of await listProved(world, browserHash(browser))) {
    const organization = await inOrganization(world, asSystem(organizationId), findOrganization)
    choices.push({ organizationId, name: organization.name })
  }
  return choices.sort((one, other) => one.name.localeCompare(other.name, 'en'))
}
