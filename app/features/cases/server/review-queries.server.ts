import type { Scope } from '#app/platform/in-organization.ts'
import { within } from '#app/platform/within.ts'
import type { TeamId } from '#app/shared/ids.ts'
import { reviewMonths } from '../core/review.ts'

/**
 * How many months a team's cases may go without being discussed, by phase.
 *
 * A team says so with the rule "review overdue", which is of a room after this one; its numbers are read here by their columns, so that
 * the day a case shows for its next review is the one after which it is flagged.
 */
export async function findReviewMonths(
  scope: Scope,
  teamId: TeamId,
): Promise<Readonly<Record<'active' | 'relapse-prevention', number>>> {
  const row = await scope.trx
    .selectFrom('rule_setting')
    .where('rule_setting.organization_id', '=', scope.organizationId)
    .where(within(scope, 'rule_setting.team_id'))
    .where('rule_setting.team_id', '=', teamId)
    .where('rule_setting.code', '=', 'review-overdue')
    .select('rule_setting.numbers')
    .executeTakeFirst()
  const numbers = (row?.numbers ?? {}) as {
    readonly activeMonths?: number
    readonly preventionMonths?: number
  }
  return {
    active: numbers.activeMonths ?? reviewMonths.active,
    'relapse-prevention': numbers.preventionMonths ?? reviewMonths['relapse-prevention'],
  }
}
