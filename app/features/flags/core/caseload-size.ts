import type { NumberSpecs, NumbersOf } from './numbers.ts'

/** The number of the caseload warning (CLINICAL E12). */
export const caseloadNumbers = {
  most: { label: 'Warns from', unit: 'open cases', min: 20, max: 400, default: 150 },
} as const satisfies NumberSpecs

/** How many open cases one care manager has. */
export interface Caseload {
  readonly personId: string
  readonly name: string
  readonly open: number
}

/**
 * The care managers with as many open cases as the number or more, the fullest first. A warning for a lead and no flag: how much of
 * a full-time post somebody has is not known here.
 */
export function fullCaseloads(
  caseloads: readonly Caseload[],
  numbers: NumbersOf<typeof caseloadNumbers>,
): Caseload[] {
  return caseloads
    .filter(({ open }) => open >= numbers.most)
    .sort((a, b) => b.open - a.open || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}
