import type { CaseToServe, MissingPerson, Opening, OpeningsRequest } from './openings-request.ts'

/** An opening in plain words, and in one: good, fair or poor. */
export interface Explained {
  readonly sentence: string
  readonly quality: 'Good' | 'Fair' | 'Poor'
}

/**
 * Why an opening is as good as it is, for the page: "Everyone needed for 4 cases; both urgent ones in time; the
 * pharmacist, optional, is tentative". No full stop, so that it can stand in a list.
 *
 * Good: every case it could have room for has its people, every emergency and urgent case served is in time, and all
 * optional people are free. Poor: an emergency or urgent case would be late or wait for somebody, or no case could be
 * talked about at all. Fair: everything between. `nameOf` says who a person is, as it reads inside a sentence.
 */
export function explainOpening(
  opening: Opening,
  request: OpeningsRequest,
  nameOf: (personId: string) => string,
): Explained {
  const pressing = request.cases.filter((one) => one.urgency === 'emergency' || one.urgency === 'urgent')
  const served = new Set(opening.served)
  const late = new Set(opening.late)
  const waiting = opening.unserved.filter((one) => one.why === 'needs-missing')
  const optionalAway = request.optional.filter((id) => !opening.free.includes(id))

  const phrases = [
    servedPhrase(opening, request.cases),
    timePhrase(
      pressing.filter((one) => served.has(one.id)),
      late,
    ),
    lateRoutinePhrase(opening, pressing),
    ...waitingPhrases(waiting, nameOf),
    ...optionalAway.map((id) => `${nameOf(id)}, optional, is ${stateOf(id, opening)}`),
  ]

  const pressed = new Set(pressing.map((one) => one.id))
  const fails = opening.late.some((id) => pressed.has(id)) || waiting.some((one) => pressed.has(one.id))
  const empty = request.cases.length > 0 && opening.served.length === 0
  const flawless = waiting.length === 0 && opening.late.length === 0 && optionalAway.length === 0
  return {
    sentence: phrases.filter((phrase) => phrase !== undefined).join('; '),
    quality: fails || empty ? 'Poor' : flawless ? 'Good' : 'Fair',
  }
}

function servedPhrase({ served }: Opening, cases: readonly CaseToServe[]): string {
  if (cases.length === 0) return 'Everyone required is free'
  if (served.length === 0) return 'No case has everyone it needs and room enough'
  if (served.length < cases.length) return `Everyone needed for ${served.length} of ${cases.length} cases`
  return cases.length === 1
    ? 'Everyone needed for the one case'
    : `Everyone needed for ${countOf(cases.length)} cases`
}

/** Whether the emergencies and urgent cases that are served are served in time. */
function timePhrase(pressing: readonly CaseToServe[], late: ReadonlySet<string>): string | undefined {
  if (pressing.length === 0) return undefined
  const tooLate = pressing.filter((one) => late.has(one.id)).length
  const word = pressing.every((one) => one.urgency === 'emergency') ? 'emergency' : 'urgent'
  if (tooLate === 0) {
    if (pressing.length === 1)
      return word === 'emergency' ? 'the emergency in time' : 'the urgent one in time'
    return `${pressing.length === 2 ? 'both' : `all ${countOf(pressing.length)}`} ${word} ones in time`
  }
  if (pressing.length === 1)
    return word === 'emergency' ? 'the emergency too late' : 'the urgent one too late'
  return `${countOf(tooLate)} of ${countOf(pressing.length)} ${word} ones too late`
}

function lateRoutinePhrase({ late }: Opening, pressing: readonly CaseToServe[]): string | undefined {
  const others = late.filter((id) => !pressing.some((one) => one.id === id)).length
  return others === 0 ? undefined : `${countOf(others)} answered late`
}

/** Cases that somebody's absence holds up, together for each person. */
function waitingPhrases(waiting: Opening['unserved'], nameOf: (id: string) => string): string[] {
  const counts = new Map<string, number>()
  for (const id of waiting.flatMap((one) => one.missing)) counts.set(id, (counts.get(id) ?? 0) + 1)
  return [...counts].map(([id, count]) =>
    count === 1 ? `one case needs ${nameOf(id)}` : `${countOf(count)} cases need ${nameOf(id)}`,
  )
}

const reasons = {
  busy: 'busy',
  unavailable: 'away',
  'outside-hours': 'outside their hours',
} satisfies Record<MissingPerson['why'], string>

function stateOf(id: string, opening: Opening): string {
  if (opening.tentative.includes(id)) return 'tentative'
  const missing = opening.missing.find((one) => one.id === id)
  if (!missing) return 'unknown'
  return missing.freeSpans.length > 0 ? `${reasons[missing.why]}, free for a part` : reasons[missing.why]
}

const words = ['no', 'one', 'two', 'three']

function countOf(count: number): string {
  return words[count] ?? String(count)
}
