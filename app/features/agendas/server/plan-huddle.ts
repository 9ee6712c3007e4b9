import { lockEntries } from '#app/features/flags/server/queue-queries.server.ts'
import { type DraftProblem, draftHuddleIn } from '#app/features/huddles/server/draft-huddle.ts'
import { findHuddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { may, type Standing } from '#app/features/people/core/rights.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId, QueueEntryId, TeamId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { neededFor, type PutProblem, putItem } from './put-item.ts'

export type PlanProblem = DraftProblem | PutProblem

/**
 * Makes a draft about chosen cases: whom they need is required, the rest of the team optional.
 *
 * Safety cases come first, the others as they were chosen. All of them or none: a case that another agenda has just taken is a
 * refusal.
 */
export async function planHuddle(
  world: World,
  caller: Caller & Standing,
  input: {
    readonly teamId: TeamId
    readonly minutes: number
    readonly setupMinutes: number
    readonly queueEntryIds: readonly QueueEntryId[]
    readonly key?: string
  },
): Promise<Result<HuddleId, PlanProblem>> {
  const { key, ...plan } = input
  return inOrganization(world, caller, async (scope) => {
    if (!may(caller, 'huddle.schedule', plan.teamId)) return refused('no-such-team')
    return once<HuddleId, PlanProblem>(scope, 'huddle.plan', key, plan, async () => {
      const found = new Map(
        (await lockEntries(scope, plan.queueEntryIds)).map((entry) => [entry.queueEntryId, entry]),
      )
      const chosen = [...new Set(plan.queueEntryIds)].flatMap((id) => found.get(id) ?? [])
      if (chosen.length < new Set(plan.queueEntryIds).size) return refused('no-such-entry')
      const drafted = await draftHuddleIn(scope, { ...plan, required: chosen.flatMap(neededFor) })
      if (!drafted.ok) return drafted
      const huddle = await findHuddle(scope, drafted.value)
      if (!huddle) return refused('no-such-team')
      for (const entry of chosen) {
        const put = await putItem(scope, huddle, entry, { fresh: false })
        if (!put.ok) return put
      }
      return done(drafted.value)
    })
  })
}
