/**
 * How many random instances a property is tried on, and from which seed; both can be set from outside, as in
 * `INSTANCES=2000 SEED=42 npm test`. The seed is printed, so that any run can be repeated.
 */
export function instances(of: string): { numRuns: number; seed: number } {
  const numRuns = Number(process.env.INSTANCES ?? 300)
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
  console.info(`${of}: ${numRuns} instances, seed ${seed}`)
  return { numRuns, seed }
}
