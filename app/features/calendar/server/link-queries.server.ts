import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { Scope } from '#app/platform/in-organization.ts'
import { tokenHash } from '#app/platform/secrets.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId, OrganizationId, PersonId } from '#app/shared/ids.ts'

/** Whose link it is, and to which huddle. */
export interface PersonalLink {
  readonly organizationId: OrganizationId
  readonly huddleId: HuddleId
  readonly personId: PersonId
  readonly validUntil: Date
}

/** What a secret leads to, or undefined when it is unknown, taken back, or no longer in force: which of them is not told. */
export async function resolveLink(world: World, token: string): Promise<PersonalLink | undefined> {
  const { rows } = await sql<{
    organization_id: string
    subject_id: string
    person_id: string
    valid_until: Date
  }>`select organization_id, subject_id, person_id, valid_until
       from control.resolve_link(${tokenHash(token)}, ${world.now().toJSDate()}) where kind = 'huddle'`.execute(
    world.db,
  )
  const [row] = rows
  return (
    row && {
      organizationId: row.organization_id as OrganizationId,
      huddleId: row.subject_id as HuddleId,
      personId: row.person_id as PersonId,
      validUntil: row.valid_until,
    }
  )
}

/** Puts a personal link in force until `until`, or lets the one that is in force last until then. */
export async function putLink(
  scope: Scope,
  token: string,
  link: { readonly huddleId: HuddleId; readonly personId: PersonId; readonly until: DateTime },
): Promise<void> {
  await sql`select control.put_link(${tokenHash(token)}, ${scope.organizationId}, 'huddle', ${link.huddleId},
    ${link.personId}, ${scope.now.toJSDate()}, ${link.until.toJSDate()})`.execute(scope.trx)
}

/** Takes a personal link back for good. */
export async function revokeLink(scope: Scope, token: string): Promise<void> {
  await sql`select control.revoke_link(${tokenHash(token)}, ${scope.now.toJSDate()})`.execute(scope.trx)
}
