import { byCodePoint } from '#app/features/huddles/core/ids.ts'
import { worthOf } from '#app/features/huddles/core/worth.ts'
import { intersectSpans, mergeSpans, type Span } from '#app/time/spans.ts'
import type { AgendaRequest, CaseToPlace } from './agenda-request.ts'

/** A case made ready for placing. Topics are numbered in the order of their ids, people in the order they are met. */
export interface Topic {
  readonly index: number
  readonly id: string
  readonly minutes: number
  readonly worth: number
  readonly pinned: boolean
  readonly emergency: boolean
  /** Whom it needs. Numbers are enough for counting; the names are in `CaseToPlace.needs`. */
  readonly people: readonly number[]
  /** Where all its people attend, inside the huddle and long enough for it. */
  readonly slots: readonly Span[]
}

/** Topics that could be placed, the ids of those that cannot with the reason, and the room there is. */
export interface Placing {
  readonly setup: number
  readonly minutes: number
  readonly topics: readonly Topic[]
  readonly people: readonly string[]
  readonly impossible: readonly { readonly id: string; readonly why: 'no-room' | 'needs-absent' }[]
}

/**
 * Finds out which cases could be placed at all, and where.
 *
 * A case longer than the time after the setup has no room; one that fits, but during which its people are never all
 * there, has them absent. A case that needs nobody can be anywhere.
 */
export function placingOf(request: AgendaRequest): Placing {
  const { setup, minutes } = request
  const attendance = new Map<string, Span[]>()
  for (const { id, from, to } of request.attendance) {
    const spans = attendance.get(id)
    if (spans) spans.push({ start: from, end: to })
    else attendance.set(id, [{ start: from, end: to }])
  }
  for (const [id, spans] of attendance) attendance.set(id, mergeSpans(spans))

  const numbers = new Map<string, number>()
  function numberOf(person: string): number {
    const number = numbers.get(person) ?? numbers.size
    numbers.set(person, number)
    return number
  }

  const topics: Topic[] = []
  const impossible: { id: string; why: 'no-room' | 'needs-absent' }[] = []
  for (const one of [...request.cases].sort((a, b) => byCodePoint(a.id, b.id))) {
    const needs = [...new Set(one.needs)]
    const together = needs.reduce(
      (spans, need) => intersectSpans(spans, attendance.get(need) ?? []),
      setup < minutes ? [{ start: setup, end: minutes }] : [],
    )
    const slots = together.filter((span) => span.end - span.start >= one.minutes)
    if (one.minutes > minutes - setup) impossible.push({ id: one.id, why: 'no-room' })
    else if (slots.length === 0) impossible.push({ id: one.id, why: 'needs-absent' })
    else topics.push(topicOf(one, topics.length, needs.map(numberOf), slots))
  }
  return { setup, minutes, topics, people: [...numbers.keys()], impossible }
}

/**
 * The first minute, not before `from`, from which all people of a topic attend to its end; infinity when there is none.
 */
export function startOf(topic: Topic, from: number): number {
  for (const slot of topic.slots) {
    const start = Math.max(slot.start, from)
    if (start + topic.minutes <= slot.end) return start
  }
  return Number.POSITIVE_INFINITY
}

function topicOf(one: CaseToPlace, index: number, people: readonly number[], slots: readonly Span[]): Topic {
  return {
    index,
    id: one.id,
    minutes: one.minutes,
    worth: worthOf(one.urgency, one.carried) * (one.late ? 2 : 1),
    pinned: one.pinned,
    emergency: one.urgency === 'emergency',
    people,
    slots,
  }
}
