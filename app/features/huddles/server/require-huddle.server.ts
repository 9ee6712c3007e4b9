import { type ConsentShown, withConsent } from '#app/features/cases/server/consent-shown.ts'
import { type Deed, may } from '#app/features/people/core/rights.ts'
import {
  notFound,
  requireRight,
  requireViewer,
  unseen,
  type Viewer,
} from '#app/features/people/server/require-viewer.server.ts'
import type { Context } from '#app/platform/context.ts'
import { inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { type HuddleId, readId } from '#app/shared/ids.ts'
import { findHuddle, type Huddle } from './huddle-queries.server.ts'

/** The huddle an address names, for a viewer who may do this with it; otherwise 404, as if there were none. */
export async function requireHuddle(
  context: Context,
  viewer: Viewer,
  text: string | undefined,
  deed: Deed,
): Promise<Huddle> {
  const huddleId = readId<HuddleId>(text)
  if (!huddleId) throw notFound()
  const huddle = await inOrganization(context.world, viewer, (scope) => findHuddle(scope, huddleId))
  if (!huddle) throw await unseen(context, viewer, { action: deed, entity: 'huddle', entityId: huddleId })
  await requireRight(context, viewer, deed, huddle.teamId)
  return huddle
}

/**
 * Shows what belongs to one huddle: 404 where there is none for whoever asks, else what `work` reads, with what is to be said about
 * protected records in it, all in one transaction.
 *
 * `live` says that it is a screen of a running huddle. It stays open and refreshes itself, so it keeps no session alive; what joining
 * gave may carry the session past its idle limit there.
 */
export async function atHuddle<Answer extends object>(
  context: Context,
  request: Request,
  text: string | undefined,
  deed: Deed,
  work: (scope: Scope, at: { readonly viewer: Viewer; readonly huddle: Huddle }) => Promise<Answer>,
  { live = false }: { readonly live?: boolean } = {},
): Promise<Answer & { readonly consent: ConsentShown }> {
  const huddleId = readId<HuddleId>(text)
  if (!huddleId) throw notFound()
  const viewer = await requireViewer(context, request, live ? { background: true, huddleId } : {})
  const answer = await inOrganization(context.world, viewer, async (scope) => {
    const huddle = await findHuddle(scope, huddleId)
    if (!huddle || !may(viewer, deed, huddle.teamId)) return undefined
    return { value: await withConsent(scope, await work(scope, { viewer, huddle })) }
  })
  if (answer) return answer.value
  throw await unseen(context, viewer, { action: deed, entity: 'huddle', entityId: huddleId })
}
