import type { Scope } from '#app/platform/in-organization.ts'
import type { TeamId } from '#app/shared/ids.ts'
import { type NumberSpecs, type NumbersOf, numbersOf } from '../core/numbers.ts'
import { type Clocks, clockNumbers } from '../core/respond-by.ts'
import { isRuleCode, type RuleCode } from '../core/rule-book.ts'
import { type RuleEdit, type RuleSettings, settingsOf } from '../core/rule-settings.ts'
import type { StandardCode } from '../core/standards.ts'
import { listSettings } from './rule-setting-queries.server.ts'

/** How these teams use the rules, by team. */
export async function readRuleSettings(
  scope: Scope,
  teamIds: readonly TeamId[],
): Promise<(teamId: TeamId) => RuleSettings> {
  const edits = new Map<TeamId, Map<RuleCode, RuleEdit>>()
  for (const kept of await listSettings(scope, teamIds)) {
    if (!isRuleCode(kept.code)) continue
    const theirs = edits.get(kept.teamId) ?? new Map<RuleCode, RuleEdit>()
    edits.set(kept.teamId, theirs.set(kept.code, kept))
  }
  const unsaid = settingsOf()
  const settings = new Map([...edits].map(([teamId, theirs]) => [teamId, settingsOf(theirs)]))
  return (teamId) => settings.get(teamId) ?? unsaid
}

/** A team's numbers of one of the standards that are no rules. */
export async function readStandard<Specs extends NumberSpecs>(
  scope: Scope,
  teamId: TeamId,
  code: StandardCode,
  specs: Specs,
): Promise<NumbersOf<Specs>> {
  const [kept] = await listSettings(scope, [teamId], code)
  return numbersOf(specs, kept?.numbers)
}

/** How long each urgency may wait in a team. */
export async function readClocks(scope: Scope, teamId: TeamId): Promise<Clocks> {
  return readStandard(scope, teamId, 'respond-by', clockNumbers)
}
