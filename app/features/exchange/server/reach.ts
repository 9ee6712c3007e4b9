import { teamsWhere } from '#app/features/people/core/rights.ts'
import { findPerson, listRoles } from '#app/features/people/server/people-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { TeamId } from '#app/shared/ids.ts'
import type { Import } from './import-queries.server.ts'

/**
 * Whose patients an import may change.
 *
 * The operator's and an admin's import: everybody's. A lead's: those on the caseloads they lead, and whoever is new. A file says of
 * itself which patient it is about, so without this anyone who leads one team could write into the records of every other.
 */
export type Reach = 'every' | readonly TeamId[]

/** Whose patients this import may change: by the rights that whoever started it has now. */
export async function reachOf(scope: Scope, { startedBy }: Pick<Import, 'startedBy'>): Promise<Reach> {
  if (!startedBy) return 'every'
  const person = await findPerson(scope, startedBy)
  if (person?.state !== 'active') return []
  if (person.admin) return 'every'
  return teamsWhere({ admin: false, roles: await listRoles(scope, startedBy) }, 'import.run')
}
