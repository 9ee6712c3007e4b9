import { backToQueue, markDiscussed } from '#app/features/flags/server/queue-steps.ts'
import { holdHuddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { HuddleId, ItemId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { type Item, listItems, updateItem } from './item-queries.server.ts'

// Inner steps for the live room: each is part of a work that has asked for the right and notes what it does.

export type OpenProblem = 'no-such-item' | 'not-live' | 'another-is-open' | 'already-closed'

/** The inner step that makes an item the one that is talked about. Opening the one that is open already changes nothing. */
export async function openItem(
  scope: Scope,
  { huddleId, itemId }: { readonly huddleId: HuddleId; readonly itemId: ItemId },
): Promise<Result<ItemId, OpenProblem>> {
  const huddle = await holdHuddle(scope, huddleId)
  if (!huddle) return refused('no-such-item')
  if (huddle.state !== 'live') return refused('not-live')
  const items = await listItems(scope, huddleId)
  const item = items.find((one) => one.itemId === itemId)
  if (!item) return refused('no-such-item')
  if (item.state === 'current') return done(itemId)
  if (item.state !== 'planned') return refused('already-closed')
  if (items.some((one) => one.state === 'current')) return refused('another-is-open')
  await updateItem(scope, itemId, { state: 'current', openedAt: scope.now })
  return done(itemId)
}

/** How an item ends: talked about, carried over to a later huddle, or put aside within this one. */
export type ClosedAs = 'discussed' | 'carried' | 'planned'

export type CloseProblem = 'no-such-item' | 'not-live' | 'already-closed'

/**
 * The inner step that ends an item, with the seconds it has had. One that was never opened can only be carried over.
 *
 * Discussed takes the case out of the queue, carried brings it back there with its age kept. Whether a discussed case has its
 * decision is the live room's to have asked.
 */
export async function closeItem(
  scope: Scope,
  { huddleId, itemId, as }: { readonly huddleId: HuddleId; readonly itemId: ItemId; readonly as: ClosedAs },
): Promise<Result<ItemId, CloseProblem>> {
  const huddle = await holdHuddle(scope, huddleId)
  if (!huddle) return refused('no-such-item')
  if (huddle.state !== 'live') return refused('not-live')
  const item = (await listItems(scope, huddleId)).find((one) => one.itemId === itemId)
  if (!item) return refused('no-such-item')
  const open = item.state === 'current' || (item.state === 'planned' && as === 'carried')
  if (!open) return refused('already-closed')
  await close(scope, item, as)
  return done(itemId)
}

/** The inner step that gives the item which is talked about some minutes more. */
export async function extendItem(
  scope: Scope,
  {
    huddleId,
    itemId,
    minutes,
  }: { readonly huddleId: HuddleId; readonly itemId: ItemId; readonly minutes: number },
): Promise<Result<ItemId, 'no-such-item' | 'not-open'>> {
  if (!(await holdHuddle(scope, huddleId))) return refused('no-such-item')
  const item = (await listItems(scope, huddleId)).find((one) => one.itemId === itemId)
  if (!item) return refused('no-such-item')
  if (item.state !== 'current') return refused('not-open')
  await updateItem(scope, itemId, { extraMinutes: item.extraMinutes + minutes })
  return done(itemId)
}

async function close(scope: Scope, item: Item, as: ClosedAs): Promise<void> {
  const spent = item.openedAt ? Math.max(0, Math.round(scope.now.diff(item.openedAt).as('seconds'))) : 0
  await updateItem(scope, item.itemId, {
    state: as,
    openedAt: null,
    spentSeconds: item.spentSeconds + spent,
    closedAt: as === 'planned' ? null : scope.now,
  })
  if (as === 'discussed') await markDiscussed(scope, item.queueEntryId)
  if (as === 'carried') await backToQueue(scope, item.queueEntryId, { carried: true })
}
