import { may } from '#app/features/people/core/rights.ts'
import { listRoles } from '#app/features/people/server/people-queries.server.ts'
import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import type { FlagId, TeamId } from '#app/shared/ids.ts'
import { type Result, refused } from '#app/shared/result.ts'
import { isSnoozed, type RaisedFlag } from '../core/flag.ts'
import type { Flag, FlagState } from '../core/triage.ts'
import { findFlag, lockFlag } from './flag-queries.server.ts'
import { lockCase } from './rule-queries.server.ts'

/**
 * What a lead does to a flag that is still as they saw it. Its case is locked first, so that whatever concerns the case's place in
 * the queue happens one after the other.
 */
export async function onFlag<Problem extends string>(
  scope: Scope,
  flagId: FlagId,
  version: number,
  deed: (flag: RaisedFlag) => Promise<Result<FlagId, Problem>>,
): Promise<Result<FlagId, Problem | 'no-such-flag' | 'not-a-lead' | 'changed-meanwhile'>> {
  const seen = await findFlag(scope, flagId)
  if (!seen) return refused('no-such-flag')
  if (!(await isLead(scope, seen.teamId))) return refused('not-a-lead')
  await lockCase(scope, seen.caseId)
  const flag = await lockFlag(scope, flagId)
  if (!flag) return refused('no-such-flag')
  if (flag.version !== version) return refused('changed-meanwhile')
  return deed(flag)
}

/** Whether the person of the scope may triage in a team. */
export async function isLead(scope: Scope, teamId: TeamId): Promise<boolean> {
  const personId = actingPerson(scope)
  if (!personId) return false
  return may({ admin: false, roles: await listRoles(scope, personId) }, 'flag.triage', teamId)
}

/** Whether the person of the scope may change a team's rules. */
export async function mayEditRules(scope: Scope, teamId: TeamId): Promise<boolean> {
  const personId = actingPerson(scope)
  if (!personId) return false
  return may({ admin: false, roles: await listRoles(scope, personId) }, 'rules.edit', teamId)
}

/** A kept flag as the rules of triage see it. */
export function stateOf(flag: RaisedFlag): Flag {
  return {
    urgency: flag.urgency,
    ...(flag.rule ? { rule: flag.rule } : {}),
    now: nowOf(flag),
  }
}

function nowOf(flag: RaisedFlag): FlagState {
  if (flag.state === 'closed') return { state: 'closed', found: flag.found ?? '' }
  if (flag.snooze && isSnoozed(flag))
    return { state: 'snoozed', day: flag.snooze.until.slice(0, 10), reason: flag.snooze.reason }
  if (flag.state === 'open' || !flag.verdict) return { state: 'waiting' }
  if (flag.verdict === 'not-ready')
    return { state: 'triaged', verdict: 'not-ready', missing: (flag.verdictNote ?? '').split('\n') }
  return { state: 'triaged', verdict: flag.verdict }
}
