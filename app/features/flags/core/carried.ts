import type { Urgency } from '#app/shared/urgency.ts'

/** From this many times on, a lead is asked what is to become of a case that its huddles did not reach. */
const carriedTooOften = 3

/** Whether a lead still has to answer for a case that was carried over. Each further time is asked about anew. */
export function needsAnswer(entry: { readonly carried: number; readonly answeredCarried: number }): boolean {
  return entry.carried >= carriedTooOften && entry.answeredCarried < entry.carried
}

/**
 * The urgencies a carried case may be raised to. Not to emergency: that is a flag of its own, with its same-day task, and has to
 * be raised as one.
 */
export function raisedUrgencies(urgency: Urgency): readonly ('urgent' | 'soon')[] {
  if (urgency === 'routine') return ['soon', 'urgent']
  return urgency === 'soon' ? ['urgent'] : []
}
