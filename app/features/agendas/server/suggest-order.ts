import { createHash } from 'node:crypto'
import type { Huddle } from '#app/features/huddles/server/huddle-queries.server.ts'
import type { Standing } from '#app/features/people/core/rights.ts'
import type { Caller, Scope } from '#app/platform/in-organization.ts'
import type { World } from '#app/platform/world.ts'
import type { HuddleId, ItemId } from '#app/shared/ids.ts'
import { done, type Result, refused } from '#app/shared/result.ts'
import { suggestAgenda } from '../core/agenda.ts'
import type { AgendaAnswer } from '../core/agenda-request.ts'
import { layOut } from '../core/lay-out.ts'
import { rankBetween } from '../core/rank.ts'
import { type AgendaProblem, changeAgenda } from './change-agenda.ts'
import { updateRanks } from './item-queries.server.ts'
import { type Agenda, readAgenda } from './read-agenda.ts'

/** A better order of an agenda, and what it was made from. */
export interface Suggestion {
  readonly agenda: Agenda
  readonly answer: AgendaAnswer
  /** All items in the order suggested: those that fit, then those that do not, as they stand now; safety cases always before. */
  readonly order: readonly ItemId[]
  /** Whether it differs from how things stand. */
  readonly differs: boolean
  /** Recognises the state it was made from: only that is changed by applying it. */
  readonly basis: string
}

/** The order the calculation would give the items that are still to come. Changes nothing. */
export async function suggestOrder(scope: Scope, huddle: Huddle): Promise<Suggestion> {
  const agenda = await readAgenda(scope, huddle)
  const coming = agenda.topics.filter(({ item }) => item.state === 'planned').map(({ item }) => item.itemId)
  const ids = new Set<string>(coming)
  const answer = suggestAgenda({
    ...agenda.request,
    setup: begunUntil(agenda),
    cases: agenda.request.cases.filter(({ id }) => ids.has(id)),
  })
  const placed = answer.items.map(({ id }) => id as ItemId)
  const left = coming.filter((itemId) => !placed.includes(itemId))
  // Whoever looks for a safety case must find it on top, also when somebody it needs is not coming: it takes no time there.
  const absent = new Set<string>(answer.cut.flatMap(({ id, why }) => (why === 'needs-absent' ? [id] : [])))
  const safety = new Set(agenda.topics.filter(({ entry }) => entry.safety).map(({ item }) => item.itemId))
  const onTop = left.filter((itemId) => safety.has(itemId) && absent.has(itemId))
  const order = [...onTop, ...placed, ...left.filter((itemId) => !onTop.includes(itemId))]
  return {
    agenda,
    answer,
    order,
    differs: order.some((itemId, index) => itemId !== coming[index]),
    basis: basisOf(huddle, agenda),
  }
}

export type ApplyOrderProblem = AgendaProblem | 'changed-meanwhile'

/** Gives the items the order that was shown. When anything it rests on has changed since, it is a refusal, and nothing moves. */
export async function applyOrder(
  world: World,
  caller: Caller & Standing,
  input: { readonly huddleId: HuddleId; readonly basis: string; readonly key?: string },
): Promise<Result<HuddleId, ApplyOrderProblem>> {
  return changeAgenda<HuddleId, 'changed-meanwhile'>(
    world,
    caller,
    'agenda.reordered',
    input,
    async (scope, huddle, items) => {
      const suggestion = await suggestOrder(scope, huddle)
      if (suggestion.basis !== input.basis) return refused('changed-meanwhile')
      const begun = items.filter((item) => item.state !== 'planned').at(-1)
      let last = begun?.rank ?? null
      const ranks = suggestion.order.map((itemId) => {
        last = rankBetween(last, null)
        return { itemId, rank: last }
      })
      await updateRanks(scope, ranks)
      return done(input.huddleId)
    },
  )
}

// In a huddle that has begun, what was talked about has had its time.
function begunUntil({ request, topics }: Agenda): number {
  const begun = new Set<string>(
    topics.filter(({ item }) => item.state !== 'planned').map(({ item }) => item.itemId),
  )
  return layOut({ ...request, cases: request.cases.filter(({ id }) => begun.has(id)) }).until
}

function basisOf(huddle: Huddle, agenda: Agenda): string {
  const state = [
    huddle.startsAt?.toISO() ?? null,
    agenda.request,
    agenda.topics.map(({ item }) => [item.itemId, item.version]),
  ]
  return createHash('sha256').update(JSON.stringify(state)).digest('base64url').slice(0, 22)
}
