import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { HuddleId, OrganizationId, PersonId } from '#app/shared/ids.ts'
import type { Scope } from './in-organization.ts'
import { newToken, tokenHash } from './secrets.ts'
import type { World } from './world.ts'

/** How a session was proved: a mailed code alone, a passkey, or the demo's own door. */
export type AuthLevel = 'code' | 'passkey' | 'demo'

export interface Session {
  readonly organizationId: OrganizationId
  readonly personId: PersonId
  readonly level: AuthLevel
  readonly hash: Buffer
  /** A short name for audit rows. */
  readonly ref: string
  readonly idleUntil: Date
}

const ABSOLUTE_MINUTES = 12 * 60

/** Starts a session and gives the cookie for it. The id is new each time: at sign-in, step-up and change of organization. */
export async function startSession(
  world: World,
  session: {
    organizationId: OrganizationId
    personId: PersonId
    level: AuthLevel
    idleMinutes: number
    ip: string
    userAgent: string
  },
): Promise<string> {
  const id = newToken()
  await sql`select control.start_session(${tokenHash(id)}, ${session.organizationId}, ${session.personId}, ${session.level},
    ${world.now().toJSDate()}, ${session.idleMinutes}, ${ABSOLUTE_MINUTES}, ${session.ip}, ${session.userAgent.slice(0, 200)})`.execute(
    world.db,
  )
  return cookie(world, 'sid', id, ABSOLUTE_MINUTES * 60)
}

/**
 * The session of a request, if it is in force. It counts as a person's activity unless `background` says that a stream or a poll asks.
 * `huddleId`: the huddle whose page is asked for, where a grant may carry the session past its idle limit.
 */
export async function resolveSession(
  world: World,
  request: Request,
  { background = false, huddleId }: { background?: boolean; huddleId?: HuddleId } = {},
): Promise<Session | undefined> {
  const id = readCookie(world, request, 'sid')
  if (!id) return undefined
  const hash = tokenHash(id)
  const { rows } = await sql<{
    organization_id: string
    person_id: string
    auth_level: AuthLevel
    idle_until: Date
  }>`
    select * from control.resolve_session(${hash}, ${world.now().toJSDate()}, ${!background}, ${huddleId ?? null})`.execute(
    world.db,
  )
  const [row] = rows
  if (!row) return undefined
  return {
    organizationId: row.organization_id as OrganizationId,
    personId: row.person_id as PersonId,
    level: row.auth_level,
    hash,
    ref: hash.toString('hex').slice(0, 12),
    idleUntil: row.idle_until,
  }
}

/** Lets a session be idle until `until` on one huddle's pages: for who runs, joins or shows it. */
export async function grantSession(
  world: World,
  session: Pick<Session, 'hash'>,
  huddleId: string,
  until: DateTime,
): Promise<void> {
  await sql`select control.grant_session(${session.hash}, ${huddleId}, ${until.toJSDate()})`.execute(world.db)
}

/** Ends a session that another one has taken the place of. */
export async function dropSession(world: World, session: Pick<Session, 'hash'>): Promise<void> {
  await sql`select control.end_session(${session.hash}, ${world.now().toJSDate()})`.execute(world.db)
}

/** Prolongs what `grantSession` gave, for everyone on one huddle's pages for whom it has not ended. */
export async function extendGrants(scope: Scope, huddleId: string, until: DateTime): Promise<void> {
  await sql`select control.extend_grants(${huddleId}, ${until.toJSDate()}, ${scope.now.toJSDate()})`.execute(
    scope.trx,
  )
}

/** Ends what `grantSession` gave on one huddle's pages. */
export async function endGrants(scope: Scope, huddleId: string): Promise<void> {
  await sql`select control.end_grants(${huddleId})`.execute(scope.trx)
}

/** Ends the session of a request, wherever it is used. */
export async function endSession(world: World, request: Request): Promise<string> {
  const id = readCookie(world, request, 'sid')
  if (id) await sql`select control.end_session(${tokenHash(id)}, ${world.now().toJSDate()})`.execute(world.db)
  return cookie(world, 'sid', '', 0)
}

/** A cookie of ours: for this host only, never readable by scripts, never sent across sites by a form. */
export function cookie(world: World, name: string, value: string, maxAgeSeconds: number): string {
  const secure = world.env.APP_ORIGIN.startsWith('https://')
  return `${cookieName(world, name)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure ? '; Secure' : ''}`
}

/** The value of one of our cookies. */
export function readCookie(world: World, request: Request, name: string): string | undefined {
  const wanted = `${cookieName(world, name)}=`
  const found = request.headers
    .get('cookie')
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(wanted))
  return found?.slice(wanted.length) || undefined
}

/**
 * The secret of this browser before anyone is signed in: a mailed code and a passkey challenge are bound to it.
 * Gives the cookie to set when the browser has none yet.
 */
export function browserSecret(
  world: World,
  request: Request,
): { secret: string; setCookie: string | undefined } {
  const known = readCookie(world, request, 'pre')
  if (known && known.length === 43) return { secret: known, setCookie: undefined }
  const secret = newToken()
  return { secret, setCookie: cookie(world, 'pre', secret, 3600) }
}

// The prefix makes browsers refuse the cookie from anywhere but this host over https; on localhost there is no https to insist on.
function cookieName(world: World, name: string): string {
  return world.env.APP_ORIGIN.startsWith('https://') ? `__Host-${name}` : `huddle-${name}`
}
