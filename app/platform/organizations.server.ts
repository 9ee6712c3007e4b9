import { sql } from 'kysely'
import type { OrganizationId } from '#app/shared/ids.ts'
import type { World } from './world.ts'

/** Every organization there is: for the product's own rounds, and for doors that open before anybody is known. */
export async function listOrganizations(world: World): Promise<OrganizationId[]> {
  const { rows } = await sql<{ id: OrganizationId }>`select control.list_organizations() as id`.execute(
    world.db,
  )
  return rows.map((row) => row.id)
}
