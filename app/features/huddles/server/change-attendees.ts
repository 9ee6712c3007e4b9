import { may, type Standing } from '#app/features/people/core/rights.ts'
import { audit } from '#app/platform/audit.ts'
import { announce } from '#app/platform/facts.ts'
import { type Caller, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import { huddleTopic, tell } from '#app/platform/tell.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId, PersonId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { findHuddle, type Huddle, holdDiary, holdHuddle } from './huddle-queries.server.ts'
import { type Clash, orClash } from './in-the-way.ts'

export type AttendeesProblem = 'no-such-huddle' | 'too-late'

/** Who is meant, in which huddle. */
export interface AttendeeInput {
  readonly huddleId: HuddleId
  readonly personId: PersonId
  readonly key?: string
}

/**
 * What adding, removing and requiring somebody have in common: one at a time, before the huddle begins, and told to the calendar
 * once the huddle has a time.
 */
export async function changeAttendees<Problem extends string>(
  world: World,
  caller: Caller & Standing,
  action:
    | 'huddle.attendee-added'
    | 'huddle.attendee-removed'
    | 'huddle.attendee-required'
    | 'huddle.attendee-optional',
  { key, ...input }: AttendeeInput,
  step: (scope: Scope, huddle: Huddle) => Promise<Result<HuddleId, Problem>>,
): Promise<Result<HuddleId, Problem | AttendeesProblem> | Clash> {
  const { huddleId, personId } = input
  return orClash(world, caller, { huddleId, personIds: [personId] }, () =>
    inOrganization(world, caller, async (scope) =>
      once<HuddleId, Problem | AttendeesProblem>(scope, action, key, input, async () => {
        const seen = await findHuddle(scope, huddleId)
        if (!seen || !may(caller, 'huddle.schedule', seen.teamId)) return refused('no-such-huddle')
        await holdDiary(scope)
        const huddle = await holdHuddle(scope, huddleId)
        if (huddle?.state !== 'draft' && huddle?.state !== 'scheduled') return refused('too-late')
        const changed = await step(scope, huddle)
        if (!changed.ok) return changed
        audit(scope, { action, entity: 'huddle', entityId: huddleId, detail: personId })
        if (huddle.state === 'scheduled') await announce(scope, 'huddle.attendees-changed', huddleId)
        await tell(scope, huddleTopic(huddleId))
        return done(huddleId)
      }),
    ),
  )
}
