import { type RawBuilder, sql } from 'kysely'
import type { Scope } from './in-organization.ts'

/**
 * The condition that a row's team is one the scope may see, for `.where(within(scope, 'case.team_id'))`.
 *
 * A person without teams sees no row: an empty list is never taken for "no limit".
 */
export function within(scope: Scope, column: `${string}.team_id`): RawBuilder<boolean> {
  if (scope.teams === 'every') return sql<boolean>`true`
  return sql<boolean>`${sql.ref(column)} = any(${[...scope.teams]}::uuid[])`
}
