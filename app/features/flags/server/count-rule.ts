import type { Scope } from '#app/platform/in-organization.ts'
import type { TeamId } from '#app/shared/ids.ts'
import type { RuleCode } from '../core/rule-book.ts'
import { deedsOf } from '../core/rule-deeds.ts'
import type { RuleSetting } from '../core/rule-settings.ts'
import { askRules } from '../core/rules.ts'
import { lookAtCases } from './look-at-cases.ts'
import { listPastFlags } from './past-flag-queries.server.ts'
import { listCasesForRules } from './rule-queries.server.ts'
import { readRuleSettings } from './rule-settings.ts'

/** What a rule would say to a team's cases today. */
export interface RuleCount {
  /** The open cases it looks at. */
  readonly cases: number
  /** For how many of them it asks, flagged already or not. */
  readonly asks: number
  /** How many flags it would raise anew, and how many of its flags would lose their reason. */
  readonly raises: number
  readonly lapses: number
}

const casesAtOnce = 500

/** What a rule would say today with each of these settings; nothing is changed by it. */
export async function countRule(
  scope: Scope,
  teamId: TeamId,
  code: RuleCode,
  settings: readonly RuleSetting[],
): Promise<RuleCount[]> {
  const caseIds = await listCasesForRules(scope, teamId)
  const own = (await readRuleSettings(scope, [teamId]))(teamId)
  const tried = settings.map((setting) => new Map(own).set(code, setting))
  const counts = settings.map(() => ({ cases: caseIds.length, asks: 0, raises: 0, lapses: 0 }))
  for (let at = 0; at < caseIds.length; at += casesAtOnce) {
    const page = caseIds.slice(at, at + casesAtOnce)
    const past = await listPastFlags(scope, page)
    for (const [caseId, { input }] of await lookAtCases(scope, page)) {
      for (const [n, count] of counts.entries()) {
        const asking = askRules(input, tried[n])
        if (asking.flags.some(({ rule }) => rule === code)) count.asks += 1
        const deeds = deedsOf(asking, past.get(caseId) ?? [], scope.now.toMillis())
        const deed = deeds.find(({ rule }) => rule === code)?.deed
        if (deed === 'raise') count.raises += 1
        if (deed === 'lapse') count.lapses += 1
      }
    }
  }
  return counts
}
