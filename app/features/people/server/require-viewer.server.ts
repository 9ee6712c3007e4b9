import { auditDenied } from '#app/platform/audit-denied.ts'
import type { Context } from '#app/platform/context.ts'
import { asSystem, type Caller, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { resolveSession, type Session } from '#app/platform/sessions.server.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId, PersonId, TeamId } from '#app/shared/ids.ts'
import { type Deed, may, type Standing } from '../core/rights.ts'
import {
  type Addressee,
  findOrganization,
  findPerson,
  listRoles,
  type Organization,
} from './people-queries.server.ts'

/** Whoever is at the door: a person of an organization, with the rights they have at this moment. */
export interface Viewer extends Caller, Standing {
  readonly actor: { readonly kind: 'person'; readonly personId: PersonId; readonly sessionRef: string }
  readonly teams: readonly TeamId[]
  readonly personId: PersonId
  readonly person: Addressee
  readonly organization: Organization
  readonly zone: string
  readonly session: Session
}

interface Door {
  /** A session by mailed code alone is let in: only for pages without patient data. */
  readonly codeIsEnough?: boolean
  /** A stream or poll asks, not a person: it does not count as activity. */
  readonly background?: boolean
  /** The huddle whose page this is: a grant may carry the session past its idle limit here. */
  readonly huddleId?: HuddleId
}

/**
 * The person at the door, or a redirect to where they can prove who they are.
 *
 * Rights and teams are read anew for each request, so a change of them is in force with the next one. A session proved by a mailed
 * code alone opens no page with patient data: it leads to the passkey page. The demo's own sessions open everything, in the demo only.
 */
export async function requireViewer(context: Context, request: Request, door: Door = {}): Promise<Viewer> {
  const viewer = await findPageViewer(context, request, door)
  if (!viewer) throw toSignIn(request)
  if (viewer.session.level === 'code' && !door.codeIsEnough && !context.world.env.DEMO)
    throw redirectTo(`/passkey?next=${next(request)}`)
  return viewer
}

/** The person at the door, or undefined. Whoever asks again later, as a stream does, gets the rights of then. */
export async function findViewer(
  context: Context,
  request: Request,
  door: Door = {},
): Promise<Viewer | undefined> {
  const session = await resolveSession(context.world, request, door)
  return session && viewerOfSession(context.world, session)
}

/** The same for a loader of a page: the loaders of one page read the viewer once. */
export async function findPageViewer(
  context: Context,
  request: Request,
  door: Door = {},
): Promise<Viewer | undefined> {
  const session = await resolveSession(context.world, request, door)
  if (!session || request.method !== 'GET') return session && viewerOfSession(context.world, session)
  const key = `viewer ${session.hash.toString('hex')}`
  const known = context.read.get(key) as Promise<Viewer | undefined> | undefined
  const reading = known ?? viewerOfSession(context.world, session)
  context.read.set(key, reading)
  const viewer = await reading
  return viewer && { ...viewer, session }
}

async function viewerOfSession(world: World, session: Session): Promise<Viewer | undefined> {
  if (session.level === 'demo' && !world.env.DEMO) return undefined
  return inOrganization(world, asSystem(session.organizationId), (scope) => readViewer(scope, session))
}

/** The person behind a session with the rights of this moment, or undefined when their access has ended. */
export async function readViewer(scope: Scope, session: Session): Promise<Viewer | undefined> {
  const person = await findPerson(scope, session.personId)
  if (person?.state !== 'active') return undefined
  const roles = await listRoles(scope, session.personId)
  const organization = await findOrganization(scope)
  return {
    organizationId: session.organizationId,
    actor: { kind: 'person', personId: session.personId, sessionRef: session.ref },
    teams: [...roles.keys()],
    personId: session.personId,
    person,
    organization,
    admin: person.admin,
    roles,
    zone: person.zone,
    session,
  }
}

/** Goes on only if the viewer may do this in the team. Otherwise 404, as if there were nothing: and the attempt is noted. */
export async function requireRight(
  context: Context,
  viewer: Viewer,
  deed: Deed,
  teamId: TeamId,
): Promise<void> {
  if (may(viewer, deed, teamId)) return
  await auditDenied(context.world, viewer, { action: deed, entity: 'team', entityId: teamId })
  throw notFound()
}

/** Goes on only for an admin of the organization. */
export async function requireAdmin(context: Context, request: Request): Promise<Viewer> {
  const viewer = await requireViewer(context, request)
  if (viewer.admin) return viewer
  await auditDenied(context.world, viewer, {
    action: 'admin',
    entity: 'organization',
    entityId: viewer.organizationId,
  })
  throw notFound()
}

/** Notes that a viewer reached for what is not there for them, and gives the 404 to throw: whether it is there at all is not told. */
export async function unseen(
  context: Context,
  viewer: Viewer,
  entry: { readonly action: string; readonly entity: string; readonly entityId: string },
): Promise<Response> {
  await auditDenied(context.world, viewer, entry)
  return notFound()
}

/** What whoever may not know gets: the same as for what does not exist. */
export function notFound(): Response {
  return new Response('Not found', { status: 404 })
}

function toSignIn(request: Request): Response {
  return redirectTo(`/sign-in?next=${next(request)}`)
}

// Only a path of ours, without its query: an address must neither carry what was searched nor lead elsewhere.
function next(request: Request): string {
  const { pathname } = new URL(request.url)
  const page = pathname.replace(/\.data$/, '')
  return encodeURIComponent(request.method === 'GET' ? page : '/')
}

function redirectTo(location: string): Response {
  return new Response(null, { status: 302, headers: { Location: location } })
}
