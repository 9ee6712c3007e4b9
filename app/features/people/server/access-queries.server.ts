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

/** How many tasks a person still owns. They stay theirs when access ends, so whoever ends it must know. */
export async function countOpenTasks(scope: Scope, personId: PersonId): Promise<number> {
  const row = await scope.trx
    .selectFrom('task')
    .where('task.organization_id', '=', scope.organizationId)
    .where('task.owner_id', '=', personId)
    .where('task.state', 'in', ['offered', 'accepted', 'offered-back'])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

/** One thing that was done or seen, as the audit keeps it. */
export interface AuditRow {
  readonly seq: number
  readonly at: Date
  readonly actorKind: string
  readonly actorId: string | null
  readonly sessionRef: string | null
  readonly action: string
  readonly entity: string
  readonly entityId: string | null
  readonly patientId: string | null
  readonly outcome: string
  readonly detail: string | null
}

/** A page of the audit, newest first: what came before row `before`, within a time, about one id when asked for. */
export async function listAudit(
  scope: Scope,
  page: { before: number | null; most: number; from: Date; until: Date; about: string | null },
): Promise<AuditRow[]> {
  const { rows } = await sql<{
    seq: number
    at: Date
    actor_kind: string
    actor_id: string | null
    session_ref: string | null
    action: string
    entity: string
    entity_id: string | null
    patient_id: string | null
    outcome: string
    detail: string | null
  }>`
    select * from audit_page(${page.before}, ${page.most}, ${page.from}, ${page.until}, ${page.about})`.execute(
    scope.trx,
  )
  return rows.map((row) => ({
    seq: row.seq,
    at: row.at,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    sessionRef: row.session_ref,
    action: row.action,
    entity: row.entity,
    entityId: row.entity_id,
    patientId: row.patient_id,
    outcome: row.outcome,
    detail: row.detail,
  }))
}
