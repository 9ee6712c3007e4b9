import { audit } from '#app/platform/audit.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { withoutHand } from '../core/labels.ts'
import { findCase, noteCaseEvent } from './case-queries.server.ts'
import { inheritLabels } from './inherit-labels.ts'
import { findNeed, insertNeed, type NeedText, updateNeed } from './need-queries.server.ts'
import { findService } from './service-queries.server.ts'
import { dayOfTeam } from './team-day.ts'

export type WriteNeedProblem = 'no-such-case' | 'no-such-need' | 'no-such-service' | 'changed-meanwhile'

/**
 * Notes what stands in a patient's way, or says anew where it stands, over the version the writer had in front of them.
 *
 * The service is one of the organization's directory; one that has ended stays where it is and can be given to no other need.
 */
export async function writeNeed(
  world: World,
  caller: Caller,
  input: NeedText & {
    readonly key?: string
    readonly caseId: CaseId
    /** Left out for a new need. */
    readonly need?: { readonly needId: string; readonly version: number }
  },
): Promise<Result<string, WriteNeedProblem>> {
  const { key, caseId, need, ...text } = input
  return inOrganization(world, caller, (scope) =>
    once<string, WriteNeedProblem>(scope, 'need.write', key, input, async () => {
      const found = await findCase(scope, caseId)
      if (!found) return refused('no-such-case')
      const { patientId } = found
      const before = need && (await findNeed(scope, patientId, need.needId))
      if (need && (!before || before.withheld)) return refused('no-such-need')
      if (text.serviceId && text.serviceId !== before?.serviceId) {
        const service = await findService(scope, text.serviceId)
        if (!service || service.endedAt) return refused('no-such-service')
      }
      const labels = await inheritLabels(scope, caseId, text.labels, withoutHand(before?.labels ?? []))
      if (need && !(await updateNeed(scope, need.needId, need.version, { ...text, labels })))
        return refused('changed-meanwhile')
      const today = await dayOfTeam(scope, found.teamId)
      const needId = need?.needId ?? (await insertNeed(scope, patientId, { ...text, labels }, today))
      const kind = before
        ? before.state === text.state
          ? 'need-changed'
          : `need-${text.state}`
        : 'need-noted'
      await noteCaseEvent(scope, caseId, kind, needId)
      audit(scope, {
        action: need ? 'need.changed' : 'need.noted',
        entity: 'need',
        entityId: needId,
        patientId,
      })
      return done(needId)
    }),
  )
}
