import type { DateTime } from 'luxon'
import { may, type Standing } from '#app/features/people/core/rights.ts'
import { audit } from '#app/platform/audit.ts'
import { announce } from '#app/platform/facts.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import { huddleTopic, tell } from '#app/platform/tell.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { holdDiary, holdHuddle } from './huddle-queries.server.ts'
import { type Clash, orClash } from './in-the-way.ts'
import { placeHuddle } from './place-huddle.ts'

export type MoveProblem =
  | 'no-such-huddle'
  | 'changed-meanwhile'
  | 'not-scheduled'
  | 'in-the-past'
  | 'too-short'
  | 'same-time'

/** Gives a scheduled huddle another time. Everybody is asked again, since who could come then may not be able to come now. */
export async function moveHuddle(
  world: World,
  caller: Caller & Standing,
  input: {
    readonly huddleId: HuddleId
    readonly version: number
    readonly startsAt: DateTime
    /** Its length; as it was, when left out. */
    readonly minutes?: number
    readonly key?: string
  },
): Promise<Result<HuddleId, MoveProblem> | Clash> {
  const { key, ...wanted } = input
  const { huddleId, version, startsAt } = wanted
  return orClash(world, caller, wanted, () =>
    inOrganization(world, caller, async (scope) =>
      once(scope, 'huddle.move', key, { ...wanted, startsAt: startsAt.toISO() }, async () => {
        await holdDiary(scope)
        const huddle = await holdHuddle(scope, huddleId)
        if (!huddle || !may(caller, 'huddle.schedule', huddle.teamId)) return refused('no-such-huddle')
        if (huddle.state !== 'scheduled') return refused('not-scheduled')
        if (huddle.version !== version) return refused('changed-meanwhile')
        const minutes = wanted.minutes ?? huddle.minutes
        if (minutes <= huddle.setupMinutes) return refused('too-short')
        if (startsAt <= scope.now) return refused('in-the-past')
        if (huddle.startsAt?.toMillis() === startsAt.toMillis() && minutes === huddle.minutes)
          return refused('same-time')
        await placeHuddle(scope, huddle, { startsAt, minutes })
        audit(scope, { action: 'huddle.moved', entity: 'huddle', entityId: huddleId })
        await announce(scope, 'huddle.moved', huddleId)
        await tell(scope, huddleTopic(huddleId))
        return done(huddleId)
      }),
    ),
  )
}
