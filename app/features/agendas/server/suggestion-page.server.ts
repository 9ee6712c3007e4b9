import { showPatients } from '#app/features/cases/server/show-patients.ts'
import type { Huddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
import { differenceOf } from '../core/difference.ts'
import { layOut } from '../core/lay-out.ts'
import type { Item } from './item-queries.server.ts'
import { suggestOrder } from './suggest-order.ts'

/** A suggested order beside the one that stands, case by case, as the page shows it. */
export async function showSuggestion(scope: Scope, huddle: Huddle) {
  const { agenda, answer, order, differs, basis } = await suggestOrder(scope, huddle)
  const cutNow = new Map(
    layOut(agenda.request).rows.flatMap((row) => ('cut' in row ? [[row.id, row.cut] as const] : [])),
  )
  const cutThen = new Map(answer.cut.map(({ id, why }) => [id, why]))
  const patientOf = await showPatients(
    scope,
    agenda.topics.map(({ item }) => item.caseId),
    'case.listed',
  )
  const coming = agenda.topics.filter(({ item }) => item.state === 'planned')
  const itemOf = new Map<string, Item>(coming.map(({ item }) => [item.itemId, item]))
  const compared = (itemIds: readonly string[]) =>
    itemIds.map((id) => ({ id, minutes: itemOf.get(id)?.minutes ?? 0 }))
  const changes = differenceOf(compared(coming.map(({ item }) => item.itemId)), compared(order))
  const more = answer.items.length
  const now = order.filter((itemId) => !cutNow.has(itemId)).length
  return {
    differs,
    basis,
    exact: answer.exact,
    gains: more > now ? `Then ${more} cases fit instead of ${now}.` : 'What matters most comes earlier.',
    changes: changes.flatMap((change) => {
      const item = itemOf.get(change.id)
      if (!item) return []
      return [
        {
          itemId: item.itemId,
          patient: patientOf(item.caseId),
          change: change.change,
          before: 'from' in change ? change.from : null,
          cutBefore: cutNow.get(change.id) ?? null,
          cutAfter: cutThen.get(change.id) ?? null,
        },
      ]
    }),
  }
}
