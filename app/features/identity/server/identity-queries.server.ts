import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { Scope } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { OrganizationId, PersonId } from '#app/shared/ids.ts'

/** A person of an organization, as the doors know them. */
export interface Login {
  readonly organizationId: OrganizationId
  readonly personId: PersonId
}

/** A passkey as its owner sees it in a list. */
export interface Passkey {
  readonly credentialId: string
  readonly transports: readonly string[]
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
}

/** A session as its owner sees it in a list. `ref` tells sessions apart and opens none. */
export interface OpenSession {
  readonly ref: string
  readonly level: string
  readonly createdAt: Date
  readonly lastSeenAt: Date
  readonly ip: string | null
  readonly userAgent: string | null
}

/** Who may sign in by a mail address. */
export async function listLogins(world: World, mailHash: Buffer): Promise<Login[]> {
  const { rows } = await sql<LoginRow>`select * from control.resolve_login(${mailHash})`.execute(world.db)
  return rows.map(toLogin)
}

/** Keeps a code, which ends every earlier one of this address and of this browser. False: there were four within the hour. */
export async function insertCode(
  world: World,
  code: { mailHash: Buffer; browserHash: Buffer; codeHash: Buffer; expiresAt: DateTime },
): Promise<boolean> {
  const { rows } = await sql<{ issued: boolean }>`
    select control.issue_code(${world.newId()}, ${code.mailHash}, ${code.browserHash}, ${code.codeHash},
      ${world.now().toJSDate()}, ${code.expiresAt.toJSDate()}) as issued`.execute(world.db)
  return rows[0]?.issued ?? false
}

/** Takes one try at the code this browser asked for. Undefined: there is none to try. */
export async function takeTry(
  world: World,
  browserHash: Buffer,
  codeHash: Buffer,
): Promise<{ right: boolean; mailHash: Buffer } | undefined> {
  const { rows } = await sql<{ right_code: boolean; mail_hash: Buffer }>`
    select * from control.try_code(${browserHash}, ${codeHash}, ${world.now().toJSDate()})`.execute(world.db)
  const [row] = rows
  return row && { right: row.right_code, mailHash: row.mail_hash }
}

/** Who this browser has proved to be by a right code and has not gone in as yet. */
export async function listProved(world: World, browserHash: Buffer): Promise<Login[]> {
  const { rows } = await sql<LoginRow>`
    select * from control.list_proved(${browserHash}, ${world.now().toJSDate()})`.execute(world.db)
  return rows.map(toLogin)
}

/** Uses up what this browser has proved, for one organization. Undefined: nothing was proved, or it was used before. */
export async function spendProof(
  world: World,
  browserHash: Buffer,
  organizationId: OrganizationId,
): Promise<PersonId | undefined> {
  const { rows } = await sql<{ person_id: PersonId | null }>`
    select control.spend_proof(${browserHash}, ${organizationId}, ${world.now().toJSDate()}) as person_id`.execute(
    world.db,
  )
  return rows[0]?.person_id ?? undefined
}

/** Keeps the one challenge this browser may answer next. */
export async function putChallenge(
  world: World,
  browserHash: Buffer,
  challenge: string,
  until: DateTime,
): Promise<void> {
  await sql`select control.put_challenge(${browserHash}, ${challenge}, ${world.now().toJSDate()}, ${until.toJSDate()})`.execute(
    world.db,
  )
}

/** Takes this browser's challenge away: it answers once. */
export async function takeChallenge(world: World, browserHash: Buffer): Promise<string | undefined> {
  const { rows } = await sql<{ challenge: string | null }>`
    select control.take_challenge(${browserHash}, ${world.now().toJSDate()}) as challenge`.execute(world.db)
  return rows[0]?.challenge ?? undefined
}

/** Whose passkey this is, if they may sign in. */
export async function findPasskey(
  world: World,
  credentialId: string,
): Promise<
  (Login & { publicKey: Uint8Array<ArrayBuffer>; counter: number; transports: string[] }) | undefined
> {
  const { rows } = await sql<
    LoginRow & { public_key: Buffer; counter: number; transports: string[] }
  >`select * from control.resolve_passkey(${credentialId})`.execute(world.db)
  const [row] = rows
  return (
    row && {
      ...toLogin(row),
      publicKey: new Uint8Array(row.public_key),
      counter: Number(row.counter),
      transports: row.transports,
    }
  )
}

/** Notes that a passkey was used. */
export async function updatePasskeyUse(world: World, credentialId: string, counter: number): Promise<void> {
  await sql`select control.used_passkey(${credentialId}, ${counter}, ${world.now().toJSDate()})`.execute(
    world.db,
  )
}

/** Adds a passkey; with `firstOnly` not beside another one. False: there was one. */
export async function insertPasskey(
  scope: Scope,
  personId: PersonId,
  passkey: {
    credentialId: string
    publicKey: Uint8Array
    counter: number
    transports: readonly string[]
    firstOnly: boolean
  },
): Promise<boolean> {
  const { rows } = await sql<{ added: boolean }>`
    select control.add_passkey(${passkey.credentialId}, ${scope.organizationId}, ${personId}, ${Buffer.from(passkey.publicKey)},
      ${passkey.counter}, ${[...passkey.transports]}::text[], ${passkey.firstOnly}, ${scope.now.toJSDate()}) as added`.execute(
    scope.trx,
  )
  return rows[0]?.added ?? false
}

/** Removes one passkey of a person who has more than one. False: it is the last, or not theirs. */
export async function deletePasskey(
  scope: Scope,
  personId: PersonId,
  credentialId: string,
): Promise<boolean> {
  const { rows } = await sql<{ deleted: boolean }>`
    select control.delete_passkey(${scope.organizationId}, ${personId}, ${credentialId}) as deleted`.execute(
    scope.trx,
  )
  return rows[0]?.deleted ?? false
}

/** A person's passkeys, oldest first. */
export async function listPasskeys(scope: Scope, personId: PersonId): Promise<Passkey[]> {
  const { rows } = await sql<{
    credential_id: string
    transports: string[]
    created_at: Date
    last_used_at: Date | null
  }>`select * from control.list_passkeys(${scope.organizationId}, ${personId})`.execute(scope.trx)
  return rows.map((row) => ({
    credentialId: row.credential_id,
    transports: row.transports,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  }))
}

/** A person's sessions in force, the one used last first. */
export async function listSessions(scope: Scope, personId: PersonId): Promise<OpenSession[]> {
  const { rows } = await sql<{
    session_ref: string
    auth_level: string
    created_at: Date
    last_seen_at: Date
    ip: string | null
    user_agent: string | null
  }>`
    select * from control.list_sessions(${scope.organizationId}, ${personId}, ${scope.now.toJSDate()})`.execute(
    scope.trx,
  )
  return rows.map((row) => ({
    ref: row.session_ref,
    level: row.auth_level,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    ip: row.ip,
    userAgent: row.user_agent,
  }))
}

/** Ends a person's sessions but one, and says how many there were. */
export async function endOtherSessionsOf(scope: Scope, personId: PersonId, kept: Buffer): Promise<number> {
  const { rows } = await sql<{ ended: number }>`
    select control.end_other_sessions(${scope.organizationId}, ${personId}, ${kept}, ${scope.now.toJSDate()}) as ended`.execute(
    scope.trx,
  )
  return rows[0]?.ended ?? 0
}

interface LoginRow {
  readonly organization_id: string
  readonly person_id: string
}

function toLogin(row: LoginRow): Login {
  return { organizationId: row.organization_id as OrganizationId, personId: row.person_id as PersonId }
}
