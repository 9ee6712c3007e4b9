import { DateTime } from 'luxon'
import type { Phase } from './phases.ts'

/**
 * How many months a case may go without being discussed, by phase, where a team has not said otherwise. From a real deployment's
 * caseload table, not from a guideline.
 */
export const reviewMonths = { active: 1, 'relapse-prevention': 2 } as const

/**
 * The day by which a case should be discussed again: a month after it last was, or after the episode began; two in relapse prevention.
 *
 * Both days are of the team's zone. A month after the 31st is the last day of a shorter month. A closed case has no next review.
 */
export function nextReview(
  phase: Phase,
  episodeStart: string,
  lastDiscussedOn: string | undefined,
  months: Readonly<Record<'active' | 'relapse-prevention', number>> = reviewMonths,
): string | undefined {
  if (phase === 'closed') return undefined
  const from = lastDiscussedOn && lastDiscussedOn > episodeStart ? lastDiscussedOn : episodeStart
  return DateTime.fromISO(from, { zone: 'utc' }).plus({ months: months[phase] }).toFormat('yyyy-MM-dd')
}
