import type { Urgency } from '#app/shared/urgency.ts'
import type { NumberSpecs, NumbersOf } from './numbers.ts'

/** From how many times on a lead is asked what is to become of a case that its huddles did not reach (CLINICAL section 5). */
export const carriedNumbers = {
  times: { label: 'Goes back to the lead after', unit: 'huddles', min: 2, max: 5, default: 3 },
} as const satisfies NumberSpecs

/** Whether a lead still has to answer for a case that was carried over. Each further time is asked about anew. */
export function needsAnswer(
  entry: { readonly carried: number; readonly answeredCarried: number },
  numbers: NumbersOf<typeof carriedNumbers>,
): boolean {
  return entry.carried >= numbers.times && entry.answeredCarried < entry.carried
}

/**
 * The urgencies a carried case may be raised to. Not to emergency: that is a flag of its own, with its same-day task, and has to
 * be raised as one.
 */
export function raisedUrgencies(urgency: Urgency): readonly ('urgent' | 'soon')[] {
  if (urgency === 'routine') return ['soon', 'urgent']
  return urgency === 'soon' ? ['urgent'] : []
}
