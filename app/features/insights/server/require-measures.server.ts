import {
  notFound,
  requireRight,
  requireViewer,
  type Viewer,
} from '#app/features/people/server/require-viewer.server.ts'
import type { Context } from '#app/platform/context.ts'
import { readId, type TeamId } from '#app/shared/ids.ts'
import { readMonth } from '../core/months.ts'

/** Whoever may see a team's measures, and up to which month they ask for. Everybody else finds nothing. */
export async function requireMeasures(
  context: Context,
  request: Request,
  team: string | undefined,
): Promise<{ readonly viewer: Viewer; readonly teamId: TeamId; readonly until: string | undefined }> {
  const viewer = await requireViewer(context, request)
  const teamId = readId<TeamId>(team)
  if (!teamId) throw notFound()
  await requireRight(context, viewer, 'measures.read', teamId)
  const asked = new URL(request.url).searchParams.get('until')
  const until = readMonth(asked)
  if (asked && !until) throw new Response('A month is written as 2026-11.', { status: 400 })
  return { viewer, teamId, until }
}
