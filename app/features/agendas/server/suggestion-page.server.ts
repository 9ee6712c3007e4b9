import { showPatients } from '#app/features/cases/server/show-patients.ts'
import type { Huddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import type { Scope } from '#app/platform/in-organization.ts'
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
  const placeNow = new Map<string, number>(coming.map(({ item }, index) => [item.itemId, index + 1]))
  const more = answer.items.length
  const now = order.filter((itemId) => !cutNow.has(itemId)).length
  return {
    differs,
    basis,
    exact: answer.exact,
    gains: more > now ? `Then ${more} cases fit instead of ${now}.` : 'What matters most comes earlier.',
    changes: order.flatMap((itemId) => {
      const item = itemOf.get(itemId)
      if (!item) return []
      return [
        {
          itemId: item.itemId,
          patient: patientOf(item.caseId),
          before: placeNow.get(itemId) ?? 0,
          cutBefore: cutNow.get(itemId) ?? null,
          cutAfter: cutThen.get(itemId) ?? null,
        },
      ]
    }),
  }
}
