import { actingPerson, type Scope } from '#app/platform/in-organization.ts'
import { open, seal } from '#app/platform/sealed.ts'
import { within } from '#app/platform/within.ts'
import type { PersonId, TeamId } from '#app/shared/ids.ts'
import type { Urgency } from '#app/shared/urgency.ts'
import type { Numbers } from '../core/numbers.ts'
import type { RuleEdit } from '../core/rule-settings.ts'
import type { Setting, SettingCode } from '../core/standards.ts'

/** What a team has said about a rule or another standard, as it is kept. */
export interface KeptSetting extends RuleEdit {
  readonly teamId: TeamId
  readonly code: string
  readonly version: number
}

/** What these teams have said about rules and other standards, or about one of them. What they have not said is not in the answer. */
export async function listSettings(
  scope: Scope,
  teamIds: readonly TeamId[],
  code?: SettingCode,
): Promise<KeptSetting[]> {
  if (teamIds.length === 0) return []
  let query = scope.trx
    .selectFrom('rule_setting')
    .where('rule_setting.organization_id', '=', scope.organizationId)
    .where(within(scope, 'rule_setting.team_id'))
    .where('rule_setting.team_id', 'in', [...teamIds])
    .selectAll('rule_setting')
  if (code) query = query.where('rule_setting.code', '=', code)
  return (await query.execute()).map((row) => ({
    teamId: row.team_id as TeamId,
    code: row.code,
    on: row.enabled,
    ...(row.urgency && { urgency: row.urgency as Urgency }),
    numbers: row.numbers as Numbers,
    version: row.version,
  }))
}

/** Keeps what a team says about a rule that was at `version`; 0 is one nothing was said about. False when somebody was faster. */
export async function putSetting(
  scope: Scope,
  teamId: TeamId,
  code: SettingCode,
  version: number,
  { on, urgency, numbers }: Setting,
): Promise<boolean> {
  const values = { enabled: on, urgency, numbers: JSON.stringify(numbers) }
  if (version === 0) {
    const added = await scope.trx
      .insertInto('rule_setting')
      .values({ organization_id: scope.organizationId, team_id: teamId, code, ...values })
      .onConflict((conflict) => conflict.doNothing())
      .returning('rule_setting.code')
      .executeTakeFirst()
    return added !== undefined
  }
  const changed = await scope.trx
    .updateTable('rule_setting')
    .set({ ...values, version: version + 1 })
    .where('rule_setting.organization_id', '=', scope.organizationId)
    .where(within(scope, 'rule_setting.team_id'))
    .where('rule_setting.team_id', '=', teamId)
    .where('rule_setting.code', '=', code)
    .where('rule_setting.version', '=', version)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}

/** One change of a setting: who, when, from what to what, and why. */
export interface SettingChange {
  readonly changeId: string
  readonly code: string
  readonly at: string
  readonly by: PersonId
  readonly was: Setting
  readonly became: Setting
  readonly reason: string
}

/** Adds a line to the history of a team's settings. */
export async function insertSettingChange(
  scope: Scope,
  teamId: TeamId,
  change: Pick<SettingChange, 'code' | 'was' | 'became' | 'reason'>,
): Promise<void> {
  const changeId = scope.world.newId()
  await scope.trx
    .insertInto('rule_setting_change')
    .values({
      organization_id: scope.organizationId,
      rule_setting_change_id: changeId,
      team_id: teamId,
      code: change.code,
      changed_at: scope.now.toJSDate(),
      changed_by: actingPerson(scope) ?? '',
      was: JSON.stringify(change.was),
      became: JSON.stringify(change.became),
      reason_sealed: seal(scope, 'rule_setting_change.reason', changeId, change.reason),
    })
    .execute()
}

/** How a team's settings, or one of them, were changed, the latest first, at most 200. */
export async function listSettingChanges(
  scope: Scope,
  teamId: TeamId,
  code?: SettingCode,
): Promise<SettingChange[]> {
  let query = scope.trx
    .selectFrom('rule_setting_change')
    .where('rule_setting_change.organization_id', '=', scope.organizationId)
    .where(within(scope, 'rule_setting_change.team_id'))
    .where('rule_setting_change.team_id', '=', teamId)
    .selectAll('rule_setting_change')
    .orderBy('rule_setting_change.changed_at', 'desc')
    .orderBy('rule_setting_change.rule_setting_change_id', 'desc')
    .limit(200)
  if (code) query = query.where('rule_setting_change.code', '=', code)
  return (await query.execute()).map((row) => {
    const changeId = row.rule_setting_change_id
    return {
      changeId,
      code: row.code,
      at: row.changed_at.toISOString(),
      by: row.changed_by as PersonId,
      was: row.was as unknown as Setting,
      became: row.became as unknown as Setting,
      reason: open(scope, 'rule_setting_change.reason', changeId, row.reason_sealed),
    }
  })
}
