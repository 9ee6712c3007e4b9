import { DateTime } from 'luxon'
import { noteCaseEvent } from '#app/features/cases/server/case-queries.server.ts'
import { findTeam } from '#app/features/people/server/people-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import { announce, dropDue, putDue } from '#app/platform/facts.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { FlagId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import {
  snooze,
  type SnoozeProblem as Unsnoozable,
  type WakeProblem as Unwakable,
  wake,
} from '../core/snooze.ts'
import { updateFlag } from './flag-queries.server.ts'
import { onFlag, stateOf } from './on-flag.ts'

type OnFlagProblem = 'no-such-flag' | 'not-a-lead' | 'changed-meanwhile'
export type SnoozeProblem = Unsnoozable | OnFlagProblem
export type WakeProblem = Unwakable | OnFlagProblem

interface OnFlag {
  readonly key?: string
  readonly flagId: FlagId
  /** What the lead had in front of them. */
  readonly version: number
}

/**
 * A lead puts a flag off until the morning of a day, with a reason; it then comes back by itself.
 *
 * What may be put off, and for how long, is said in `core/snooze.ts`; the time to respond goes on. Never a safety flag: the rules
 * refuse it, and so does `flag_safety_is_never_snoozed`.
 */
export async function snoozeFlag(
  world: World,
  caller: Caller,
  input: OnFlag & { readonly day: string; readonly reason: string },
): Promise<Result<FlagId, SnoozeProblem>> {
  return inOrganization(world, caller, (scope) =>
    once<FlagId, SnoozeProblem>(scope, 'flag.snooze', input.key, input, () =>
      onFlag<SnoozeProblem>(scope, input.flagId, input.version, async (flag) => {
        const team = await findTeam(scope, flag.teamId)
        if (!team) return refused('no-such-flag')
        const respondBy = DateTime.fromISO(flag.respondBy)
        const put = snooze(stateOf(flag), input, { respondBy, now: scope.now, zone: team.zone })
        if (!put.ok) return put
        const { until } = put.value
        await updateFlag(scope, flag.flagId, flag.version, {
          snooze: { until: until.toJSDate(), reason: input.reason.trim() },
        })
        await putDue(scope, 'due.snooze', flag.flagId, until)
        await noteCaseEvent(scope, flag.caseId, 'flag-snoozed', flag.flagId)
        await announce(scope, 'flag.triaged', flag.flagId)
        audit(scope, { action: 'flag.snoozed', entity: 'flag', entityId: flag.flagId })
        return done(flag.flagId)
      }),
    ),
  )
}

/** A lead brings a flag that was put off back to the inbox before its day. Why it was put off stays with it. */
export async function wakeFlag(
  world: World,
  caller: Caller,
  input: OnFlag,
): Promise<Result<FlagId, WakeProblem>> {
  return inOrganization(world, caller, (scope) =>
    once<FlagId, WakeProblem>(scope, 'flag.wake', input.key, input, () =>
      onFlag<WakeProblem>(scope, input.flagId, input.version, async (flag) => {
        const woken = wake(stateOf(flag))
        if (!woken.ok) return woken
        await updateFlag(scope, flag.flagId, flag.version, { wakes: true })
        await dropDue(scope, 'due.snooze', flag.flagId)
        await noteCaseEvent(scope, flag.caseId, 'flag-woken', flag.flagId)
        await announce(scope, 'flag.triaged', flag.flagId)
        audit(scope, { action: 'flag.woken', entity: 'flag', entityId: flag.flagId })
        return done(flag.flagId)
      }),
    ),
  )
}
