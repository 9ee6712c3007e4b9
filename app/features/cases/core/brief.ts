import type { DateTime } from 'luxon'

/** The half page a huddle needs about a case, part by part, in the order it is read. */
export const briefParts = {
  question: { label: 'Question for the team', missing: 'the question for the team' },
  situation: { label: 'Situation', missing: 'the situation' },
  trend: { label: 'Trend', missing: 'the trend' },
  medication: { label: 'Medication', missing: 'the medication' },
  changed: { label: 'What changed', missing: 'what changed' },
  'own-words': { label: "In the patient's own words", missing: "the patient's own words" },
  goal: { label: 'Own goal', missing: "the patient's own goal" },
  'if-worse-then': { label: 'If worse, then', missing: 'what to do if it gets worse' },
} as const

export type BriefPartName = keyof typeof briefParts

/**
 * What must be written before a case is ready to be discussed.
 *
 * Ours: a case nobody asks a question about cannot be answered; the trend is drawn from the scores, what changed is
 * unknown at a first discussion, and a contingency is often what the huddle is asked for.
 */
export const requiredParts: readonly BriefPartName[] = ['question', 'situation', 'medication', 'goal']

/** The required parts that are not among those written, in reading order. */
export function missingParts(written: readonly string[]): BriefPartName[] {
  return requiredParts.filter((name) => !written.includes(name))
}

/** What is missing as a sentence, or undefined when nothing is. */
export function sayMissing(names: readonly BriefPartName[]): string | undefined {
  const words = names.map((name) => briefParts[name].missing)
  const last = words.pop()
  if (!last) return undefined
  return `Still missing: ${words.length > 0 ? `${words.join(', ')} and ${last}` : last}.`
}

/**
 * Age of a part in whole calendar days of the zone: written at 23:59 it is a day old two minutes later.
 *
 * Never negative: a part from a clock that runs ahead of ours is of today.
 */
export function ageInDays(part: { readonly writtenAt: DateTime }, now: DateTime, zone: string): number {
  const today = now.setZone(zone)
  const written = part.writtenAt.setZone(zone)
  if (!today.isValid || !written.isValid) throw new RangeError('No such moment or zone')
  const days = today.startOf('day').diff(written.startOf('day'), 'days').days
  return Math.max(0, Math.round(days))
}

/** An age as people say it: today, yesterday, 12 days ago. */
export function sayAge(days: number): string {
  if (days <= 0) return 'today'
  return days === 1 ? 'yesterday' : `${days} days ago`
}
