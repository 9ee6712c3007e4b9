import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId, ItemId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { type CourseProblem, goOn, jumpTo } from '../core/course.ts'
import { courseOf, follow } from './course-of.ts'
import { liveHuddleFor } from './live-access.ts'

export type GoOnProblem = CourseProblem | 'no-such-huddle' | 'not-live' | 'moved-on-already'

/**
 * Closes the current case and opens the next one, or the one named by `to`.
 *
 * `from` is the case that was current on the screen of whoever pressed (null: none was). When the huddle has moved on since, nothing
 * happens: two people who press at once do not skip a case.
 */
export async function goOnInHuddle(
  world: World,
  viewer: Viewer,
  step: { huddleId: HuddleId; from: ItemId | null; to?: ItemId | undefined; key?: string | undefined },
): Promise<Result<HuddleId, GoOnProblem>> {
  const { huddleId, from, to, key } = step
  return inOrganization(world, viewer, (scope) =>
    once<HuddleId, GoOnProblem>(scope, 'huddle.go-on', key, { huddleId, from, to }, async () => {
      const found = await liveHuddleFor(scope, viewer, huddleId, 'huddle.facilitate')
      if (!found.ok) return found
      const items = await courseOf(scope, huddleId)
      const current = items.find((item) => item.state === 'current')
      if ((current?.itemId ?? null) !== from) return refused('moved-on-already')
      const course = to ? jumpTo(items, to) : goOn(items)
      if (!course.ok) return course
      await follow(scope, huddleId, items, course.value)
      return done(huddleId)
    }),
  )
}
