import { findTeam } from '#app/features/people/server/people-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import { announce } from '#app/platform/facts.ts'
import { type Caller, inOrganization } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import type { World } from '#app/platform/world.ts'
import type { TeamId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import { disorderOf } from '../core/number-order.ts'
import { fits, type Numbers } from '../core/numbers.ts'
import { isRuleCode, ruleEntry, urgenciesOf } from '../core/rule-book.ts'
import { fullSetting, type SettingCode, saidAgainstTheBook, standardOf } from '../core/standards.ts'
import { mayEditRules } from './on-flag.ts'
import { insertSettingChange, listSettings, putSetting } from './rule-setting-queries.server.ts'

export type ChangeRuleProblem =
  | 'no-such-team'
  | 'not-a-lead'
  | 'changed-meanwhile'
  | 'nothing-changed'
  | 'say-why'
  | 'out-of-bounds'
  | 'stays-on'
  | 'not-that-urgent'

export interface ChangeRuleInput {
  readonly key?: string
  readonly teamId: TeamId
  readonly code: SettingCode
  /** What the lead had in front of them; 0 when nothing was said about it yet. */
  readonly version: number
  readonly on: boolean
  readonly urgency: Urgency | null
  readonly numbers: Numbers
  readonly reason: string
}

/**
 * A lead changes how their team uses a rule, or the numbers of another standard, and says why. The rules look at the team's cases
 * soon after. Flags that are there keep the numbers they were raised with.
 */
export async function changeRule(
  world: World,
  caller: Caller,
  input: ChangeRuleInput,
): Promise<Result<SettingCode, ChangeRuleProblem>> {
  const { teamId, code, version, on, urgency } = input
  return inOrganization(world, caller, (scope) =>
    once<SettingCode, ChangeRuleProblem>(scope, 'rule.change', input.key, input, async () => {
      if (!(await findTeam(scope, teamId))) return refused('no-such-team')
      if (!(await mayEditRules(scope, teamId))) return refused('not-a-lead')
      const reason = input.reason.trim()
      if (!reason) return refused('say-why')
      const numbers = boundedNumbers(code, input.numbers)
      if (!numbers) return refused('out-of-bounds')
      if (isRuleCode(code)) {
        if (ruleEntry(code).fixed && !on) return refused('stays-on')
        if (!urgency || !urgenciesOf(code).includes(urgency)) return refused('not-that-urgent')
      }
      const [kept] = await listSettings(scope, [teamId], code)
      if ((kept?.version ?? 0) !== version) return refused('changed-meanwhile')
      const was = fullSetting(code, kept)
      const became = fullSetting(code, { on, ...(urgency && { urgency }), numbers })
      if (JSON.stringify(was) === JSON.stringify(became)) return refused('nothing-changed')
      if (!(await putSetting(scope, teamId, code, version, saidAgainstTheBook(code, became))))
        return refused('changed-meanwhile')
      await insertSettingChange(scope, teamId, { code, was, became, reason })
      await announce(scope, 'rules.changed', teamId)
      audit(scope, { action: 'rules.changed', entity: 'team', entityId: teamId, detail: code })
      return done(code)
    }),
  )
}

function boundedNumbers(code: SettingCode, given: Numbers): Numbers | undefined {
  const specs = Object.entries(standardOf(code).numbers)
  const bounded = specs.every(([name, spec]) => fits(spec, given[name] ?? Number.NaN))
  return bounded && !disorderOf(code, given) ? given : undefined
}
