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
import { listAttendees } from './attendee-queries.server.ts'
import { holdDiary, holdHuddle } from './huddle-queries.server.ts'
import { type Clash, orClash } from './in-the-way.ts'
import { placeHuddle } from './place-huddle.ts'

export type ScheduleProblem =
  | 'no-such-huddle'
  | 'changed-meanwhile'
  | 'not-a-draft'
  | 'in-the-past'
  | 'too-short'
  | 'nobody-asked'

/** Gives a draft its time and announces it: both, or neither. */
export async function scheduleHuddle(
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
): Promise<Result<HuddleId, ScheduleProblem> | Clash> {
  const { key, ...wanted } = input
  const { huddleId, version, startsAt } = wanted
  return orClash(world, caller, wanted, () =>
    inOrganization(world, caller, async (scope) =>
      once(scope, 'huddle.schedule', key, { ...wanted, startsAt: startsAt.toISO() }, async () => {
        await holdDiary(scope)
        const huddle = await holdHuddle(scope, huddleId)
        if (!huddle || !may(caller, 'huddle.schedule', huddle.teamId)) return refused('no-such-huddle')
        if (huddle.state !== 'draft') return refused('not-a-draft')
        if (huddle.version !== version) return refused('changed-meanwhile')
        const minutes = wanted.minutes ?? huddle.minutes
        if (minutes <= huddle.setupMinutes) return refused('too-short')
        if (startsAt <= scope.now) return refused('in-the-past')
        if ((await listAttendees(scope, huddleId)).length === 0) return refused('nobody-asked')
        await placeHuddle(scope, huddle, { startsAt, minutes })
        audit(scope, { action: 'huddle.scheduled', entity: 'huddle', entityId: huddleId })
        await announce(scope, 'huddle.scheduled', huddleId)
        await tell(scope, huddleTopic(huddleId))
        return done(huddleId)
      }),
    ),
  )
}
