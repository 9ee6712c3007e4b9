import type { Context } from '#app/platform/context.ts'
import { tokenHash } from '#app/platform/secrets.ts'
import { cookie, readCookie } from '#app/platform/sessions.server.ts'
import type { World } from '#app/platform/world.ts'
import { type PersonalLink, resolveLink } from './link-queries.server.ts'

// What an address may say of a link: enough to tell the links in one browser apart, nothing that opens one.
const REF_LENGTH = 8
const refShape = /^[0-9a-f]{8}$/

/**
 * Opens the link a mail carried: gives the cookie that carries its secret from now on, and the short name the address then has.
 *
 * Changes nothing on the server, so a scanner that follows every link does no harm. What does not exist answers 404, and too many
 * of those from one place 429.
 */
export async function openLink(
  { world, ip }: Context,
  token: string,
): Promise<{ readonly setCookie: string; readonly ref: string }> {
  const link = await resolveLink(world, token)
  if (!link) throw await refusal(world, ip)
  const ref = refOf(token)
  const seconds = Math.max(60, Math.round((link.validUntil.getTime() - world.now().toMillis()) / 1000))
  return { setCookie: cookie(world, `join-${ref}`, token, seconds), ref }
}

/** The link whose short name an address has, when this browser has opened it and it is still in force; otherwise 404. */
export async function requireLink(
  { world, ip }: Context,
  request: Request,
  ref: string | undefined,
): Promise<PersonalLink> {
  const token = ref && refShape.test(ref) ? readCookie(world, request, `join-${ref}`) : undefined
  const link = token && refOf(token) === ref ? await resolveLink(world, token) : undefined
  if (!link) throw await refusal(world, ip)
  return link
}

async function refusal(world: World, ip: string): Promise<Response> {
  const allowed = await world.limits.allows('try-link', ip)
  return new Response('This link is not in use.', { status: allowed ? 404 : 429 })
}

function refOf(token: string): string {
  return tokenHash(token).toString('hex').slice(0, REF_LENGTH)
}
