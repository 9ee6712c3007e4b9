import { audit } from '#app/platform/audit.ts'
import { actingPerson, type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { CaseId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import type { BriefPartName } from '../core/brief.ts'
import { handLabels } from '../core/labels.ts'
import { insertEarlierText, listBrief, updateBriefPart } from './brief-queries.server.ts'
import { findCase, noteCaseEvent } from './case-queries.server.ts'
import { inheritLabels } from './inherit-labels.ts'

export type WriteBriefProblem = 'no-such-case' | 'nobody-writes' | 'withheld' | 'changed-meanwhile'

/**
 * Writes one part of a case's brief, over the version the writer had in front of them (0 when there was none).
 *
 * Of two who write at once one is first; the other is refused and keeps their text, to put the two together. What a part said before
 * stays readable. Nobody writes over what the patient's consent keeps from them. The labels a hand can tick are as the writer leaves
 * them; all others stay.
 */
export async function writeBriefPart(
  world: World,
  caller: Caller,
  input: {
    readonly key?: string
    readonly caseId: CaseId
    readonly part: BriefPartName
    readonly version: number
    readonly text: string
    readonly labels?: readonly string[]
  },
): Promise<Result<CaseId, WriteBriefProblem>> {
  const { caseId, part, version, text, labels = [] } = input
  return inOrganization(world, caller, (scope) =>
    once(scope, 'brief.write', input.key, input, async () => {
      const author = actingPerson(scope)
      if (!author) return refused('nobody-writes')
      const found = await findCase(scope, caseId)
      if (!found) return refused('no-such-case')
      const before = (await listBrief(scope, caseId)).find((one) => one.part === part)
      if (before?.withheld) return refused('withheld')
      const kept = (before?.labels ?? []).filter((label) => !handLabels.some((one) => one === label))
      const all = await inheritLabels(scope, caseId, labels, kept)
      if (!(await updateBriefPart(scope, caseId, part, version, text, all, author)))
        return refused('changed-meanwhile')
      // The update has held the row at the version it was read at, so this is the very text that it replaced.
      if (before?.text !== undefined) await insertEarlierText(scope, caseId, { ...before, text: before.text })
      await noteCaseEvent(scope, caseId, 'brief-written')
      audit(scope, {
        action: 'brief.written',
        entity: 'case',
        entityId: caseId,
        patientId: found.patientId,
        detail: part,
      })
      return done(caseId)
    }),
  )
}
