import { type Item, listItems } from '#app/features/agendas/server/item-queries.server.ts'
import { closeItem, openItem } from '#app/features/agendas/server/live-steps.ts'
import { noteCaseEvent } from '#app/features/cases/server/case-queries.server.ts'
import { listDecidedItems } from '#app/features/tasks/server/decision-queries.server.ts'
import { audit } from '#app/platform/audit.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import type { HuddleId } from '#app/shared/ids.ts'
import type { Course, CourseItem } from '../core/course.ts'
import { addLiveEvent, deleteDraft } from './live-queries.server.ts'

/** The agenda of a running huddle, and which of its cases have their decision. */
export async function courseOf(scope: Scope, huddleId: HuddleId): Promise<(Item & CourseItem)[]> {
  const items = await listItems(scope, huddleId)
  const decided = await listDecidedItems(scope, huddleId)
  return items.map((item) => ({ ...item, decided: decided.has(item.itemId) }))
}

/** Inner step: does what a course says with the items of a locked, running huddle, and tells everyone. */
export async function follow(
  scope: Scope,
  huddleId: HuddleId,
  items: readonly Item[],
  course: Course,
): Promise<void> {
  const of = (itemId: string | undefined) => items.find((item) => item.itemId === itemId)
  const discussed = of(course.discussed)
  const paused = of(course.paused)
  const opened = of(course.opened)
  if (discussed) await closeDiscussed(scope, huddleId, discussed)
  if (paused) {
    await closeItem(scope, { huddleId, itemId: paused.itemId, as: 'planned' })
    await addLiveEvent(scope, huddleId, 'case-closed', paused.itemId)
  }
  if (opened) {
    await openItem(scope, { huddleId, itemId: opened.itemId })
    await addLiveEvent(scope, huddleId, 'case-opened', opened.itemId)
    audit(scope, { action: 'item.opened', entity: 'item', entityId: opened.itemId })
  }
}

/** Inner step: a case with its decision is over. */
export async function closeDiscussed(scope: Scope, huddleId: HuddleId, item: Item): Promise<void> {
  await closeItem(scope, { huddleId, itemId: item.itemId, as: 'discussed' })
  await deleteDraft(scope, item.itemId)
  await noteCaseEvent(scope, item.caseId, 'discussed', huddleId)
  await addLiveEvent(scope, huddleId, 'case-closed', item.itemId)
  audit(scope, { action: 'item.discussed', entity: 'item', entityId: item.itemId })
}

/** Inner step: a case goes back to the queue with its age kept. What was typed about it stays with it as a draft. */
export async function carry(scope: Scope, huddleId: HuddleId, item: Item): Promise<void> {
  await closeItem(scope, { huddleId, itemId: item.itemId, as: 'carried' })
  await noteCaseEvent(scope, item.caseId, 'carried-over', huddleId)
  await addLiveEvent(scope, huddleId, 'case-carried', item.itemId)
  audit(scope, { action: 'item.carried', entity: 'item', entityId: item.itemId })
}
