import type { Scope } from '#app/platform/in-organization.ts'
import type { CaseId } from '#app/shared/ids.ts'
import type { RuleCode } from '../core/rule-book.ts'
import { askRules } from '../core/rules.ts'
import { lookAtCases, settingsOfTeams } from './look-at-cases.ts'

/** What the rules would do about a case. */
export interface RuleAnswers {
  readonly rules: readonly RuleCode[]
  /** How many older positive safety answers they would put on the list to be checked. */
  readonly earlier: number
}

/** What the rules would do about these cases, held or not, whatever was flagged before: for saying so before it is done. */
export async function listRuleAnswers(
  scope: Scope,
  caseIds: readonly CaseId[],
): Promise<Map<CaseId, RuleAnswers>> {
  const looked = await lookAtCases(scope, caseIds)
  const settingsOf = await settingsOfTeams(scope, looked.values())
  return new Map(
    [...looked].map(([caseId, { cadence, input }]) => {
      const { flags, earlier } = askRules(input, settingsOf(cadence.teamId))
      return [caseId, { rules: flags.map(({ rule }) => rule), earlier: earlier.length }]
    }),
  )
}
