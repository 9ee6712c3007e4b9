import { namesOfPeople } from '#app/features/people/server/people-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { TeamId } from '#app/shared/ids.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import { caseloadNumbers, fullCaseloads } from '../core/caseload-size.ts'
import { fillIn, type NumberSpec } from '../core/numbers.ts'
import { isRuleCode, ruleCodes, ruleEntry, urgenciesOf } from '../core/rule-book.ts'
import type { Source } from '../core/sources.ts'
import {
  fullSetting,
  isSettingCode,
  type Setting,
  type SettingCode,
  standardCodes,
  standardOf,
} from '../core/standards.ts'
import { countOpenByRule, listCaseloads } from './rule-queries.server.ts'
import {
  type KeptSetting,
  listSettingChanges,
  listSettings,
  type SettingChange,
} from './rule-setting-queries.server.ts'
import { readStandard } from './rule-settings.ts'

/** A rule or another standard as the pages show it. */
export interface ShownRule {
  readonly code: SettingCode
  readonly name: string
  /** What it says with the team's numbers. */
  readonly says: string
  readonly sources: readonly Source[]
  readonly on: boolean
  readonly urgency: Urgency | null
  /** Whether the team uses it otherwise than the book has it. */
  readonly edited: boolean
  /** Its flags that are not closed; null for what raises none. */
  readonly open: number | null
}

/** A change of a setting in words: who, when, what, why. */
export interface ShownChange {
  readonly changeId: string
  readonly code: string
  readonly name: string
  readonly at: string
  readonly by: string
  readonly what: readonly string[]
  readonly reason: string
}

/** How a team uses the rules. */
export interface RulesPage {
  readonly rules: readonly ShownRule[]
  readonly standards: readonly ShownRule[]
  readonly full: readonly { readonly personId: string; readonly name: string; readonly open: number }[]
  readonly changes: readonly ShownChange[]
}

/** Reads how a team uses the rules, what it has changed, and whose caseload is full. */
export async function readRulesPage(scope: Scope, teamId: TeamId): Promise<RulesPage> {
  const kept = await listSettings(scope, [teamId])
  const open = await countOpenByRule(scope, teamId)
  const shown = (code: SettingCode) =>
    showRule(
      code,
      kept.find((one) => one.code === code),
      isRuleCode(code) ? (open.get(code) ?? 0) : null,
    )
  const nameOf = await namesOfPeople(scope)
  const caseloads = (await listCaseloads(scope, teamId)).map(({ personId, open: count }) => ({
    personId,
    name: nameOf(personId) ?? 'Somebody',
    open: count,
  }))
  const most = await readStandard(scope, teamId, 'caseload-size', caseloadNumbers)
  const changes = await listSettingChanges(scope, teamId)
  return {
    rules: ruleCodes.map(shown),
    standards: standardCodes.map(shown),
    full: fullCaseloads(caseloads, most),
    changes: changes.map((change) => showChange(change, nameOf(change.by) ?? 'Somebody')),
  }
}

/** One rule to be changed. */
export interface RulePage {
  readonly rule: ShownRule
  readonly version: number
  readonly setting: Setting
  readonly book: Setting
  /** What may be chosen; empty where there is nothing to choose. */
  readonly urgencies: readonly Urgency[]
  readonly mayTurnOff: boolean
  readonly numbers: readonly (NumberSpec & { readonly name: string })[]
  readonly changes: readonly ShownChange[]
}

/** Reads one rule as a lead changes it. */
export async function readRulePage(scope: Scope, teamId: TeamId, code: SettingCode): Promise<RulePage> {
  const [kept] = await listSettings(scope, [teamId], code)
  const open = isRuleCode(code) ? ((await countOpenByRule(scope, teamId)).get(code) ?? 0) : null
  const nameOf = await namesOfPeople(scope)
  const changes = await listSettingChanges(scope, teamId, code)
  const urgencies = isRuleCode(code) ? urgenciesOf(code) : []
  return {
    rule: showRule(code, kept, open),
    version: kept?.version ?? 0,
    setting: fullSetting(code, kept),
    book: fullSetting(code),
    urgencies: urgencies.length > 1 ? urgencies : [],
    mayTurnOff: isRuleCode(code) && !ruleEntry(code).fixed,
    numbers: Object.entries(standardOf(code).numbers).map(([name, spec]) => ({ ...spec, name })),
    changes: changes.map((change) => showChange(change, nameOf(change.by) ?? 'Somebody')),
  }
}

function showRule(code: SettingCode, kept: KeptSetting | undefined, open: number | null): ShownRule {
  const { name, says, sources } = standardOf(code)
  const setting = fullSetting(code, kept)
  return {
    code,
    name,
    says: fillIn(says, setting.numbers),
    sources,
    on: setting.on,
    urgency: setting.urgency,
    edited: JSON.stringify(setting) !== JSON.stringify(fullSetting(code)),
    open,
  }
}

function showChange(change: SettingChange, by: string): ShownChange {
  const { changeId, code, at, was, became, reason } = change
  const known = isSettingCode(code) ? standardOf(code) : undefined
  return {
    changeId,
    code,
    name: known?.name ?? code,
    at,
    by,
    reason,
    what: [
      ...(was.on === became.on ? [] : [became.on ? 'Turned on' : 'Turned off']),
      ...(was.urgency === became.urgency ? [] : [`Urgency ${became.urgency} (was ${was.urgency})`]),
      ...Object.entries(became.numbers).flatMap(([name, number]) => {
        const spec = known?.numbers[name]
        const before = was.numbers[name]
        const now = [spec?.label ?? name, number, spec?.unit].filter((part) => part !== '').join(' ')
        return before === number ? [] : [`${now} (was ${before})`]
      }),
    ],
  }
}
