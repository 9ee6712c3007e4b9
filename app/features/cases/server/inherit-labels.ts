import type { Scope } from '#app/platform/in-organization.ts'
import type { CaseId } from '#app/shared/ids.ts'
import { unionOf } from '../core/labels.ts'
import { findLabelsOfPlace } from './consent-queries.server.ts'

/**
 * Inner step: the labels of something new about a case: what was ticked, what the things it came from carry, the case's own, and part2
 * where the team or the organization is a Part 2 programme. They are stored with it, and none is ever taken off by what follows.
 */
export async function inheritLabels(
  scope: Scope,
  caseId: CaseId,
  ...from: readonly (readonly string[])[]
): Promise<string[]> {
  return unionOf(await findLabelsOfPlace(scope, caseId), ...from)
}
