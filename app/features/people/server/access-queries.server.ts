import { sql } from 'kysely'
import type { Scope } from '#app/platform/in-organization.ts'
import type { Secrets } from '#app/platform/secrets.ts'
import type { PersonId } from '#app/shared/ids.ts'
import { plainMail } from '../core/mail-address.ts'

/** What is known of a mail address before the organization is: a keyed hash, the same for every way of writing it. */
export function mailHash(secrets: Secrets, mail: string): Buffer {
  return secrets.pepperedHash('mail', plainMail(mail))
}

/** Makes the scope's organization known to the doors. */
export async function insertKnownOrganization(scope: Scope): Promise<void> {
  await sql`select control.create_organization(${scope.organizationId}, ${scope.now.toJSDate()})`.execute(
    scope.trx,
  )
}

/** Lets a person sign in by a mail address, or no longer. An address that another person of the organization has breaks `login_one_person_per_address`. */
export async function putLogin(
  scope: Scope,
  personId: PersonId,
  mail: string,
  active: boolean,
): Promise<void> {
  await sql`select control.put_login(${mailHash(scope.world.secrets, mail)}, ${scope.organizationId}, ${personId}, ${active})`.execute(
    scope.trx,
  )
}

/** Ends everything a person could get in with: sign-in, sessions, personal links. */
export async function endLogin(scope: Scope, personId: PersonId): Promise<void> {
  await sql`select control.end_access(${scope.organizationId}, ${personId}, ${scope.now.toJSDate()})`.execute(
    scope.trx,
  )
}

/** Ends a person's sessions, on every device. */
export async function endSessionsOf(scope: Scope, personId: PersonId): Promise<void> {
  await sql`select control.end_sessions(${scope.organizationId}, ${personId}, ${scope.now.toJSDate()})`.execute(
    scope.trx,
  )
}

/** Forgets a person's passkeys: the next sign-in by mailed code makes a new one. */
export async function deletePasskeys(scope: Scope, personId: PersonId): Promise<void> {
  await sql`select control.delete_passkeys(${scope.organizationId}, ${personId})`.execute(scope.trx)
}

/** How many passkeys a person has. */
export async function countPasskeys(scope: Scope, personId: PersonId): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from control.list_passkeys(${scope.organizationId}, ${personId})`.execute(
    scope.trx,
  )
  return rows[0]?.count ?? 0
}
