import { holdDiary, holdHuddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { type Clash, orClash } from '#app/features/huddles/server/in-the-way.ts'
import { placeHuddle } from '#app/features/huddles/server/place-huddle.ts'
import { may } from '#app/features/people/core/rights.ts'
import type { Viewer } from '#app/features/people/server/require-viewer.server.ts'
import { audit } from '#app/platform/audit.ts'
import { announce } from '#app/platform/facts.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { begin } from './start-huddle.ts'

export type HoldNowProblem = 'no-such-huddle' | 'changed-meanwhile' | 'over' | 'too-short'

/**
 * Gives a huddle this very minute as its time and starts it: for a team that is together already. A second press finds it started
 * and is content.
 *
 * Working hours and calendars are not asked, since whoever presses sees who is there. What no two people may break stays: the team
 * has one huddle at a time, and nobody who is required is held twice.
 */
export async function holdNow(
  world: World,
  viewer: Viewer,
  input: {
    readonly huddleId: HuddleId
    readonly version: number
    readonly minutes: number
    readonly key?: string
  },
): Promise<Result<HuddleId, HoldNowProblem> | Clash> {
  const { key, ...wanted } = input
  const { huddleId, version, minutes } = wanted
  const startsAt = world.now().startOf('minute')
  return orClash(world, viewer, { huddleId, minutes, startsAt }, () =>
    inOrganization(world, viewer, (scope) =>
      once<HuddleId, HoldNowProblem>(scope, 'huddle.hold-now', key, wanted, async () => {
        await holdDiary(scope)
        const huddle = await holdHuddle(scope, huddleId)
        if (!huddle || !may(viewer, 'huddle.schedule', huddle.teamId)) return refused('no-such-huddle')
        if (huddle.state === 'live') return done(huddleId)
        if (huddle.state !== 'draft' && huddle.state !== 'scheduled') return refused('over')
        if (huddle.version !== version) return refused('changed-meanwhile')
        if (minutes <= huddle.setupMinutes) return refused('too-short')

        const news = huddle.state === 'draft' ? 'huddle.scheduled' : 'huddle.moved'
        await placeHuddle(scope, huddle, { startsAt, minutes })
        await announce(scope, news, huddleId)
        audit(scope, { action: news, entity: 'huddle', entityId: huddleId })
        const begun = await begin(scope, huddleId, huddle.facilitatorId ?? viewer.personId, viewer.personId)
        return begun.ok ? done(huddleId) : refused('changed-meanwhile')
      }),
    ),
  )
}
