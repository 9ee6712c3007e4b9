import { DateTime } from 'luxon'
import { baselineOf, type Score } from '#app/features/cases/core/scores.ts'
import type { CaseState, TeamMeasureCode } from '#app/features/insights/core/team-measures.ts'
import { addDays } from '#app/time/calendar-days.ts'

/** All that the measures look at of one case. Scores in the order of their ids, instants in UTC. */
export interface CaseFacts {
  readonly episodeStart: string
  readonly zone: string
  readonly scores: readonly Score[]
  readonly contacts: readonly { readonly at: string; readonly reached: boolean }[]
  readonly discussedAt: readonly string[]
}

interface Standing {
  readonly closesOn: string
  readonly state: CaseState
}

/**
 * How a case stands in a measure on the day `today`, or undefined when the measure is not about it: one case at a time and
 * one condition after the other, from the functions that the case page uses. It shares nothing with the SQL.
 */
export function standingSlowly(
  measure: TeamMeasureCode,
  facts: CaseFacts,
  today: string,
): Standing | undefined {
  const closesOn = closingDay(measure, facts, today)
  if (!closesOn) return undefined
  if (closesOn >= today) return { closesOn, state: 'pending' }
  return { closesOn, state: stateOf(measure, facts, today) }
}

function closingDay(measure: TeamMeasureCode, facts: CaseFacts, today: string): string | undefined {
  if (measure === 'contact-4-weeks') return addDays(facts.episodeStart, 28)
  const baseline = elevated(facts, today)
  if (!baseline) return undefined
  if (measure === 'review-8-to-12')
    return baseline.on <= addDays(facts.episodeStart, 56) ? addDays(facts.episodeStart, 84) : undefined
  return outcomeTime(measure, baseline.on)[1]
}

function stateOf(measure: TeamMeasureCode, facts: CaseFacts, today: string): CaseState {
  if (measure === 'contact-4-weeks') {
    const [from, to] = [addDays(facts.episodeStart, 1), addDays(facts.episodeStart, 28)]
    const reached = facts.contacts.filter((contact) => contact.reached)
    return reached.some(({ at }) => isOn(at, facts.zone, from, to)) ? 'met' : 'not-met'
  }
  const baseline = elevated(facts, today)
  if (!baseline) throw new Error('no baseline')
  if (measure === 'review-8-to-12') {
    const from = addDays(facts.episodeStart, 28)
    const last = lastOf(facts, today, from, addDays(facts.episodeStart, 56), baseline)
    if (!last) return 'not-measured'
    if (last.value < 10 || isHalf(baseline.value, last.value)) return 'improved'
    const [opens, closes] = [addDays(facts.episodeStart, 56), addDays(facts.episodeStart, 84)]
    return facts.discussedAt.some((at) => isOn(at, facts.zone, opens, closes)) ? 'met' : 'not-met'
  }
  const [from, to] = outcomeTime(measure, baseline.on)
  const last = lastOf(facts, today, from, to, baseline)
  if (!last) return 'not-measured'
  const aim = measure.startsWith('response') ? isHalf(baseline.value, last.value) : last.value < 5
  return aim ? 'met' : 'not-met'
}

function elevated(facts: CaseFacts, today: string): Score | undefined {
  const baseline = baselineOf(known(facts, today), 'phq-9', facts.episodeStart)
  return baseline && baseline.value >= 10 ? baseline : undefined
}

function outcomeTime(measure: TeamMeasureCode, baselineOn: string): [from: string, to: string] {
  const day = DateTime.fromISO(baselineOn, { zone: 'utc' })
  const middle = measure === 'response-6-months' ? day.plus({ months: 6 }) : day.plus({ months: 12 })
  if (measure.endsWith('4-to-8')) return [addDays(baselineOn, 120), addDays(baselineOn, 240)]
  const on = middle.toFormat('yyyy-MM-dd')
  return [addDays(on, -60), addDays(on, 60)]
}

// The last score of some days, after the baseline.
function lastOf(
  facts: CaseFacts,
  today: string,
  from: string,
  to: string,
  baseline: Score,
): Score | undefined {
  const inOrder = known(facts, today).toSorted(
    (a, b) => compare(a.on, b.on) || compare(a.at ?? '', b.at ?? ''),
  )
  const after = inOrder.slice(inOrder.indexOf(baseline) + 1)
  return after.filter(({ on }) => on >= from && on <= to).at(-1)
}

// The adult's and the teens' PHQ-9 are one scale here; what has not happened yet is not known.
function known(facts: CaseFacts, today: string): Score[] {
  const kept = cache.get(facts)
  if (kept?.today === today) return kept.scores
  const scores = facts.scores
    .filter(({ instrument, value }) => /^phq-9m?$/.test(instrument) && value >= 0 && value <= 27)
    .filter(({ on }) => on <= today)
    .map((score): Score => ({ ...score, instrument: 'phq-9' }))
  cache.set(facts, { today, scores })
  return scores
}

const cache = new WeakMap<CaseFacts, { today: string; scores: Score[] }>()

function isHalf(before: number, after: number): boolean {
  return (100 * (before - after)) / before >= 50
}

function isOn(at: string, zone: string, from: string, to: string): boolean {
  const day = DateTime.fromISO(at, { zone }).toFormat('yyyy-MM-dd')
  return day >= from && day <= to
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
