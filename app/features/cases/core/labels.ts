import type { ConsentState } from './phases.ts'

/** Security labels that bind even the care team: substance use records under 42 CFR Part 2, and what says as much. */
const bound: readonly string[] = ['part2', 'eth', 'sud']

/**
 * Whether an item may be shown to the patient's own team. Without such a label always, whatever the consent; with one only where
 * consent is given: refused, not recorded and unavailable all withhold it.
 */
export function mayShow(labels: readonly string[], consent: ConsentState): boolean {
  return consent === 'given' || !labels.some((label) => bound.includes(label))
}
