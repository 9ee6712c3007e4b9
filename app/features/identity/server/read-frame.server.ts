import { may } from '#app/features/people/core/rights.ts'
import { listTeams } from '#app/features/people/server/people-queries.server.ts'
import { findPageViewer } from '#app/features/people/server/require-viewer.server.ts'
import type { Context } from '#app/platform/context.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { disciplines, roles } from '#app/shared/disciplines.ts'
import type { HuddleId } from '#app/shared/ids.ts'

/** What the frame shows of whoever looks. */
export interface FrameViewer {
  readonly personId: string
  readonly name: string
  readonly discipline: string
  readonly organization: string
  readonly sample: boolean
  readonly admin: boolean
  readonly idleSeconds: number
  readonly teams: readonly FrameTeam[]
}

/** One of their teams, with the places in it that are open to them. */
export interface FrameTeam {
  readonly teamId: string
  readonly name: string
  readonly role: string
  readonly inbox: boolean
  readonly huddles: boolean
  readonly measures: boolean
}

/**
 * What the frame around a page shows of whoever looks; null when nobody is signed in.
 *
 * Asked in the background: that a page reloads its data by itself must not keep a session alive. The page's own loader says whether
 * a person did something.
 */
export async function readFrame(
  context: Context,
  request: Request,
  huddleId: HuddleId | undefined,
): Promise<FrameViewer | null> {
  const viewer = await findPageViewer(context, request, {
    background: true,
    ...(huddleId ? { huddleId } : {}),
  })
  if (!viewer) return null
  const all = await inOrganization(context.world, viewer, listTeams)
  return {
    personId: viewer.personId,
    name: viewer.person.name,
    discipline: disciplines[viewer.person.discipline],
    organization: viewer.organization.name,
    sample: viewer.organization.sample,
    admin: viewer.admin,
    idleSeconds: viewer.organization.idleMinutes * 60,
    teams: all.flatMap((team) => {
      const role = viewer.roles.get(team.teamId)
      return role
        ? [
            {
              teamId: team.teamId,
              name: team.name,
              role: roles[role],
              inbox: may(viewer, 'flag.triage', team.teamId),
              huddles: may(viewer, 'huddle.join', team.teamId),
              measures: may(viewer, 'measures.read', team.teamId),
            },
          ]
        : []
    }),
  }
}
