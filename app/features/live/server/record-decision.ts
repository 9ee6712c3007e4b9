import { unionOf } from '#app/features/cases/core/labels.ts'
import { findQueueEntries } from '#app/features/flags/server/queue-queries.server.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import {
  type DecidedTask,
  type DecisionProblem,
  insertDecision,
} from '#app/features/tasks/server/insert-decision.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { DecisionId, HuddleId, ItemId } from '#app/shared/ids.ts'
import { type Result, refused } from '#app/shared/result.ts'
import { courseOf } from './course-of.ts'
import { liveHuddleFor } from './live-access.ts'
import { addLiveEvent, deleteDraft } from './live-queries.server.ts'

export type RecordProblem = DecisionProblem | 'no-such-huddle' | 'not-live' | 'not-open'

/** What was agreed about a case, as typed in the huddle. */
export interface Recorded {
  readonly huddleId: HuddleId
  readonly itemId: ItemId
  readonly text?: string
  readonly rationale?: string
  readonly options?: string
  readonly dissent?: string
  readonly noActionReason?: string
  readonly tasks: readonly DecidedTask[]
  /** What was ticked; what was talked about gives its own. */
  readonly labels?: readonly string[]
  readonly key?: string | undefined
}

/** Records a decision about the current case, or about one that was discussed earlier in this huddle. */
export async function recordDecision(
  world: World,
  viewer: Viewer,
  input: Recorded,
): Promise<Result<DecisionId, RecordProblem>> {
  const { huddleId, itemId, key, ...decision } = input
  return inOrganization(world, viewer, (scope) =>
    once<DecisionId, RecordProblem>(scope, 'decision.record', key, { itemId, decision }, async () => {
      const found = await liveHuddleFor(scope, viewer, huddleId, 'decision.record')
      if (!found.ok) return found
      const item = (await courseOf(scope, huddleId)).find((one) => one.itemId === itemId)
      if (!item || (item.state !== 'current' && item.state !== 'discussed')) return refused('not-open')
      const [entry] = await findQueueEntries(scope, [item.queueEntryId])
      const labels = unionOf(decision.labels ?? [], entry?.labels ?? [])
      const about = { caseId: item.caseId, huddleId, itemId, labels }
      const recorded = await insertDecision(scope, { ...decision, ...about })
      if (!recorded.ok) return recorded
      await deleteDraft(scope, itemId)
      await addLiveEvent(scope, huddleId, 'decision-recorded', itemId)
      return recorded
    }),
  )
}
