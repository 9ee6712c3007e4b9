import { minute } from '#app/time/spans.ts'
import type { Blocking, OpeningsRequest } from './openings-request.ts'

/** What was found while looking for an opening and finding none. */
export interface Search {
  /** How many starts were looked at. */
  readonly starts: number
  readonly blocking: readonly Blocking[]
  /** How many of the required people are free at none of them. */
  readonly neverFree: number
}

/**
 * Why there is no opening and what would help, as one sentence to a team lead.
 *
 * People are counted, not named: core knows ids only, and the page shows who is meant beside the sentence.
 */
export function whyNone(request: OpeningsRequest, { starts, blocking, neverFree }: Search): string {
  const left = Math.floor((request.to - Math.max(request.from, request.now)) / minute)
  if (left <= 0) return 'All of the time asked for has gone by: choose later days.'
  if (left < request.minutes)
    return `The huddle takes ${request.minutes} minutes and ${left} are left of the time asked for: choose more days or a shorter huddle.`
  if (starts === 0)
    return `No start on a grid of ${request.step} minutes lies in the time asked for: choose a finer grid or more days.`

  for (const { discipline, count } of request.quorum) {
    const there = request.people.filter((person) => person.discipline === discipline).length
    if (there < count)
      return `The quorum asks for ${count} of ${discipline} and ${there} can be asked: lower that quorum or add somebody.`
  }

  const anyStart = starts === 1 ? 'the only possible start' : `any of the ${starts} possible starts`
  if (neverFree === 1)
    return `One required person is not free at ${anyStart}: make that person optional, shorten the huddle, or look at later days.`
  if (neverFree > 1)
    return `Of the required people ${neverFree} are not free at ${anyStart}: make them optional, shorten the huddle, or look at later days.`

  const [most] = blocking
  if (most && 'id' in most)
    return `One required person alone rules out ${most.starts} of ${ofStarts(starts)}: making that person optional helps most.`
  if (most)
    return `The quorum of ${most.discipline} alone rules out ${most.starts} of ${ofStarts(starts)}: lowering it helps most.`
  const eachStart = starts === 1 ? 'the only possible start' : `each of the ${starts} possible starts`
  return `At ${eachStart} two or more of those who must come are not free: make somebody optional, shorten the huddle, or look at later days.`
}

function ofStarts(starts: number): string {
  return starts === 1 ? 'one possible start' : `${starts} possible starts`
}
