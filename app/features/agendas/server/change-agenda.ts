import { type Huddle, holdHuddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import { may, type Standing } from '#app/features/people/core/rights.ts'
import { audit } from '#app/platform/audit.ts'
import { type Caller, inOrganization, type Scope } from '#app/platform/in-organization.ts'
import { once } from '#app/platform/once.ts'
import { huddleTopic, tell } from '#app/platform/tell.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId, ItemId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { type Item, listItems } from './item-queries.server.ts'

export type AgendaProblem = 'no-such-huddle' | 'too-late'

type AgendaAction =
  | 'agenda.item-moved'
  | 'agenda.item-minutes'
  | 'agenda.item-added'
  | 'agenda.item-removed'
  | 'agenda.reordered'

/**
 * What every change of an agenda has in common: the right, one at a time, and only until the huddle has ended.
 *
 * The huddle's row is held while the step works, so that two leads who press at once are put one after the other: each step then
 * sees the order as it is, and two changes of different items are both done.
 */
export async function changeAgenda<Id extends string, Problem extends string>(
  world: World,
  caller: Caller & Standing,
  action: AgendaAction,
  { key, ...input }: { readonly huddleId: HuddleId; readonly key?: string },
  step: (scope: Scope, huddle: Huddle, items: readonly Item[]) => Promise<Result<Id, Problem>>,
): Promise<Result<Id, Problem | AgendaProblem>> {
  const { huddleId } = input
  return inOrganization(world, caller, async (scope) =>
    once<Id, Problem | AgendaProblem>(scope, action, key, input, async () => {
      const huddle = await holdHuddle(scope, huddleId)
      if (!huddle || !may(caller, 'agenda.edit', huddle.teamId)) return refused('no-such-huddle')
      if (huddle.state === 'ended' || huddle.state === 'cancelled') return refused('too-late')
      const changed = await step(scope, huddle, await listItems(scope, huddleId))
      if (!changed.ok) return changed
      audit(scope, { action, entity: 'huddle', entityId: huddleId })
      await tell(scope, huddleTopic(huddleId))
      return done(changed.value)
    }),
  )
}

export type ItemProblem = 'no-such-item' | 'changed-meanwhile' | 'already-opened'

/** The item that somebody has seen at `version` and wants to change: still there, still so, and not yet talked about. */
export function findUnchanged(
  items: readonly Item[],
  { itemId, version }: { readonly itemId: ItemId; readonly version: number },
): Result<Item, ItemProblem> {
  const item = items.find((one) => one.itemId === itemId)
  if (!item) return refused('no-such-item')
  if (item.state !== 'planned') return refused('already-opened')
  if (item.version !== version) return refused('changed-meanwhile')
  return done(item)
}
