import { type Deed, may } from '#app/features/people/core/rights.ts'
import {
  notFound,
  requireViewer,
  unseen,
  type Viewer,
} from '#app/features/people/server/require-viewer.server.ts'
import { audit } from '#app/platform/audit.ts'
import type { Context } from '#app/platform/context.ts'
import { inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { type CaseId, readId } from '#app/shared/ids.ts'
import { type Case, findCase } from './case-queries.server.ts'
import { type ConsentShown, withConsent } from './consent-shown.ts'
import { findBanner } from './find-banner.ts'
import { dayOfTeam } from './team-day.ts'

/** Whoever asks at a case's address, what they may do there, and the case as it is. */
export interface AtCase {
  readonly viewer: Viewer
  readonly found: Case
  readonly mayWrite: boolean
}

/**
 * Shows a page about one case: answers 404 where there is none for whoever asks, notes that the patient was looked at, and gives what
 * `work` reads, with what is to be said about protected records in it, all in one transaction.
 */
export async function atCase<Answer extends object>(
  context: Context,
  request: Request,
  caseIdText: string | undefined,
  work: (scope: Scope, at: AtCase) => Promise<Answer>,
): Promise<Answer & { readonly consent: ConsentShown }> {
  const viewer = await requireViewer(context, request)
  const caseId = readId<CaseId>(caseIdText)
  if (!caseId) throw notFound()
  const answer = await inOrganization(context.world, viewer, async (scope) => {
    const found = await findCase(scope, caseId)
    if (!found || !may(viewer, 'case.read', found.teamId)) return undefined
    audit(scope, { action: 'case.viewed', entity: 'case', entityId: caseId, patientId: found.patientId })
    const mayWrite = may(viewer, 'case.write', found.teamId)
    return { value: await withConsent(scope, await work(scope, { viewer, found, mayWrite })) }
  })
  if (answer) return answer.value
  throw await unseen(context, viewer, { action: 'case.viewed', entity: 'case', entityId: caseId })
}

/** Whoever is about to do something at a case's address, and may: 404 where there is no such case for them. */
export async function requireCase(
  context: Context,
  request: Request,
  caseIdText: string | undefined,
  deed: Deed,
): Promise<{ readonly viewer: Viewer; readonly caseId: CaseId; readonly found: Case }> {
  const viewer = await requireViewer(context, request)
  const caseId = readId<CaseId>(caseIdText)
  if (!caseId) throw notFound()
  const found = await inOrganization(context.world, viewer, (scope) => findCase(scope, caseId))
  if (found && may(viewer, deed, found.teamId)) return { viewer, caseId, found }
  throw await unseen(context, viewer, { action: deed, entity: 'case', entityId: caseId })
}

/**
 * Shows a page on which something about one case is written: 404 for whoever may not. Gives what each of them needs beside what `work`
 * reads: the banner, the viewer's zone, and today in the team's.
 */
export async function atCaseForm<Answer extends object>(
  context: Context,
  request: Request,
  caseIdText: string | undefined,
  work: (scope: Scope, at: AtCase & { readonly today: string }) => Promise<Answer>,
) {
  return atCase(context, request, caseIdText, async (scope, at) => {
    const { caseId, teamId } = at.found
    const banner = at.mayWrite ? await findBanner(scope, caseId) : undefined
    if (!banner) throw notFound()
    const more = await work(scope, { ...at, today: banner.today })
    return { caseId, teamId, zone: at.viewer.zone, today: banner.today, banner, ...more }
  })
}

/** Whoever is about to write something about a case, with today in the team's zone: 404 where there is no such case for them. */
export async function requireCaseForm(context: Context, request: Request, caseIdText: string | undefined) {
  const at = await requireCase(context, request, caseIdText, 'case.write')
  const today = await inOrganization(context.world, at.viewer, (scope) => dayOfTeam(scope, at.found.teamId))
  return { ...at, today }
}

/** The id that ends an address, or undefined for `new`, which is a thing that is not there yet. 404 for what is neither. */
export function idOrNew(text: string | undefined): string | undefined {
  if (text === 'new') return undefined
  const id = readId<string>(text)
  if (!id) throw notFound()
  return id
}
